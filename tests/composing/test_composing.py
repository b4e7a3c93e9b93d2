"""A working group is put together in one submit."""

from datetime import date
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from tests.editing.world import press

import pytest


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
