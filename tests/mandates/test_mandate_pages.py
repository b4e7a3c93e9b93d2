"""Decisions and mandates through pages and API: a visitor first, then whoever may."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.decisions import publishing
from kim.portal.decisions import register
from kim.portal.mandates import steps
from kim.portal.proposals import scheduling
from plone import api

import pytest
import transaction


INSIDE = ("Siegel", "Abstimmung", "Festgehalten", "Der bisherige Weg", "Auftrag")


@pytest.fixture
def path(served) -> str:
    """Of a decision on a proposal."""
    with api.env.adopt_roles(["Manager"]):
        served.proposal_made, served.decision = served.decided(served.assigned())
    transaction.commit()
    return _path(served.decision)


def _path(content) -> str:
    return "/" + "/".join(content.getPhysicalPath()[2:])


def is_pdf(person, path) -> bool:
    return person.session.get(path).content.startswith(b"%PDF")


def leads_to(page, path: str) -> bool:
    return bool(page.tree.xpath(f"//main//a[contains(@href, '{path}')]"))


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("office", "/@@board?page=99999999999", 400),
        ("office", "/++api++/@board?page=99999999999", 400),
        ("office", "/++api++/@board?colour=blue", 400),
        (None, "/gremien/lenkung/beschluesse?year:list=2026", 200),
        ("fall", "/gremien/fall/vorschlaege/++add++Proposal?gap:int=7", 200),
    ],
    ids=["board", "api", "unknown", "decisions", "proposal"],
)
def test_addresses_that_cannot_be_meant(served, who, address, status):
    found = served.person(who).session.get(address, headers={"Accept": "text/html"})
    assert found.status_code == status


def publish(served) -> None:
    with served.acting("office"):
        publishing.publish(served.decision)
    transaction.commit()


class TestRecordAndConfirm:
    def test_from_the_item_to_the_decision(self, served):
        with api.env.adopt_roles(["Manager"]):
            meeting = served.meeting()
            served.scheduled(meeting, served.assigned())
            served.open(meeting)
        transaction.commit()
        item = next(p for p in meeting.objectIds() if meeting[p].origin.startswith("proposal-"))
        place = f"{_path(meeting)}/{item}"
        for who in (None, "foreign", "fall"):
            assert served.person(who).api("POST", f"{place}/@decision", json={}).status_code in (
                401,
                403,
                404,
            )
        office, chair = served.person("office"), served.person("chair")
        page = office.open(f"{place}/@@record-decision")
        assert "am Abend an" in dict(page.fields())["form.widgets.text"]
        page = office.send(f"{place}/@@record-decision", {"outcome": "unchanged"})
        assert "Nun bestätigt ihn der Vorsitz" in page.messages
        shown = chair.open(f"{place}/@@confirm")
        form = "//form[.//input[@name='digest']]"
        assert "am Abend an" in shown.text("//main | //*[@id='content']")
        office.send(f"{place}/@@record-decision", {"text": "Anders gesagt."})
        again = chair.post(f"{place}/@@confirm", shown.fields(form))
        assert "noch einmal" in again.text("//*[@role='alert']")
        made = chair.post(f"{place}/@@confirm", again.fields(form))
        assert "Anders gesagt." in made.text("//*[@id='content']")
        transaction.abort()
        (decision,) = register.decisions(served.steering["beschluesse"])
        assert decision.text == "Anders gesagt."

    def test_the_proposals_page_leads_there(self, served):
        with api.env.adopt_roles(["Manager"]):
            meeting = served.meeting()
            proposal = served.scheduled(meeting, served.assigned())
            served.open(meeting)
        transaction.commit()
        path, office, chair = _path(proposal), *map(served.person, ("office", "chair"))
        record = f"{_path(scheduling.item_of(proposal))}/@@record-decision"
        assert leads_to(office.open(path), record)
        office.send(record, {})
        confirm = record.replace("record-decision", "confirm")
        assert leads_to(chair.open(path), confirm)
        for who in ("office", "fall"):
            assert not leads_to(served.person(who).open(path), confirm)
        chair.post(confirm, chair.open(confirm).fields("//form[.//input[@name='digest']]"))
        transaction.abort()
        (decision,) = register.decisions(served.steering["beschluesse"])
        for who in ("office", "fall"):
            page = served.person(who).open(path)
            assert leads_to(page, _path(decision)) and not leads_to(page, record)

    def test_over_the_api(self, served):
        with api.env.adopt_roles(["Manager"]):
            meeting = served.meeting()
            proposal = served.scheduled(meeting)
            served.open(meeting)
        transaction.commit()
        item = next(p for p in meeting.objectIds() if meeting[p].origin.startswith("proposal-"))
        place, office, chair = f"{_path(meeting)}/{item}", *map(served.person, ("office", "chair"))
        answer = office.api("POST", f"{place}/@decision", json={"text": "", "outcome": "noted"})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "text")
        answer = office.api(
            "POST", f"{place}/@decision", json={"text": "Ja.", "outcome": "changed"}
        )
        assert answer.status_code == 200, answer.text
        assert served.person("steering").api("GET", f"{place}/@decision").status_code == 404
        digest = chair.api("GET", f"{place}/@decision").json()["digest"]
        step = f"{_path(proposal)}/@workflow"
        answer = chair.api("POST", f"{step}/reject", json={"digest": digest})
        assert answer.status_code == 400
        answer = chair.api("POST", f"{step}/adopt", json={"digest": "x"})
        assert answer.json()["parameter"] == "digest"
        assert chair.api("POST", f"{step}/adopt", json={"digest": digest}).status_code == 200
        answer = office.api("GET", "/@verify").json()
        assert [len(one["faults"]) for one in answer["registers"]] == [0]
        assert served.person("chair").api("GET", "/@verify").status_code in (401, 403)


class TestWhoSees:
    def test_a_recorded_one(self, served, path):
        for who, sees in (
            (None, False),
            ("foreign", False),
            ("town", False),
            ("case", False),
            ("struktur", False),
            ("fall", True),
            ("steering", True),
            ("office", True),
        ):
            person = served.person(who)
            text = person.open(path).text("//body") + person.api("GET", path).text
            assert ("am Abend an" in text) is sees, who
            listed = person.open(path.rpartition("/")[0]).text("//body")
            assert ("Sprachkurse" in listed) is sees, who
            assert is_pdf(person, f"{path}/@@extract") is sees, who

    def test_a_published_one(self, served, path):
        publish(served)
        for who in (None, "foreign"):
            person = served.person(who)
            page = person.open(path)
            text = page.text("//*[@id='content'] | //main")
            assert "am Abend an" in text
            assert not [word for word in INSIDE if word in text], who
            answer = person.api("GET", path)
            found = answer.json()
            assert found["number"].startswith("1/")
            for word in ("office", "chair", "by_seat", "seats", "seal", "kept", "proposal"):
                assert word not in answer.text, (word, who)
            everything = f"/@search?path={path}&metadata_fields=_all"
            assert "office" not in person.api("GET", everything).text
            assert not is_pdf(person, f"{path}/@@extract")
            assert "Sprachkurse" in person.open(path.rpartition("/")[0]).text("//body")
            assert "Sprachkurse" in person.open("/gremien/lenkung").text("//body")
        assert "Siegel" in served.person("steering").open(path).text("//body")

    def test_publishing(self, served, path):
        for who in (None, "chair", "fall"):
            answer = served.person(who).api("POST", f"{path}/@workflow/publish", json={})
            assert answer.status_code in (401, 403, 404), who
        assert "Alle können" in served.person("office").send(f"{path}/@@publish", {}).messages


class TestMandates:
    def test_from_the_decision_to_the_result(self, served, path):
        office, town = served.person("office"), served.person("town")
        due = (today() + timedelta(30)).isoformat()
        body = {"title": "Kurse anbieten", "addressee": "municipality:altdorf", "due": due}
        for who in (None, "chair", "foreign"):
            answer = served.person(who).api("POST", f"{path}/@mandates", json=body)
            assert answer.status_code in (401, 403, 404), who
        answer = office.api("POST", f"{path}/@mandates", json={**body, "due": "bald"})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "due")
        answer = office.api("POST", f"{path}/@mandates", json=body)
        assert answer.status_code == 201
        base = served.person().session.get("/").url.rstrip("/")
        place = answer.json()["@id"].removeprefix(base)
        assert "Kurse anbieten" in office.open(path).text("//table")
        assert "Kurse anbieten" in town.open("/kommunen/altdorf").text("//table")
        for who in (None, "foreign", "case"):
            person = served.person(who)
            for page in (place, "/kommunen/altdorf", "/gremien/lenkung"):
                assert "Kurse anbieten" not in person.open(page).text("//body"), (who, page)
        page = town.open(place)
        assert "Kurse anbieten" in page.text("//h1")
        assert "Verlängern" not in page.text("//*[@id='content']")
        assert "übernommen" in town.send(f"{place}/@@accept", {}).messages
        values = {"result": "Drei Kurse.", "evidence": f"{base}/kommunen/altdorf"}
        assert "gemeldet" in town.send(f"{place}/@@report-result", values).messages
        assert "Altdorf" in office.open(place).text("//ul[@class='kim-list']")
        assert town.open(f"{place}/@@confirm-result").status in (401, 403, 404)
        answer = office.api("POST", f"{place}/@workflow/confirm", json={})
        assert answer.status_code == 200
        transaction.abort()
        assert api.content.get_state(served.proposal_made) == "implemented"

    def test_each_form_opens(self, served, path):
        with served.acting("office"):
            due = today() + timedelta(30)
            mandate = steps.issue(served.decision, "Kurse", "municipality:altdorf", due)
        transaction.commit()
        for who, name in (
            ("town", "accept"),
            ("town", "decline"),
            ("town", "report-result"),
            ("office", "confirm-result"),
            ("office", "reject-result"),
            ("office", "extend"),
            ("office", "revoke"),
        ):
            page = served.person(who).open(f"{_path(mandate)}/@@{name}")
            assert page.status == 200, name
        assert served.person("office").open(f"{path}/@@issue-mandate").status == 200
