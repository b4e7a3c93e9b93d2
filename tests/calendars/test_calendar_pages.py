"""Feeds as calendar programs fetch them, and the pages and services that hand out addresses."""

from icalendar import Calendar
from kim.portal.calendars import addresses
from kim.portal.calendars.addresses import Subscription
from plone import api
from tests.grounds import ground
from tests.meetings.round import build_round
from tests.meetings.round import Round

import pytest
import transaction


MEMBERS = ("anna", "berta", "carla", "dora")
PAGE = "/@@my-calendar"


def build_feeds(portal) -> Round:
    """A committee with a meeting."""
    board = build_round(portal)
    board.meeting = board.plan(place="Kreishaus")
    board.uid = api.content.get_uuid(board.committee)
    return board


feeds_ground = ground(build_feeds)


@pytest.fixture
def served(feeds_ground, functional) -> Round:
    """Anna has both kinds of addresses."""
    board = feeds_ground()
    with api.env.adopt_roles(["Manager"]):
        board.own = addresses.subscribe(Subscription(board.people["anna"]))
        board.one = addresses.subscribe(Subscription(board.people["anna"], board.uid))
    transaction.commit()
    return board


def path(address: str) -> str:
    return "/@@kalender/" + address.rpartition("/")[2]


def fetch(served, address: str, method: str = "GET", **headers: str):
    return served.person().session.request(
        method, path(address), headers=headers, allow_redirects=False
    )


class TestFeed:
    def test_needs_no_login(self, served):
        for address in (served.own, served.one):
            answer = fetch(served, address)
            assert answer.status_code == 200
            assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
            assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1

    def test_is_kept_by_its_client_alone(self, served):
        headers = fetch(served, served.own).headers
        assert "private" in headers["Cache-Control"] and "public" not in headers["Cache-Control"]
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex"

    def test_a_client_that_has_it_is_told_so(self, served):
        mark = fetch(served, served.own).headers["ETag"]
        for sent in (mark, f"W/{mark}", f'"other", {mark}', "*"):
            answer = fetch(served, served.own, **{"If-None-Match": sent})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["ETag"] == mark
            assert "no-store" not in answer.headers["Cache-Control"]
        assert fetch(served, served.own, **{"If-None-Match": '"other"'}).status_code == 200

    def test_another_mark_after_a_change(self, served):
        mark = fetch(served, served.own).headers["ETag"]
        with api.env.adopt_roles(["Manager"]):
            served.meeting.place = "Rathaus"
        transaction.commit()
        answer = fetch(served, served.own, **{"If-None-Match": mark})
        assert answer.status_code == 200 and b"Rathaus" in answer.content

    def test_head(self, served):
        whole, head = fetch(served, served.own), fetch(served, served.own, "HEAD")
        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Type", "ETag", "Content-Length"):
            assert head.headers[name] == whole.headers[name]
        assert fetch(served, served.own + "x", "HEAD").status_code == 404

    def test_nothing_follows_the_headers_of_head(self, served):
        """Not even on the wire, where it would be taken for the next answer."""
        session = served.person().session
        for address in (path(served.own), "/@@zugang/x", "/@@antwort/x"):
            for _time in range(3):
                session.request("HEAD", address, headers={"Connection": "keep-alive"})
                assert session.get("/@@zugang/x").status_code == 403

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda a: a.removesuffix(".ics"),
            lambda a: a.replace(".ics", "x.ics"),
            lambda a: a.replace(".ics", ".ics/x"),
            lambda a: "/x.ics",
            lambda a: "/.ics",
            lambda a: "/%C3%A4.ics",
            lambda a: "/",
        ],
    )
    def test_a_forged_one_is_not_found(self, served, spoil):
        answer = served.person().session.get(
            "/@@kalender/" + spoil(served.own).rpartition("@@kalender/")[2].lstrip("/")
        )
        assert answer.status_code == 404
        assert "Kreishaus" not in answer.text and "Testrunde" not in answer.text

    def test_an_ended_one_is_not_found(self, served):
        addresses.subscribe(Subscription(served.people["anna"]))
        transaction.commit()
        assert fetch(served, served.own).status_code == 404
        assert fetch(served, served.one).status_code == 200

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND", "OPTIONS"])
    def test_is_read_alone(self, served, method):
        answer = fetch(served, served.own, method)
        assert b"VEVENT" not in answer.content


class TestPage:
    @pytest.mark.parametrize("name", MEMBERS)
    def test_offers_own_committees(self, served, name):
        page = served.person(name).open(PAGE)
        assert "Alle meine Sitzungen" in page.text("//h2") and "Testrunde" in page.text("//h2")
        assert "no-store" in page.response.headers["Cache-Control"]

    def test_shows_own_addresses_again(self, served):
        page = served.person("anna").open(PAGE)
        assert page.tree.xpath("//input[@readonly]/@value") == [served.own, served.one]
        assert page.tree.xpath("//a[starts-with(@href, 'webcal://')]")
        for field in page.tree.xpath("//input[@readonly]"):
            assert page.tree.xpath(f"//label[@for='{field.get('id')}']")
        assert not served.person("berta").open(PAGE).tree.xpath("//input[@readonly]")

    @pytest.mark.parametrize("name", ["foreign", "office"])
    def test_nothing_for_who_sits_nowhere(self, served, name):
        page = served.person(name).open(PAGE)
        assert "Sie sitzen in keinem Gremium" in page.text("//*[@id='content']")
        assert "Testrunde" not in page.text("//*[@id='content']")

    def test_is_for_those_who_log_in(self, served):
        assert "Alle meine Sitzungen" not in served.person().open(PAGE).text("//body")

    def test_subscribes_renews_and_ends(self, served):
        berta = served.person("berta")
        page = berta.open(PAGE)
        form = "//form[contains(@action, 'my-calendar')]"
        page = berta.post(PAGE, [*page.fields(form), ("act", "make")])
        assert "Die Adresse ist bereit" in page.messages
        (first,) = page.tree.xpath("//input[@readonly]/@value")
        assert fetch(served, first).status_code == 200
        page = berta.post(PAGE, [*page.fields(form), ("act", "make")])
        assert "die alte gilt nicht mehr" in page.messages
        (second,) = page.tree.xpath("//input[@readonly]/@value")
        assert fetch(served, first).status_code == 404
        assert fetch(served, second).status_code == 200
        page = berta.post(PAGE, [*page.fields(form), ("act", "end")])
        assert not page.tree.xpath("//input[@readonly]")
        assert fetch(served, second).status_code == 404
        assert fetch(served, served.own).status_code == 200

    def test_a_foreign_page_makes_nothing(self, served):
        served.person("berta").post(PAGE, [("act", "make"), ("committee", "")])
        transaction.begin()
        assert not addresses.addresses(served.people["berta"])

    def test_not_of_a_committee_that_is_not_ones_own(self, served):
        foreign = served.person("foreign")
        form = foreign.open("/@@personal-information")
        (token,) = {value for name, value in form.fields() if name == "_authenticator"}
        sent = [("act", "make"), ("committee", served.uid), ("_authenticator", token)]
        assert foreign.post(PAGE, sent).status == 404
        transaction.begin()
        assert not addresses.addresses(served.people["foreign"])


class TestPanel:
    @pytest.mark.parametrize(
        ("name", "shown"), [("carla", True), ("office", True), ("foreign", False), (None, False)]
    )
    def test_for_those_who_see_the_meetings(self, served, name, shown):
        text = served.person(name).open("/gremien/runde").text("//*[@id='content']")
        assert ("Kalender abonnieren" in text) is shown

    def test_subscribes_to_the_committee(self, served):
        office = served.person("office")
        page = office.open("/gremien/runde")
        form = "//form[contains(@action, 'my-calendar')]"
        page = office.post(PAGE, [*page.fields(form), ("act", "make")])
        (address,) = page.tree.xpath("//input[@readonly]/@value")
        assert b"Kreishaus" in fetch(served, address).content

    def test_leads_to_what_one_has(self, served):
        page = served.person("anna").open("/gremien/runde")
        assert "Kalender abonnieren" not in page.text("//*[@id='content']")
        assert "Mein Kalender" in page.text("//section[@aria-labelledby='calendar']")


class TestMenu:
    @pytest.mark.parametrize(("name", "shown"), [("carla", True), ("foreign", False)])
    def test_leads_members_there(self, served, name, shown):
        page = served.person(name).open("/gremien")
        assert bool(page.tree.xpath("//a[contains(@href, '@@my-calendar')]")) is shown


class TestServices:
    def test_anonymous(self, served):
        for method in ("GET", "POST"):
            assert served.person().api(method, "/@calendar", {"renew": True}).status_code == 401

    def test_tells_own_addresses(self, served):
        answer = served.person("anna").api("GET", "/@calendar")
        assert [item["url"] for item in answer.json()["items"]] == [served.own, served.one]
        assert answer.json()["items"][1]["committee"]["UID"] == served.uid
        assert "no-store" in answer.headers["Cache-Control"]

    def test_renews_and_ends(self, served):
        carla = served.person("carla")
        answer = carla.api("POST", "/@calendar", {"renew": True, "committee": served.uid})
        own, one = answer.json()["items"]
        assert own["url"] is None and fetch(served, one["url"]).status_code == 200
        answer = carla.api("POST", "/@calendar", {"end": True, "committee": served.uid})
        assert answer.json()["items"][1]["url"] is None
        assert fetch(served, one["url"]).status_code == 404

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"renew": False},
            {"renew": True, "end": True},
            {"renew": True, "committee": 7},
            {"renew": "yes"},
        ],
    )
    def test_anything_else_is_refused(self, served, data):
        assert served.person("carla").api("POST", "/@calendar", data).status_code == 400

    def test_the_same_answer_for_a_hidden_committee_and_for_none(self, served):
        foreign = served.person("foreign")
        answers = [
            foreign.api("POST", "/@calendar", {"renew": True, "committee": uid})
            for uid in (served.uid, "0" * 32)
        ]
        assert [answer.status_code for answer in answers] == [400, 400]
        assert answers[0].json() == answers[1].json()
