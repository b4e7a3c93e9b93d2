"""What a committee's pages show to whom, and what the office does on them."""

from datetime import date
from datetime import timedelta
from kim.portal.committees import papers
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from plone import api
from tests.editing.world import press
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


COMMITTEE, SEAT = "/gremien/runde", "/gremien/runde/sitze/mitglied"


class TestCommittee:
    def test_everyone_sees_functions_and_organisations(self, world):
        text = world.person().open(COMMITTEE).text("//*[@id='content']")
        for part in ("Runde", "Beraten", "Leitung", "Vorsitz", "Club", "Mitglied"):
            assert part in text
        for part in ("Testname", "Ablage", "noch nicht besetzt"):
            assert part not in text

    @pytest.mark.parametrize("user", ["member", "chair", "coordinator"])
    def test_members_and_the_office_see_who_sits_there(self, world, user):
        text = world.person(user).open(COMMITTEE).text("//*[@id='content']")
        assert "Member Testname" in text and "Ablage" in text

    def test_others_who_log_in_are_everyone(self, world):
        for path in (COMMITTEE, SEAT, "/gremien/runde/sitze?date=2021-01-01"):
            assert "Testname" not in world.person("other").open(path).text("//*[@id='content']")

    def test_the_actor_says_where_it_sits(self, world):
        text = world.person().open("/akteure/club").text("//*[@id='content']")
        assert "Sitzt in Runde Leitung" in text

    def test_list_by_level(self, world):
        assert "Runde" in world.person().open("/gremien").text("//*[@id='level-other']/..")

    def test_another_day(self, world):
        page = world.person("member").open("/gremien/runde/sitze?date=2019-12-31")
        assert "An diesem Tag hat hier niemand einen Sitz." in page.text("//*[@id='content']")
        page = world.person("member").open("/gremien/runde/sitze?date=gestern")
        assert "Das ist kein Datum" in page.text("//*[@id='content']")


class TestHolding:
    def test_a_new_holder_today_and_yesterday_the_old_one(self, world):
        page = world.person("coordinator").send(
            f"{SEAT}/@@holding", {"holder": "other@example.org", "deputies": "chair@example.org"}
        )
        assert "Gespeichert" in page.messages
        world.fresh()
        yesterday = today() - timedelta(days=1)
        held = [seats.sitting(world.member, day).holder for day in (yesterday, today())]
        assert held == [world.user_id("member"), world.user_id("other")]

    def test_a_new_account_with_its_link(self, world):
        page = world.person("coordinator").send(
            f"{SEAT}/@@holding", {"holder": "Nora Neu nora@example.org", "deputies": ""}
        )
        assert "/passwordreset/" in page.messages
        assert "Nora Neu" in world.person("chair").open(SEAT).text("//*[@id='content']")
        # Whoever held it until now has no seat any more.
        assert "Nora Neu" not in world.person("member").open(SEAT).text("//*[@id='content']")

    @pytest.mark.parametrize(
        "values,field,message",
        [
            ({"holder": "nora@example.org"}, "holder", "noch niemand ein Konto"),
            ({"holder": "nora"}, "holder", "keine E-Mail-Adresse"),
            ({"deputies": "x"}, "deputies", "keine E-Mail-Adresse"),
            ({"deputies": "member@example.org"}, "deputies", "zweimal"),
            ({"since": "2090-01-01"}, "since", "in der Zukunft"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, world, values, field, message):
        page = world.person("coordinator").send(f"{SEAT}/@@holding", values)
        (target,) = page.summary
        assert field in target and message in page.summary[target]
        world.fresh()
        assert world.member.holder == world.user_id("member")
        assert api.user.get(username="nora@example.org") is None

    @pytest.mark.parametrize("user", [None, "member", "chair", "other"])
    @pytest.mark.parametrize("view", ["@@holding", "@@succession"])
    def test_only_the_office(self, world, user, view):
        page = world.person(user).open(f"{SEAT}/{view}")
        assert "form.widgets.holder" not in page.response.text


class TestSuccession:
    def test_one_act(self, world):
        since = today() + timedelta(days=3)
        page = world.person("coordinator").send(
            f"{SEAT}/@@succession",
            {"since": since.isoformat(), "title": "Mitglied", "holder": "other@example.org"},
        )
        assert "endet am" in page.messages
        world.fresh()
        assert world.member.valid_to == since - timedelta(days=1)
        assert seats.seats_on(world.committee, since)[-1].holder == world.user_id("other")

    def test_not_before_it_began(self, world):
        page = world.person("coordinator").send(
            f"{SEAT}/@@succession", {"since": "2019-01-01", "holder": "Nora Neu nora@example.org"}
        )
        (target,) = page.summary
        assert "since" in target
        world.fresh()
        assert api.user.get(username="nora@example.org") is None


class TestEnd:
    def test_all_seats_end(self, world):
        page = world.person("coordinator").send(f"{COMMITTEE}/@@end", {})
        assert "Beendet: 2 Sitze" in page.messages
        world.fresh()
        assert world.committee.ends_on == world.member.valid_to == today()


class TestCompose:
    def test_several_in_one_submit(self, world):
        club, firm = (world.portal["akteure"][name].UID() for name in ("club", "firm"))
        press(
            world.person("coordinator"),
            "/gremien/zweite/@@compose",
            "",
            [
                ("actor", club),
                ("actor", firm),
                (f"function-{club}", "Vorstand"),
                (f"function-{firm}", "Leitung"),
                ("own", "Vertretung der Zielgruppe"),
                ("since", "2026-01-01"),
            ],
        )
        world.fresh()
        found = seats.seats_on(world.second, date(2026, 1, 1))
        assert [(seat.function, seat.sender) for seat in found] == [
            ("Vorstand", club),
            ("Leitung", firm),
            ("Vertretung der Zielgruppe", None),
        ]

    @pytest.mark.parametrize("people", [True, False])
    def test_from_another_committee(self, world, people):
        fields = [("committee", world.committee.UID()), ("seat", world.chair.UID())]
        press(
            world.person("coordinator"),
            "/gremien/zweite/@@compose",
            "",
            [*fields, *([("people", "1")] if people else [])],
        )
        world.fresh()
        (seat,) = seats.seats_on(world.second, today())
        assert seat.function == "Leitung"
        assert seat.holder == (world.user_id("chair") if people else None)

    def test_by_topic(self, world):
        page = world.person("coordinator").open("/gremien/zweite/@@compose?topic=one")
        text = page.text("//*[@id='compose-list']")
        assert "Club" in text and "Firm" not in text

    @pytest.mark.parametrize(
        "fields,target",
        [
            ([], "compose-list"),
            ([("own", "A"), ("since", "gestern")], "since"),
            ([("own", "A"), ("since", "2026-02-01"), ("until", "2026-01-01")], "until"),
        ],
    )
    def test_what_is_wrong(self, world, fields, target):
        page = press(world.person("coordinator"), "/gremien/zweite/@@compose", "", fields)
        assert list(page.summary) == [target]
        world.fresh()
        assert not seats.seats_of(world.second)

    @pytest.mark.parametrize("user", [None, "chair"])
    def test_only_the_office(self, world, user):
        press(world.person(user), "/gremien/zweite/@@compose", "", [("own", "A")])
        world.fresh()
        assert not seats.seats_of(world.second)


class TestPapers:
    def add(self, world, title: str) -> None:
        with api.env.adopt_roles(["Manager"]):
            api.content.create(world.committee["ablage"], "Document", title=title)
        transaction.commit()

    def visits(self, world) -> dict:
        world.fresh()
        return dict(IAnnotations(world.committee).get(papers.VISITS) or {})

    def age(self, world, user: str) -> None:
        """As if they had been here two days ago."""
        before, last = self.visits(world)[user]
        IAnnotations(world.committee)[papers.VISITS][user] = (before, last - timedelta(days=2))
        transaction.commit()

    def test_what_is_new_since_the_last_visit(self, world):
        member, user = world.person("member"), world.user_id("member")
        assert not member.open(COMMITTEE).tree.xpath("//*[@id='papers-new']")
        self.age(world, user)
        self.add(world, "Neues Papier")
        assert "Neues Papier" in member.open(COMMITTEE).text("//*[@id='papers-new']")
        # The same day it stays marked.
        assert "Neues Papier" in member.open(COMMITTEE).text("//*[@id='papers-new']")
        self.age(world, user)
        assert "Neues Papier" in member.open(COMMITTEE).text("//*[@id='content']")

    def test_written_only_when_there_is_something_to_note(self, world):
        member = world.person("member")
        member.open(COMMITTEE)
        first = self.visits(world)
        assert set(first) == {world.user_id("member")}
        member.open(COMMITTEE)
        assert self.visits(world) == first
        self.add(world, "Neues Papier")
        member.open(COMMITTEE)
        assert self.visits(world) != first

    def test_visitors_leave_no_trace(self, world):
        world.person().open(COMMITTEE)
        world.person("other").open(COMMITTEE)
        assert self.visits(world) == {}

    @pytest.mark.parametrize(
        "user,status", [(None, 401), ("other", 401), ("member", 201), ("chair", 201)]
    )
    def test_members_add_papers(self, world, user, status):
        body = {"@type": "Folder", "title": "Mappe"}
        answer = world.person(user).api("POST", f"{COMMITTEE}/ablage", body)
        assert answer.status_code == status

    def test_a_public_page_that_is_moved_here_is_public_no_more(self, world):
        with api.env.adopt_roles(["Manager"]):
            page = api.content.create(world.portal, "Document", "seite", title="Seite")
            api.content.transition(page, "publish")
            api.content.move(page, world.committee["ablage"])
        transaction.commit()
        for user, status in ((None, 401), ("other", 401), ("member", 200)):
            answer = world.person(user).api("GET", f"{COMMITTEE}/ablage/seite")
            assert answer.status_code == status

    @pytest.mark.parametrize("user", ["chair", "coordinator"])
    @pytest.mark.parametrize("folder", ["ablage", "sitze"])
    def test_the_folders_stay(self, world, user, folder):
        answer = world.person(user).api("DELETE", f"{COMMITTEE}/{folder}")
        assert answer.status_code in (400, 401)
        world.fresh()
        assert folder in world.committee

    def test_no_state_opens_a_paper(self, world):
        self.add(world, "papier")
        path = f"{COMMITTEE}/ablage/papier/@workflow"
        for step in ("publish", "show", "submit"):
            assert world.person("coordinator").api("POST", f"{path}/{step}").status_code >= 400

    def test_the_search_for_everyone_leaves_them_out(self, world):
        self.add(world, "Suchwortpapier")
        answer = world.person("member").api("GET", "/@directory?q=Suchwortpapier")
        assert answer.json()["items"] == []
        found = world.person("member").api("GET", "/@search?Title=Suchwortpapier").json()
        assert found["items_total"] == 1


class TestApi:
    def test_seats_on_a_day(self, world):
        answer = world.person().api("GET", f"{COMMITTEE}/@seats")
        assert [seat["title"] for seat in answer.json()["items"]] == ["Leitung", "Mitglied"]
        assert "holder" not in answer.text
        answer = world.person("member").api("GET", f"{COMMITTEE}/@seats?date=2021-01-01")
        assert answer.json()["items"][1]["holder"] == world.user_id("member")

    @pytest.mark.parametrize("asked", ["date=2021-01-01", "date=x", "date=1&date=2"])
    def test_what_visitors_may_not_ask(self, world, asked):
        assert world.person().api("GET", f"{COMMITTEE}/@seats?{asked}").status_code == 400

    @pytest.mark.parametrize(
        "values,field",
        [
            ({"holder": "nobody"}, "holder"),
            ({"valid_to": "2019-01-01"}, "valid_to"),
            ({"sender": "nowhere"}, "sender"),
        ],
    )
    def test_the_same_rules_as_the_forms(self, world, values, field):
        answer = world.person("coordinator").api("PATCH", SEAT, values)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field

    def test_one_committee_steers(self, world):
        office = world.person("coordinator")
        first = {"@type": "Committee", "title": "Erste", "level": "steering"}
        assert office.api("POST", "/gremien", first).status_code == 201
        answer = office.api("POST", "/gremien", {**first, "title": "Noch eine"})
        assert answer.json()["errors"][0]["field"] == "level"
        answer = office.api("PATCH", COMMITTEE, {"level": "steering"})
        assert answer.status_code == 400
        change = {"title": "Anders", "level": "steering"}
        answer = office.api("PATCH", "/gremien/erste", change)
        assert answer.status_code == 204, answer.text
        office.api("POST", "/gremien/erste/@workflow/publish")
        copy = office.api("POST", "/gremien/erste/@workingcopy").json()["@id"]
        assert office.api("PATCH", copy, change).status_code == 204

    def test_a_seat_belongs_to_a_committee(self, world):
        seat = {"@type": "Seat", "title": "Stuhl"}
        office = world.person("coordinator")
        assert office.api("POST", "/gremien/zweite/sitze", seat).status_code == 201
        assert office.api("POST", "/gremien", seat).status_code in (401, 403)
        assert office.api("DELETE", SEAT).status_code == 400
