"""Proposals on pages and by the API: whoever asks, a visitor first."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.deliberation import placing
from kim.portal.deliberation import steps
from kim.portal.packs import contents
from kim.portal.proposals import checks
from kim.portal.proposals import opinions
from kim.portal.proposals import versions
from kim.portal.tracking import comments
from plone import api
from tests.proposals.conftest import ask
from tests.proposals.conftest import tick_all

import pytest
import transaction


SECRET = "Pflanzwort"
FOLDER = "/gremien/fall/vorschlaege"


@pytest.fixture
def gap(served):
    found = served.assigned(title=f"{SECRET} Titel")
    transaction.commit()
    return found


@pytest.fixture
def proposal(served, gap):
    """In consultation, the municipality asked, a comment by the working group."""
    with api.env.adopt_roles(["Manager"]):
        found = served.proposal(gap)
        with served.acting("fall"):
            steps.table(found)
            comments.add(found, f"{SECRET} Kommentar")
        ask(served, found)
    transaction.commit()
    return found


class TestWhoSees:
    @pytest.mark.parametrize(
        ("name", "sees"),
        [
            (None, False),
            ("foreign", False),
            ("case", False),
            ("steering", False),
            ("struktur", False),
            ("town", True),
            ("fall", True),
            ("office", True),
        ],
    )
    def test_page_and_api(self, served, proposal, name, sees):
        person, path = served.person(name), served.path(proposal)
        for where in ("", "/@@versionen", "/@opinions", "/@versions", "/@comments"):
            accept = "application/json" if "/@" in where and "@@" not in where else "text/html"
            answer = person.session.get(f"{path}{where}", headers={"Accept": accept})
            assert (answer.status_code == 200 and "login" not in answer.url) is sees, where
            if not sees:
                assert "Sprachkurse am Abend" not in answer.text
                assert SECRET not in answer.text

    def test_who_is_asked_reads_the_text_alone(self, served, proposal):
        person, path = served.person("town"), served.path(proposal)
        page = person.open(path)
        assert "Die Volkshochschulen bieten" in page.text("//main|//body")
        assert person.api("GET", f"{path}/@comments").json()["items"] == []
        for where in ("", "/@comments", "/@workflow", "/@opinions", "/@@opinion"):
            assert SECRET not in person.session.get(f"{path}{where}").text, where
        answer = person.api("POST", f"{path}/@comments", {"text": "Hallo"})
        assert answer.status_code in (401, 403, 404)

    def test_the_working_group_reads_all(self, served, proposal):
        page = served.person("fall").open(served.path(proposal))
        text = page.text("//body")
        assert f"{SECRET} Titel" in text
        assert f"{SECRET} Kommentar" in text
        assert "Altdorf" in text


class TestAdding:
    def test_begins_with_the_gap(self, served, gap):
        person = served.person("fall")
        page = person.open(f"{FOLDER}/++add++Proposal?gap={gap.UID()}")
        (problem,) = page.tree.xpath("//textarea[contains(@name, 'problem')]")
        assert "Wer arbeitet" in problem.text
        sent = person.send(
            f"{FOLDER}/++add++Proposal?gap={gap.UID()}", {"motion": "Es gibt Kurse."}, page=page
        )
        assert sent.status == 200
        transaction.begin()
        (made,) = served.cases["vorschlaege"].objectValues()
        assert made.gaps == (gap.UID(),)
        assert api.content.get_state(gap) == "in_proposal"
        assert made.problem.startswith("Wer arbeitet")

    def test_a_gap_that_is_hidden_does_not_exist(self, served):
        with api.env.adopt_roles(["Manager"]):
            hidden = served.gap(title=SECRET)
        transaction.commit()
        person = served.person("fall")
        page = person.open(f"{FOLDER}/++add++Proposal?gap={hidden.UID()}")
        nothing = person.open(f"{FOLDER}/++add++Proposal?gap={'0' * 32}")
        assert (page.status, nothing.status) == (404, 404)
        assert SECRET not in page.text("//body")

    def test_the_office_chooses_the_working_group(self, served):
        with api.env.adopt_roles(["Manager"]):
            gap = served.gap()
        transaction.commit()
        person = served.person("office")
        path = served.path(gap)
        page = person.open(f"{path}/@@propose")
        sent = person.send(
            f"{path}/@@propose", {"committee:list": served.structure.UID()}, page=page
        )
        assert "/gremien/struktur/vorschlaege/++add++Proposal?gap=" in sent.url
        assert served.person("fall").open(f"{path}/@@propose").status in (403, 404)

    @pytest.mark.parametrize(
        ("motion", "status"), [("Frau Meier, AZR 990101123456.", 400), ("Es gibt Kurse.", 201)]
    )
    def test_nothing_about_clients(self, served, motion, status):
        answer = served.person("fall").api(
            "POST",
            FOLDER,
            {"@type": "Proposal", "title": "Kurse", "problem": "Es fehlt.", "motion": motion},
        )
        assert answer.status_code == status
        assert status == 201 or answer.json()["errors"][0]["field"] == "motion"

    def test_gaps_by_the_api(self, served, gap):
        with api.env.adopt_roles(["Manager"]):
            made, hidden = served.proposal(), served.gap()
        transaction.commit()
        path = served.path(made)
        person = served.person("fall")
        assert person.api("POST", f"{path}/@gaps", {"gaps": [hidden.UID()]}).status_code == 400
        assert person.api("POST", f"{path}/@gaps", {"gaps": [gap.UID()]}).status_code == 200
        transaction.begin()
        assert made.gaps == (gap.UID(),)

    def test_from_the_gap_by_the_api(self, served, gap):
        with api.env.adopt_roles(["Manager"]):
            made = served.proposal()
        transaction.commit()
        path = f"{served.path(gap)}/@workflow/propose"
        body = {"proposal": made.UID()}
        assert served.person("struktur").api("POST", path, body).status_code in (401, 404)
        assert served.person("fall").api("POST", path, body).status_code == 200


class TestFrozen:
    @pytest.mark.parametrize("name", ["fall", "office", "admin"])
    def test_neither_patch_nor_form(self, served, proposal, name):
        with api.env.adopt_roles(["Manager"]):
            steps.submit(proposal)
        transaction.commit()
        path = served.path(proposal)
        person = served.person(None if name == "admin" else name)
        if name == "admin":
            person.session.auth = ("admin", "secret")
        answer = person.api("PATCH", path, {"motion": "Anders."})
        assert answer.status_code in (401, 403)
        person.session.get(f"{path}/edit")
        transaction.begin()
        assert proposal.motion == versions.latest(proposal).texts["motion"]

    def test_versions_say_what_differs(self, served, proposal):
        with api.env.adopt_roles(["Manager"]):
            steps.submit(proposal)
            steps.give_back(proposal, "Bitte genauer.")
            proposal.motion = "Die Volkshochschulen bieten Kurse am Morgen an."
            steps.submit(proposal)
        transaction.commit()
        person, path = served.person("fall"), served.path(proposal)
        page = person.open(f"{path}/@@versionen?old=1&new=2")
        assert page.text("//main//del | //div[@id='content']//del").endswith("Abend")
        found = person.api("GET", f"{path}/@versions?old=1&new=2").json()
        assert {"kind": "new", "text": "Morgen"} in found["differences"]["motion"]
        assert person.api("GET", f"{path}/@versions?old=9&new=x").status_code == 400


class TestOpinions:
    def test_asked_on_a_page_and_answered(self, served, proposal):
        person, path = served.person("fall"), served.path(proposal)
        token = f"committee:{served.structure.UID()}"
        page = person.send(
            f"{path}/@@ask-opinions",
            {"bodies": [token], "until": today() + timedelta(7)},
        )
        assert "silence_agrees" in " ".join(page.summary)
        person.send(
            f"{path}/@@ask-opinions",
            {"bodies": [token], "until": today() + timedelta(7), "silence_agrees": "no"},
        )
        transaction.begin()
        assert {one.token for one in opinions.asked(proposal)} == {token, "municipality:altdorf"}
        answers = served.person("struktur")
        form = answers.open(f"{path}/@@opinion")
        fields = form.fields("//form[contains(@action, '@@opinion')]")
        wrong = answers.post(f"{path}/@@opinion", [*fields, ("answer", "objects")])
        assert wrong.tree.xpath("//*[@role='alert']")
        fields = [(n, v) for n, v in fields if n != "text"]
        answers.post(f"{path}/@@opinion", [*fields, ("answer", "objects"), ("text", "Zu teuer.")])
        assert "Zu teuer." in person.open(path).text("//body")

    def test_by_the_api(self, served, proposal):
        path = served.path(proposal)
        body = {"body": "municipality:altdorf", "answer": "agrees"}
        assert served.person("foreign").api("POST", f"{path}/@opinion", body).status_code == 401
        assert served.person("fall").api("POST", f"{path}/@opinion", body).status_code == 404
        found = served.person("town").api("POST", f"{path}/@opinion", body)
        assert found.json()["items"][0]["answer"] == "agrees"
        asked = {"bodies": ["office"], "until": today().isoformat()}
        answer = served.person("fall").api("POST", f"{path}/@opinions", asked)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "silence_agrees")


class TestScheduling:
    def test_on_pages(self, served, proposal):
        with api.env.adopt_roles(["Manager"]):
            meeting = served.meeting()
            with served.acting("town"):
                opinions.answer(proposal, "municipality:altdorf", opinions.AGREES)
            with served.acting("fall"):
                steps.submit(proposal)
        transaction.commit()
        person, path = served.person("office"), served.path(proposal)
        page = person.send(f"{path}/@@schedule", {"meeting": meeting.UID()})
        assert "Noch nicht geprüft" in page.text("//body")
        form = person.open(path)
        fields = form.fields("//form[contains(@action, '@@checks')]")
        keys = [("checks:list", key) for key, _title in checks.CHECKS]
        person.post(f"{path}/@@checks", [*fields, *keys])
        person.send(f"{path}/@@schedule", {"meeting": meeting.UID()})
        transaction.begin()
        assert api.content.get_state(proposal) == "scheduled"
        agenda = served.person("steering").open(served.path(meeting))
        assert agenda.tree.xpath(f"//a[@href='{proposal.absolute_url()}']")
        assert "Sprachkurse am Abend" in served.person("steering").open(path).text("//h1")

    def test_by_the_api(self, served, proposal):
        with api.env.adopt_roles(["Manager"]):
            meeting = served.meeting()
            with served.acting("fall"):
                steps.submit(proposal)
        transaction.commit()
        path = served.path(proposal)
        body = {"meeting": meeting.UID()}
        refused = served.person("fall").api("POST", f"{path}/@workflow/schedule", body)
        assert refused.status_code in (401, 403)
        person = served.person("office")
        answer = person.api("POST", f"{path}/@workflow/schedule", body)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "checks")
        keys = [key for key, _title in checks.CHECKS]
        assert person.api("PATCH", f"{path}/@checks", {"checks": keys}).status_code == 400
        body = {"body": "municipality:altdorf", "answer": "agrees"}
        served.person("town").api("POST", f"{path}/@opinion", body)
        assert person.api("PATCH", f"{path}/@checks", {"checks": keys}).status_code == 200
        body = {"meeting": meeting.UID()}
        assert person.api("POST", f"{path}/@workflow/schedule", body).status_code == 200


class TestLists:
    def test_the_committee_shows_them_to_its_members(self, served, proposal):
        for name, sees in ((None, False), ("steering", False), ("fall", True)):
            person = served.person(name)
            page = person.open("/gremien/fall")
            assert ("Sprachkurse am Abend" in page.text("//body")) is sees
            answer = person.api("GET", "/gremien/fall/@proposals")
            assert (answer.status_code == 200) is sees
        page = served.person("fall").open(FOLDER)
        assert "Sprachkurse am Abend" in page.text("//body")

    def test_an_empty_list_says_why(self, served):
        page = served.person("struktur").open("/gremien/struktur/vorschlaege")
        assert "Kein Vorschlag" in page.text("//body")


class TestPack:
    def test_holds_the_proposal_for_who_may_see_it(self, served, proposal):
        with api.env.adopt_roles(["Manager"]):
            meeting = served.meeting()
            with served.acting("town"):
                opinions.answer(proposal, "municipality:altdorf", opinions.REMARKS, "Bitte <bald>.")
            with served.acting("fall"):
                steps.submit(proposal)
            with served.acting("office"):
                tick_all(proposal)
                item = placing.schedule(proposal, meeting)
        (source,) = [s for s in contents.sources(item) if "deliberation" in type(s).__module__]
        with served.acting("office"):
            (part,) = source.parts()
            office = source.mark()
        assert "Bitte &lt;bald&gt;." in part.html
        assert f"{SECRET} Titel" in part.html
        with served.acting("steering"):
            (part,) = source.parts()
            assert SECRET not in part.html
            assert source.mark() != office
        with served.acting("foreign"):
            assert source.parts() == []
