"""What a committee's pages show to whom."""

from datetime import timedelta
from kim.portal.committees import papers
from plone import api
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
