"""Minutes through pages and API: whoever asks, a visitor first; never a confidential word."""

from datetime import timedelta
from hashlib import sha256
from kim.portal.committees.seat import today
from kim.portal.meetings import participants
from kim.portal.minutes import circulations
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import objections
from plone import api
from tests.minutes.held import SECRET
from tests.minutes.test_making import uid
from tests.minutes.test_steps import late
from tests.minutes.test_steps import words

import pytest
import transaction


MEETS = {
    "draft": ("office", "berta"),
    "circulated": ("office", "anna", "berta", "carla", "dora"),
    "approved": ("office", "anna", "berta", "carla", "dora"),
    "published": (None, "foreign", "office", "anna", "berta", "carla", "dora"),
}
EVERYONE = MEETS["published"]
NAMES = ("Anna Test", "Carla Test", "Dora Test", "Gerda Gast")


@pytest.fixture(params=MEETS)
def state(request, served) -> str:
    """Carla, who stood in, has no more right to confidential items than any deputy."""
    minutes = served.bring(request.param)
    with api.env.adopt_roles(["Manager"]):
        participants.stand_in(served.meeting, ())
    transaction.commit()
    served.minutes = minutes
    return request.param


class TestWhoSees:
    def test_page_and_api(self, served, state):
        for name in EVERYONE:
            person = served.person(name)
            page = person.open(served.minutes_path)
            answer = person.api("GET", f"{served.minutes_path}/@minutes")
            text = page.text("//body") + answer.text
            sees = name in MEETS[state]
            assert ("Sprachkurse" in text) is sees, (name, state)
            assert (answer.status_code == 200) is sees
            inside = name not in (None, "foreign")
            if sees:
                assert ("nichtöffentlich" in text) is not inside
                assert all((word in text) is inside for word in NAMES), name
            entitled = name in ("office", "anna", "berta", "dora")
            assert (SECRET in text) is (sees and entitled), (name, state)
            if sees and inside and not entitled:
                assert "TOP 3: vertraulich" in text

    @pytest.mark.parametrize("name", [None, "foreign", "carla"])
    def test_not_a_word_anywhere(self, served, state, name):
        person = served.person(name)
        path = served.minutes_path
        for where in (
            "",
            "/@minutes",
            "/@objections",
            "/@history",
            "/@workflow",
            "/@breadcrumbs",
            "/@navigation",
            "/@actions",
            "/@@pdf",
            "/@@pdf?full=1",
            "/@@pdf?full=true",
            "/@@download/pdf_full",
            "/@@download/full",
            "/@@display-file/full",
            "/@@write",
            "/@@correct",
            "/@@publish",
            "/__annotations__",
            "/sections",
            "/SearchableText",
            "/description",
            "/@@kim-minutes",
            "/../@minutes",
            "/../@@kim-minutes",
            "/../@@make-minutes",
            "/../../../@@kim-published-minutes",
        ):
            for accept in ("text/html", "application/json"):
                answer = person.session.get(f"{path}{where}", headers={"Accept": accept})
                assert SECRET not in answer.text, where
                if answer.headers.get("Content-Type") == "application/pdf":
                    assert SECRET not in words(answer.content)
        for where in (
            f"/@search?SearchableText={SECRET}",
            f"/@search?SearchableText={SECRET}*&metadata_fields=_all&fullobjects=1",
            "/@search?portal_type=Minutes&metadata_fields=_all&fullobjects=1",
            f"/@@search?SearchableText={SECRET}",
            f"/suche?q={SECRET}",
            "/sitemap",
            "/sitemap.xml.gz",
            "/search_rss?portal_type=Minutes",
            "/gremien/RSS",
            "/gremien/runde",
            "/gremien/runde/@minutes",
        ):
            answer = person.session.get(where, headers={"Accept": "application/json, text/html"})
            found = answer.text.replace(SECRET, "", answer.text.count(f"={SECRET}"))
            assert f"{SECRET} Titel" not in found and f"{SECRET} Beschluss" not in found

    @pytest.mark.parametrize("name", [None, "foreign"])
    def test_found_when_published_only(self, served, state, name):
        person = served.person(name)
        found = person.api("GET", "/@search?SearchableText=Sprachkurse&portal_type=Minutes").json()
        assert bool(found["items"]) is (state == "published")
        for word in ("Carla", "Gerda", "Anna"):
            found = person.api("GET", f"/@search?SearchableText={word}").json()
            assert "niederschrift" not in str(found["items"])
        page = person.open("/gremien/runde").text("//*[@id='content']")
        assert ("Niederschrift der Sitzung" in page) is (state == "published")


class TestHiddenParent:
    def test_nothing_shows_of_the_meeting(self, served):
        served.meeting.occasion = "Anlasswort"
        served.meeting.reindexObject()
        served.bring("published")
        for name in (None, "foreign"):
            person = served.person(name)
            page = person.session.get(served.minutes_path, headers={"Accept": "text/html"})
            assert "Anlasswort" not in page.text
            data = person.api("GET", served.minutes_path).json()
            assert data["parent"] == {}
            for service in ("@breadcrumbs", "@minutes", "@contextnavigation", "@navigation"):
                answer = person.api("GET", f"{served.minutes_path}/{service}")
                assert "Anlasswort" not in answer.text
                assert "Sitzungen" not in answer.text


class TestPDF:
    @pytest.mark.parametrize("name", [None, "foreign", "office", "dora"])
    def test_for_everyone(self, served, name):
        minutes = served.bring("published")
        answer = served.person(name).session.get(f"{served.minutes_path}/@@pdf")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith('inline; filename="niederschrift')
        digest = sha256(answer.content).hexdigest()
        assert answer.headers["ETag"].strip('"') == digest
        data = served.person(name).api("GET", f"{served.minutes_path}/@minutes").json()
        assert data["approval"]["pdf"]["sha256"] == digest
        assert data["approval"]["verified"] is True
        again = served.person(name).session.get(
            f"{served.minutes_path}/@@pdf", headers={"If-None-Match": answer.headers["ETag"]}
        )
        assert again.status_code == 304
        page = served.person(name).open(served.minutes_path).text("//body")
        assert digest in page and "Soeben geprüft" in page
        assert minutes.getId() in answer.headers["Content-Disposition"]

    @pytest.mark.parametrize(
        ("name", "status"),
        [(None, 404), ("foreign", 404), ("carla", 404), ("office", 200), ("berta", 200)],
    )
    def test_in_full_for_the_entitled(self, served, name, status):
        served.bring("published")
        with api.env.adopt_roles(["Manager"]):
            participants.stand_in(served.meeting, ())
        transaction.commit()
        answer = served.person(name).session.get(f"{served.minutes_path}/@@pdf?full=1")
        assert answer.status_code == status
        if status == 200:
            assert SECRET in words(answer.content)

    def test_none_before_approval(self, served):
        served.bring("circulated")
        answer = served.person("office").session.get(f"{served.minutes_path}/@@pdf")
        assert answer.status_code == 404


class TestStory:
    """The way of minutes over their pages, without script."""

    def test_from_the_meeting_to_everyone(self, served):
        office, carla, anna = (served.person(name) for name in ("office", "carla", "anna"))
        path = served.minutes_path
        page = office.open(served.path)
        assert "Niederschrift erzeugen" in page.text("//body")
        page = office.post(
            f"{served.path}/@@make-minutes",
            page.fields("//form[contains(@action, '@@make-minutes')]"),
        )
        assert page.url.endswith("/niederschrift")
        taker = served.person("berta")
        page = taker.open(f"{path}/@@write")
        fields = page.fields("//form[.//input[@value='closing']]")
        typed = [(n, v) for n, v in fields if n != "text"]
        page = taker.post(f"{path}/@@write", [*typed, ("text", "Ende: 16:15 Uhr")])
        assert "Gespeichert" in page.messages
        page = office.post(
            f"{path}/@@write", [*self.token(office, path), *typed[1:], ("text", "Ende um vier")]
        )
        assert "beide" in page.text("//body").lower()
        page = office.send(f"{path}/@@circulate", {})
        assert "zwei Fassungen" in page.text("//body")
        self.tidy(office, path)
        page = office.send(f"{path}/@@circulate", {"until": "2020-01-01"})
        assert "form-widgets-until" in page.summary
        page = office.send(f"{path}/@@circulate", {})
        assert "im Umlauf" in page.messages
        assert "Carla Test (Stadt)" in page.text("//*[@id='content']")
        # objections
        page = carla.open(path)
        form = "//form[.//input[@value='object'] and .//input[@value='closing']]"
        fields = [(n, v) for n, v in page.fields(form) if n != "text"]
        page = carla.post(f"{path}/@@objections", [*fields, ("text", " ")])
        assert page.tree.xpath("//textarea[@aria-invalid='true']")
        page = carla.post(f"{path}/@@objections", [*fields, ("text", "Es war halb fünf.")])
        assert "Einwand ist da" in page.messages
        page = anna.open(path)
        page = anna.post(f"{path}/@@objections", page.fields("//form[.//input[@value='agree']]"))
        assert "keine Einwände" in page.messages
        page = office.send(f"{path}/@@approve", {})
        assert "noch nicht beantwortet" in page.text("//body")
        page = office.open(path)
        fields = page.fields("//form[.//input[@value='upheld']]")
        fields = [(n, v) for n, v in fields if n != "text"]
        page = office.post(f"{path}/@@objections", [*fields, ("text", "Ende: 16:30 Uhr")])
        assert "stattgegeben" in page.text("//*[@id='content']")
        assert page.tree.xpath("//ins[contains(., '16:30')]")
        for person in (carla, anna):
            page = person.open(path)
            person.post(f"{path}/@@objections", page.fields("//form[.//input[@value='agree']]"))
        page = office.send(f"{path}/@@approve", {})
        assert "genehmigt" in page.messages
        page = office.open(f"{path}/@@publish")
        assert "TOP 3: nichtöffentlich behandelt" in page.text("//body")
        page = office.send(f"{path}/@@publish", {})
        assert "alle lesen" in page.messages
        visitor = served.person().open(path)
        assert "16:30" in visitor.text("//body")
        assert "Es war halb fünf" not in visitor.text("//body")
        page = office.send(f"{path}/@@correct", {"reason": "Tippfehler"})
        assert page.url.endswith("niederschrift-2")
        assert "Fassung 2" not in served.person().open(path).text("//body")

    def token(self, person, path):
        page = person.open(f"{path}/@@write")
        return [
            f for f in page.fields("//form[.//input[@value='closing']]") if f[0] == "_authenticator"
        ]

    def tidy(self, person, path):
        page = person.open(f"{path}/@@write")
        fields = page.fields("//form[.//input[@value='closing']]")
        fields = [(n, v) for n, v in fields if n != "text"]
        person.post(f"{path}/@@write", [*fields, ("text", "Ende: 16:15 Uhr")])

    def test_a_replaced_version_says_so(self, served):
        old = served.bring("published")
        with api.env.adopt_roles(["Manager"]):
            new = making.correct(old, "Grund nur für uns")
            from kim.portal.minutes import steps

            steps.circulate(new, steps.default_until())
            late(new)
            steps.approve(new)
        transaction.commit()
        visitor, member = served.person(), served.person("anna")
        assert "ersetzt durch" not in visitor.open(served.minutes_path).text("//body")
        assert "ersetzt durch" in member.open(served.minutes_path).text("//body")
        with api.env.adopt_roles(["Manager"]):
            steps.publish(new)
        transaction.commit()
        page = visitor.open(served.minutes_path).text("//body")
        assert "ersetzt durch" in page and "Fassung 2" in page
        page = visitor.open(f"{served.minutes_path}-2").text("//body")
        assert "Grund nur für uns" not in page
        assert "Grund nur für uns" in member.open(f"{served.minutes_path}-2").text("//body")
        listed = visitor.open("/gremien/runde")
        links = listed.tree.xpath("//section[@aria-labelledby='published-minutes']//a/@href")
        assert [link.rpartition("/")[2] for link in links] == ["niederschrift-2"]


class TestAPI:
    def test_make_and_write(self, served):
        office, path = served.person("office"), served.minutes_path
        assert office.api("GET", f"{served.path}/@minutes").status_code == 404
        for name in (None, "foreign", "anna", "carla"):
            answer = served.person(name).api("POST", f"{served.path}/@minutes", {})
            assert answer.status_code in (401, 403, 404)
        found = office.api("POST", f"{served.path}/@minutes", {}).json()
        assert found["review_state"] == "draft"
        section = found["sections"][-1]
        data = {"key": "closing", "text": "So", "base": section["revision"]}
        for name in (None, "foreign", "anna", "carla"):
            answer = served.person(name).api("PATCH", f"{path}/@section", data)
            assert answer.status_code in (401, 403, 404)
        for name in ("berta", "office"):
            answer = served.person(name).api("PATCH", f"{path}/@section", data)
            assert answer.status_code == 200 and answer.json()["text"] == "So"
        for bad, parameter in (
            ({"text": "x", "base": 0}, "key"),
            ({"key": "closing", "text": 1, "base": 0}, "text"),
            ({"key": "closing", "text": "x", "base": "0"}, "base"),
            ({"key": "closing", "text": "x", "base": True}, "base"),
            ({"key": "closing", "text": "x", "base": 99}, "base"),
            ({"key": "nothing", "text": "x", "base": 0}, "key"),
            ({"key": "closing", "text": "x" * 50_001, "base": 1}, "text"),
        ):
            answer = office.api("PATCH", f"{path}/@section", bad)
            assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)

    def test_whoever_takes_the_minutes_writes_what_they_see(self, served):
        with api.env.adopt_roles(["Manager"]):
            served.meeting.minute_taker = served.board.people["carla"]
            served.meeting.reindexObjectSecurity()
            participants.stand_in(served.meeting, ())
        served.bring("draft")
        carla = served.person("carla")
        answer = carla.api("GET", f"{served.minutes_path}/@minutes")
        assert answer.status_code == 200 and SECRET not in answer.text
        data = {"key": uid(served.secret), "text": "x", "base": 0}
        assert carla.api("PATCH", f"{served.minutes_path}/@section", data).status_code == 400
        page = carla.open(f"{served.minutes_path}/@@write")
        assert SECRET not in page.text("//body")

    def test_steps(self, served):
        office, path = served.person("office"), served.minutes_path
        served.bring("draft")
        for data, parameter in (
            ({"until": "morgen"}, "until"),
            ({"until": 7}, "until"),
            ({"until": "2020-01-01"}, "until"),
        ):
            answer = office.api("POST", f"{path}/@workflow/circulate", data)
            assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)
        for name in (None, "foreign", "anna", "berta"):
            answer = served.person(name).api("POST", f"{path}/@workflow/circulate", {})
            assert answer.status_code in (401, 403, 404)
        until = (today() + timedelta(days=3)).isoformat()
        answer = office.api("POST", f"{path}/@workflow/circulate", {"until": until})
        assert answer.json()["review_state"] == "circulated"
        assert office.api("POST", f"{path}/@workflow/recall", {}).json()["parameter"] == "reason"
        assert office.api("POST", f"{path}/@workflow/approve", {}).json()["parameter"] == "state"
        assert office.api("POST", f"{path}/@workflow/publish", {}).status_code == 400
        for name in ("anna", "carla"):
            answer = served.person(name).api("POST", f"{path}/@objections", {"agree": True})
            assert answer.status_code == 200
        answer = office.api("POST", f"{path}/@workflow/approve", {})
        assert answer.json()["review_state"] == "approved"
        assert office.api("POST", f"{path}/@workflow/publish", {}).status_code == 200

    def test_objections(self, served):
        served.bring("circulated")
        path = f"{served.minutes_path}/@objections"
        data = {"key": "closing", "text": "Falsch"}
        for name, status in ((None, 401), ("foreign", 401), ("dora", 400), ("office", 400)):
            assert served.person(name).api("POST", path, data).status_code == status
        carla = served.person("carla")
        found = carla.api("POST", path, data).json()["items"][0]
        assert (found["function"], found["text"], found["resolution"]) == ("Stadt", "Falsch", None)
        assert carla.api("POST", path, data).json()["parameter"] == "key"
        answer = {"resolution": "refused", "reason": "War so"}
        assert carla.api("POST", f"{path}/{found['id']}", answer).status_code == 403
        office = served.person("office")
        assert office.api("POST", f"{path}/nothing", answer).json()["parameter"] == "id"
        bad = {"resolution": "vielleicht"}
        assert office.api("POST", f"{path}/{found['id']}", bad).status_code == 400
        done = office.api("POST", f"{path}/{found['id']}", answer).json()
        assert done["items"][0]["resolution"] == "refused"

    def test_corrections(self, served):
        served.bring("approved")
        path = f"{served.minutes_path}/@correction"
        for name in (None, "foreign", "anna"):
            answer = served.person(name).api("POST", path, {"reason": "x"})
            assert answer.status_code in (401, 403, 404)
        office = served.person("office")
        assert office.api("POST", path, {}).json()["parameter"] == "reason"
        found = office.api("POST", path, {"reason": "x"})
        assert found.status_code == 201
        assert found.json()["version"] == 2
        assert found.json()["supersedes"] == uid(served.meeting["niederschrift"])


def test_objections_to_confidential_items_are_for_the_entitled(served):
    minutes = served.bring("circulated")
    with api.env.adopt_roles(["Manager"]):
        objections.raise_objection(
            minutes, uid(served.secret), f"{SECRET} Einwand", served.board.people["anna"]
        )
        participants.stand_in(served.meeting, ())
    transaction.commit()
    for name, sees in (("carla", False), ("dora", True)):
        person = served.person(name)
        text = person.open(served.minutes_path).text("//body")
        text += person.api("GET", f"{served.minutes_path}/@objections").text
        assert (f"{SECRET} Einwand" in text) is sees
    assert circulations.is_open(minutes) and life.state(minutes) == "circulated"
