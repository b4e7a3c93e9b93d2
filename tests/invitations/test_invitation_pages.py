"""Inviting and answering through pages and the API: whoever asks, a visitor first."""

from forms.posting import Person
from kim.portal.invitations import answer_links
from kim.portal.invitations.inviting import invite
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.notifications import links
from plone import api
from tests.grounds import ground
from tests.invitations.conftest import expected
from tests.invitations.conftest import Post
from tests.invitations.conftest import ready
from tests.invitations.conftest import SECRET
from tests.layers import address
from tests.mailbox import commit
from tests.meetings.round import build_round

import pytest
import transaction


GONE = "Dieser Link gilt nicht (mehr)"


class Served:
    """A meeting that is ready for invitations, behind a web server."""

    def __init__(self, portal) -> None:
        with api.env.adopt_roles(["Manager"]):
            self.board = build_round(portal)
            self.meeting = ready(self.board, place="Saal <b>1</b>")
        transaction.commit()
        self.path = self.meeting.absolute_url().removeprefix(portal.absolute_url())

    def invite(self) -> None:
        with api.env.adopt_roles(["Manager"]):
            invite(self.meeting)
        transaction.commit()

    def person(self, name: str | None = None) -> Person:
        return self.board.person(name)

    def seat(self, name: str) -> str:
        return api.content.get_uuid(self.board.committee["sitze"][name])

    def link(self, name: str, seat: str) -> str:
        url = answer_links.issue(self.meeting, self.seat(seat), self.board.people[name])
        return url.removeprefix(address())

    def said(self, seat: str) -> str | None:
        transaction.begin()
        return expected(self.meeting, seat).answer

    def ask(self, name: str | None, method: str, service: str, json: object = None):
        return self.person(name).session.request(
            method,
            f"{self.path}/{service}",
            json=json,
            headers={"Accept": "application/json"},
            allow_redirects=False,
        )


served_ground = ground(Served)


@pytest.fixture
def served(served_ground, functional) -> Served:
    return served_ground()


@pytest.fixture
def invited(served) -> Served:
    served.invite()
    return served


def content(page) -> str:
    return page.text("//*[@id='content']")


class TestInvite:
    @pytest.mark.parametrize("name", [None, "foreign", "carla", "anna"])
    def test_is_the_offices(self, served, name):
        page = served.person(name).open(f"{served.path}/@@invite")
        assert "Einladungen verschicken" not in page.text("//button")
        assert "Einladen" not in content(served.person(name).open(served.path))

    def test_first_shown_then_sent(self, served):
        office, path = served.person("office"), f"{served.path}/@@invite"
        page = office.open(path)
        for words in ("Anna Test", "Berta Test", "Offenes Wort", "vertraulich"):
            assert words in content(page)
        assert SECRET not in content(page)
        assert "kein Mailserver" in content(page) or "E-Mail-Server" in content(page)
        assert Post().new() == []
        page = office.post(path, page.fields("//form[.//input[@name='number']]"))
        assert "E-Mails unterwegs: 3" in page.messages
        assert "0 von 3 haben geantwortet" in content(page)
        transaction.begin()
        assert life.state(served.meeting) == "invited" and len(Post().new()) == 3

    def test_a_form_that_is_sent_twice(self, served):
        office, path = served.person("office"), f"{served.path}/@@invite"
        fields = office.open(path).fields("//form[.//input[@name='number']]")
        office.post(path, fields)
        page = office.post(path, fields)
        assert "Inzwischen" in page.messages
        transaction.begin()
        assert len(Post().new()) == 3

    def test_what_is_missing_leads_to_its_place(self, served):
        with api.env.adopt_roles(["Manager"]):
            served.meeting.place = None
        transaction.commit()
        page = served.person("office").open(f"{served.path}/@@invite")
        assert len(page.tree.xpath("//a[contains(@href, 'form-widgets-place')]")) == 1
        assert not page.tree.xpath("//button[contains(., 'verschicken')]")

    def test_without_token(self, served):
        served.person("office").post(f"{served.path}/@@invite", [("number", "0")])
        transaction.begin()
        assert life.state(served.meeting) == "planned"

    def test_the_office_sees_what_changed(self, invited):
        with api.env.adopt_roles(["Manager"]):
            invited.meeting.place = "Rathaus"
        transaction.commit()
        office = invited.person("office")
        assert "Anderer Ort: Rathaus" in content(office.open(invited.path))
        assert "Anderer Ort" not in content(invited.person("berta").open(invited.path))
        path = f"{invited.path}/@@invite"
        page = office.post(path, office.open(path).fields("//form[.//input[@name='number']]"))
        assert "E-Mails unterwegs: 3" in page.messages

    def test_mails_arrive(self, invited, mailbox):
        with api.env.adopt_roles(["Manager"]):
            mailbox.connect()
            planning.cancel(invited.meeting, "Krank")
        commit()
        cancelled = [mail for mail in mailbox.letters if "Abgesagt" in mail["Subject"]]
        assert len(cancelled) == 3
        kinds = [part.get_content_type() for part in cancelled[0].walk()]
        assert "text/calendar" in kinds


class TestPanels:
    @pytest.mark.parametrize("name", [None, "foreign"])
    def test_nothing_for_others(self, invited, name):
        for view in ("", "/kim-coming", "/kim-own-answer", "/kim-sending", "/answer"):
            page = invited.person(name).open(f"{invited.path}{view}")
            assert "Berta Test" not in page.text("//body") and "Wer nimmt teil" not in page.text(
                "//body"
            )

    def test_members_see_who_comes(self, invited):
        text = content(invited.person("carla").open(invited.path))
        assert "Wer nimmt teil" in text and "Berta Test" in text
        assert "Nehmen Sie teil?" not in text and "hat zugesagt" not in text

    def test_one_click_answers(self, invited):
        berta = invited.person("berta")
        page = berta.open(invited.path)
        form = "//form[.//button[@name='answer']]"
        fields = [*page.fields(form), ("answer", "no")]
        page = berta.post(f"{invited.path}/@@answer", fields)
        assert "notiert" in page.messages and "Sie haben abgesagt" in content(page)
        text = content(invited.person("carla").open(invited.path))
        assert "übernehmen" in text and "Carla Test" in text

    def test_the_office_answers_for_somebody(self, invited):
        office = invited.person("office")
        page = office.open(invited.path)
        form = f"//form[.//input[@value='{invited.board.people['anna']}']]"
        office.post(f"{invited.path}/@@answer", [*page.fields(form), ("answer", "yes")])
        assert invited.said("vorsitz") == "yes"

    def test_nobody_answers_for_somebody_else(self, invited):
        berta = invited.person("berta")
        page = berta.open(invited.path)
        token = [f for f in page.fields("//form[.//button[@name='answer']]") if "auth" in f[0]]
        fields = [
            *token[:1],
            ("seat", invited.seat("vorsitz")),
            ("person", invited.board.people["anna"]),
            ("answer", "no"),
        ]
        berta.post(f"{invited.path}/@@answer", fields)
        assert invited.said("vorsitz") is None

    def test_what_is_typed_is_no_markup(self, invited):
        page = invited.person().open(invited.link("berta", "stadt"))
        assert "Saal <b>1</b>" in content(page)


class TestAnswerPage:
    @pytest.mark.parametrize(("end", "said"), [("", None), ("/ja", "yes"), ("/nein", "no")])
    def test_opening_it_says_nothing(self, invited, end, said):
        page = invited.person().open(invited.link("berta", "stadt") + end)
        assert page.status == 200 and "Berta Test" in content(page)
        assert page.response.headers["Cache-Control"] == "no-store"
        assert page.response.headers["Referrer-Policy"] == "no-referrer"
        first = page.tree.xpath("//button[contains(@class, 'btn-primary') and @name='answer']")
        assert [button.get("value") for button in first] == [said or "yes"]
        assert invited.said("stadt") is None

    def test_one_click_and_another(self, invited):
        link, visitor = invited.link("berta", "stadt"), invited.person()
        for word, said in (("yes", "Zusage"), ("no", "Absage"), ("yes", "Zusage")):
            fields = visitor.open(link).fields("//form[.//input[@name='token']]")
            page = visitor.post(link, [*fields, ("answer", word)])
            assert said in page.text("//*[@role='status']")
        assert invited.said("stadt") == "yes"

    def test_without_token(self, invited):
        link = invited.link("berta", "stadt")
        invited.person().post(link, [("answer", "yes")])
        invited.person().post(link, [("answer", "yes"), ("token", "x")])
        assert invited.said("stadt") is None

    @pytest.mark.parametrize("made", ["garbage", "purpose", "tail", "meeting", "none"])
    def test_what_is_no_link(self, invited, made):
        link = invited.link("berta", "stadt")
        data = {"meeting": "0" * 32, "seat": invited.seat("stadt"), "person": "x"}
        wrong = {
            "garbage": "/@@antwort/x.y.z",
            "purpose": f"/@@antwort/{links.sign('admission.link', data)}",
            "tail": link[:-2],
            "meeting": f"/@@antwort/{links.sign(answer_links.PURPOSE, data)}",
            "none": "/@@antwort",
        }
        page = invited.person().open(wrong[made])
        assert page.status == 403 and GONE in content(page)
        assert "Testrunde" not in content(page)

    @pytest.mark.parametrize(("name", "seat"), [("carla", "stadt"), ("anna", "stadt")])
    def test_who_was_not_asked(self, invited, name, seat):
        page = invited.person().open(invited.link(name, seat))
        assert page.status == 410 and GONE in content(page)

    def test_when_it_is_called_off(self, invited):
        link = invited.link("berta", "stadt")
        with api.env.adopt_roles(["Manager"]):
            planning.cancel(invited.meeting, "Krank")
        transaction.commit()
        assert invited.person().open(link).status == 410


class TestAPI:
    @pytest.mark.parametrize(
        ("name", "status"), [(None, 404), ("foreign", 404), ("anna", 403), ("office", 200)]
    )
    def test_inviting(self, served, name, status):
        assert served.ask(name, "POST", "@workflow/invite", {}).status_code == status
        transaction.begin()
        assert (life.state(served.meeting) == "invited") is (status == 200)

    def test_what_is_missing_is_named(self, served):
        with api.env.adopt_roles(["Manager"]):
            served.meeting.begins = None
        transaction.commit()
        answer = served.ask("office", "POST", "@workflow/invite", {})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "begins")

    @pytest.mark.parametrize(
        ("name", "status"), [(None, 401), ("foreign", 401), ("anna", 401), ("office", 200)]
    )
    def test_again(self, invited, name, status):
        answer = invited.ask(name, "POST", "@invitation", {"again": True})
        assert answer.status_code == status
        if status == 200:
            assert (answer.json()["number"], answer.json()["letters"]) == (1, 3)

    def test_again_says_so(self, invited):
        assert invited.ask("office", "POST", "@invitation", {}).status_code == 400

    @pytest.mark.parametrize(
        ("name", "status"), [(None, 401), ("foreign", 401), ("carla", 200), ("office", 200)]
    )
    def test_answers(self, invited, name, status):
        answer = invited.ask(name, "GET", "@answers")
        assert answer.status_code == status
        if status == 200:
            first = answer.json()["items"][0]
            assert (first["function"], first["person"]["name"]) == ("Vorsitz", "Anna Test")

    @pytest.mark.parametrize(
        ("name", "data", "status"),
        [
            (None, {"answer": "yes"}, 401),
            ("foreign", {"answer": "yes"}, 401),
            ("anna", {"answer": "yes"}, 401),
            ("carla", {"answer": "yes"}, 401),
            ("berta", {"answer": "yes"}, 200),
            ("berta", {"answer": "perhaps"}, 400),
            ("berta", {"answer": ["yes"]}, 400),
            ("berta", {"answer": "yes", "seat": "x"}, 400),
            ("berta", {"answer": "yes", "seat": {}}, 400),
            ("office", {"answer": "yes"}, 200),
            ("office", {"answer": "yes", "person": "nobody"}, 400),
        ],
    )
    def test_answering(self, invited, name, data, status):
        data = {"seat": invited.seat("stadt")} | data
        assert invited.ask(name, "POST", "@answers", data).status_code == status
        assert invited.said("stadt") == ("yes" if status == 200 else None)
