"""Who sat where on a day."""

from datetime import date
from datetime import timedelta
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.county import publication
from plone import api
from zExceptions import BadRequest
from zope.lifecycleevent import modified

import pytest


@pytest.fixture
def committee(integration, portal):
    with api.env.adopt_roles(["Manager"]):
        for name in ("anna", "berta", "carla"):
            api.user.create(username=name, email=f"{name}@example.org", password="Kaffee-7-Regal")
        made = api.content.create(portal["gremien"], "Committee", "runde", title="Runde")
        publication.publish(made)
        yield made


def user(name: str) -> str:
    return api.user.get(username=name).getId()


def sat(committee, day):
    return [(seat.function, seat.holder) for seat in seats.seats_on(committee, day)]


LONG_AGO = date(2020, 1, 1)


class TestSeatsOn:
    def test_both_days_count(self, committee):
        seats.add(committee, title="A", valid_from=date(2020, 1, 2), valid_to=date(2020, 1, 4))
        found = [bool(sat(committee, date(2020, 1, day))) for day in (1, 2, 3, 4, 5)]
        assert found == [False, True, True, True, False]

    def test_a_change_today_does_not_change_yesterday(self, committee):
        seat = seats.add(committee, title="A", valid_from=LONG_AGO, holder=user("anna"))
        seat.title, seat.holder = "B", user("berta")
        modified(seat)
        yesterday = today() - timedelta(days=1)
        assert sat(committee, yesterday) == [("A", user("anna"))]
        assert sat(committee, today()) == [("B", user("berta"))]

    def test_a_correction_may_hold_since_a_day(self, committee):
        seat = seats.add(committee, title="A", valid_from=LONG_AGO, holder=user("anna"))
        seats.occupy(seat, user("berta"), [user("carla")], date(2021, 1, 1))
        assert sat(committee, date(2020, 12, 31)) == [("A", user("anna"))]
        assert sat(committee, date(2021, 1, 1)) == [("A", user("berta"))]

    def test_before_it_begins_a_seat_has_no_past(self, committee):
        tomorrow = today() + timedelta(days=1)
        seat = seats.add(committee, title="A", valid_from=tomorrow, holder=user("anna"))
        seat.holder = user("berta")
        modified(seat)
        assert sat(committee, tomorrow) == [("A", user("berta"))]

    def test_succession_is_one_act(self, committee):
        seat = seats.add(committee, title="A", valid_from=LONG_AGO, holder=user("anna"))
        other = seats.add(committee, title="Z", valid_from=LONG_AGO)
        committee.chair = api.content.get_uuid(seat)
        since = date(2024, 3, 1)
        new = seats.succeed(seat, committee, since, holder=user("berta"))
        assert sat(committee, date(2024, 2, 29))[0] == ("A", user("anna"))
        assert sat(committee, since) == [("A", user("berta")), ("Z", None)]
        assert seats.chairs(committee) == {
            api.content.get_uuid(found) for found in (seat, new) if found is not other
        }

    def test_nothing_succeeds_what_has_ended_or_not_begun(self, committee):
        ended = seats.add(committee, title="A", valid_from=LONG_AGO, valid_to=date(2021, 1, 1))
        coming = seats.add(committee, title="B", valid_from=date(2090, 1, 1))
        for seat in (ended, coming):
            with pytest.raises(seats.SeatError):
                seats.succeed(seat, committee, date(2025, 1, 1))

    def test_the_end_of_a_committee_ends_its_seats(self, committee):
        seats.add(committee, title="A", valid_from=LONG_AGO, valid_to=date(2020, 2, 1))
        seats.add(committee, title="B", valid_from=LONG_AGO)
        list(seats.end_all(committee, date(2022, 1, 1)))
        assert [seat.valid_to for seat in seats.seats_of(committee)] == [
            date(2020, 2, 1),
            date(2022, 1, 1),
        ]
        assert sat(committee, date(2022, 1, 2)) == []

    def test_a_seat_that_was_held_is_not_deleted(self, committee):
        seat = seats.add(committee, title="A", valid_from=LONG_AGO, holder=user("anna"))
        empty = seats.add(committee, title="B", valid_from=LONG_AGO)
        api.content.delete(empty)
        with pytest.raises(BadRequest):
            api.content.delete(seat)

    def test_a_copy_has_seats_and_no_people(self, committee, portal):
        seat = seats.add(committee, title="A", valid_from=LONG_AGO, holder=user("anna"))
        committee.chair = api.content.get_uuid(seat)
        copy = api.content.copy(committee, portal["gremien"], id="kopie")
        assert sat(copy, today()) == [("A", None)]
        assert sat(copy, LONG_AGO) == [("A", None)]
        assert copy.chair is None
