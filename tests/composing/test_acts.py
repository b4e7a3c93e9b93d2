"""The office says who sits where, enters a succession, ends a committee."""

from datetime import timedelta
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from plone import api

import pytest


COMMITTEE, SEAT = "/gremien/runde", "/gremien/runde/sitze/mitglied"


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
