"""Meetings through their pages and over the API: whoever asks, a visitor first."""

from datetime import timedelta
from forms.posting import Person
from kim.portal.committees.seat import today
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import topics
from plone import api
from tests.grounds import ground
from tests.meetings.round import build_round
from tests.meetings.round import Round

import pytest
import transaction


MEMBERS = ("anna", "berta", "carla", "dora")


def build_meeting(portal) -> Round:
    """A committee with a meeting of four items, the last of them confidential."""
    board = build_round(portal)
    board.meeting = board.plan(place="Kreishaus")
    for title in ("Erstes", "Zweites <b>fett</b>", "Geheimes"):
        item = agenda.add(board.meeting, title=title, kind="decision", motion=f"Beschluss {title}")
    api.content.transition(obj=item, transition=life.CONCEAL)
    board.path = f"/gremien/runde/sitzungen/{board.meeting.getId()}"
    return board


meeting_ground = ground(build_meeting)


@pytest.fixture
def served(meeting_ground, functional) -> Round:
    return meeting_ground()


def ask(person: Person, method: str, path: str, json: object = None):
    return person.session.request(
        method, path, json=json, headers={"Accept": "application/json"}, allow_redirects=False
    )


class TestPages:
    @pytest.mark.parametrize("name", [None, "foreign"])
    def test_nobody_else_sees_a_meeting(self, served, name):
        person = served.person(name)
        assert "Kreishaus" not in person.open(served.path).text("//body")
        assert "Sitzungen" not in person.open("/gremien/runde").text("//*[@id='content']")

    @pytest.mark.parametrize("name", MEMBERS)
    def test_members_see_when_where_and_what(self, served, name):
        text = served.person(name).open(served.path).text("//*[@id='content']")
        assert "in 14 Tagen" in text and "Kreishaus" in text
        assert "Zweites <b>fett</b>" in text
        assert "vertraulich" in text
        assert ("Geheimes" in text) is (name != "carla")
        assert "Absagen" not in text

    def test_the_committee_names_its_meetings_first(self, served):
        text = served.person("carla").open("/gremien/runde").text("//*[@id='content']")
        assert text.index("Sitzungen") < text.index("Ebene")
        assert "Sitzung planen" not in text

    def test_the_office_plans(self, served):
        day = today() + timedelta(days=90)
        office = served.person("office")
        page = office.send("/gremien/runde/@@plan-meeting", {"day": day.isoformat()})
        assert "Eingeladen ist noch niemand" in page.messages
        assert "Stand der Aufträge" in page.text("//*[@id='content']")

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"day": ""}, "day"),
            ({"day": "2026-11-30", "begins": "16:00", "finishes": "14:00"}, "finishes"),
            ({"day": "2026-11-30", "kind": ["procedure"]}, "until"),
            ({"day": "2026-11-30", "link": "javascript:alert(1)"}, "link"),
            ({"day": "2026-11-30", "papers_until": "2026-12-30"}, "papers_until"),
            ({"day": "2026-11-30", "occasion": "x" * 121}, "occasion"),
        ],
    )
    def test_what_is_wrong_is_said_where_it_is(self, served, values, field):
        page = served.person("office").send("/gremien/runde/@@plan-meeting", values)
        assert f"form-widgets-{field}" in " ".join(page.summary)

    def test_the_agenda_is_shaped_without_script(self, served):
        office = served.person("office")

        def titles() -> list[str]:
            transaction.begin()
            return [item.title for item in agenda.items(served.meeting)]

        path = f"{served.path}/@@agenda"
        page = office.open(path)
        form = "//form[.//input[@value='down']]"
        office.post(path, page.fields(form))
        assert titles()[:2] == ["Erstes", "Stand der Aufträge"]
        office.post(path, page.fields("//form[.//input[@value='off']]"))
        assert "Stand der Aufträge" not in titles()

    def test_calling_off_asks_why(self, served):
        office = served.person("office")
        path = f"{served.path}/@@cancel"
        page = office.send(path, {"reason": ""})
        assert "form-widgets-reason" in page.summary
        page = office.send(path, {"reason": "Zu wenige können kommen."})
        assert "Die Sitzung ist abgesagt." in page.messages
        assert "Abgesagt" in page.text("//*[@id='content']")
        transaction.begin()
        assert len(topics.waiting(served.committee)) == 3

    @pytest.mark.parametrize("view", ["@@agenda", "@@cancel", "edit", "++add++AgendaItem"])
    @pytest.mark.parametrize("name", [None, "foreign", "carla", "anna"])
    def test_what_the_office_does_is_the_offices(self, served, name, view):
        page = served.person(name).open(f"{served.path}/{view}")
        assert "Geheimes" not in page.text("//body")
        assert not page.tree.xpath("//form[contains(@action, '@@agenda')]")
        assert not page.tree.xpath("//*[@name='form.widgets.reason']")

    def test_a_member_puts_a_topic_forward(self, served):
        page = served.person("carla").send(
            "/gremien/runde/themen/++add++AgendaItem", {"title": "Neues Thema"}
        )
        assert page.status == 200
        page = served.person("berta").open("/gremien/runde/themen")
        assert "Neues Thema" in page.text("//*[@id='content']")


class TestAPI:
    @pytest.mark.parametrize(
        ("name", "status"), [(None, 401), ("foreign", 401), ("carla", 200), ("office", 200)]
    )
    @pytest.mark.parametrize("service", ["@agenda", ""])
    def test_a_meeting_is_for_its_committee(self, served, name, status, service):
        answer = ask(served.person(name), "GET", f"{served.path}/{service}".rstrip("/"))
        assert answer.status_code == status
        if status != 200:
            assert "Kreishaus" not in answer.text

    def test_meetings_of_a_committee(self, served):
        path = "/gremien/runde/@meetings"
        assert ask(served.person(), "GET", path).status_code == 401
        assert ask(served.person("foreign"), "GET", path).status_code == 401
        found = ask(served.person("dora"), "GET", path).json()
        assert [item["review_state"] for item in found["items"]] == ["planned"]
        assert found["due"] is None

    def test_confidential_lines_have_a_number_alone(self, served):
        found = ask(served.person("carla"), "GET", f"{served.path}/@agenda").json()["items"]
        assert found[3] == {"number": "4", "begins": None, "confidential": True}
        assert found[2]["title"] == "Zweites <b>fett</b>"
        found = ask(served.person("berta"), "GET", f"{served.path}/@agenda").json()["items"]
        assert found[3]["motion"] == "Beschluss Geheimes"

    @pytest.mark.parametrize("name", [None, "foreign", "carla", "anna"])
    def test_only_the_office_arranges(self, served, name):
        answer = ask(served.person(name), "POST", f"{served.path}/@agenda", {"order": []})
        assert answer.status_code == 401

    @pytest.mark.parametrize(
        ("data", "parameter"),
        [
            ({}, "order"),
            ({"order": "top-1"}, "order"),
            ({"order": ["nothing"]}, "order"),
            ({"order": [1]}, "order"),
            ({"order": ["top-1", "top-1"]}, "order"),
            ({"topic": "nothing"}, "topic"),
            ({"topic": {}}, "topic"),
        ],
    )
    def test_bad_input_is_named(self, served, data, parameter):
        answer = ask(served.person("office"), "POST", f"{served.path}/@agenda", data)
        assert answer.status_code == 400
        assert answer.json()["parameter"] == parameter

    def test_the_office_arranges_and_adds(self, served):
        office = served.person("office")
        answer = ask(office, "POST", f"{served.path}/@agenda", {"order": ["top-3"]})
        assert answer.json()["items"][0]["id"] == "top-3"
        answer = ask(
            office, "POST", served.path, {"@type": "AgendaItem", "title": "Ganz geheimer Titel"}
        )
        assert answer.status_code == 201
        assert answer.json()["id"].startswith("top-")

    def test_what_comes_late_says_why(self, served):
        with api.env.adopt_roles(["Manager"]):
            life.take(served.meeting, life.INVITE)
        transaction.commit()
        office, item = served.person("office"), {"@type": "AgendaItem", "title": "Spätes"}
        answer = ask(office, "POST", served.path, item)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == ["late"]
        assert ask(office, "POST", served.path, item | {"late": "Eil"}).status_code == 201

    @pytest.mark.parametrize(
        ("name", "status"), [(None, 401), ("foreign", 404), ("carla", 403), ("anna", 403)]
    )
    def test_only_the_office_calls_off(self, served, name, status):
        path = f"{served.path}/@workflow/cancel"
        answer = ask(served.person(name), "POST", path, {"reason": "So"})
        assert answer.status_code in (status, 404 if name is None else status)

    def test_calling_off_needs_a_reason_and_happens_once(self, served):
        office, path = served.person("office"), f"{served.path}/@workflow/cancel"
        for data in ({}, {"reason": " "}, {"reason": 7}, {"comment": "So"}):
            answer = ask(office, "POST", path, data)
            assert answer.status_code == 400
            assert answer.json()["parameter"] == "reason"
        assert ask(office, "POST", path, {"reason": "So"}).json()["review_state"] == "cancelled"
        assert ask(office, "POST", path, {"reason": "So"}).status_code in (400, 403)

    def test_a_meeting_is_planned_by_adding_it(self, served):
        answer = ask(
            served.person("office"),
            "POST",
            "/gremien/runde/sitzungen",
            {"@type": "Meeting", "day": "2027-03-01", "begins": "14:00:00"},
        )
        assert answer.status_code == 201, answer.text
        assert answer.json()["id"] == "2027-03-01"
        transaction.begin()
        assert served.committee["sitzungen"]["2027-03-01"].quorum == "none"
        for name in (None, "foreign", "anna"):
            answer = ask(
                served.person(name),
                "POST",
                "/gremien/runde/sitzungen",
                {"@type": "Meeting", "day": "2027-03-01"},
            )
            assert answer.status_code in (401, 403, 404)
