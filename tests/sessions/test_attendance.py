"""Attendance: by seat, with names as they were; who stands in sees what holders see."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.invitations import answers
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.theme.marks import local_zone
from plone import api
from tests.sessions.conftest import in_session
from tests.sessions.conftest import invited
from tests.sessions.conftest import procedure
from tests.sessions.conftest import seat_uids
from zope.annotation.interfaces import IAnnotations

import pytest


def found(meeting, name: str) -> attendance.Attendance:
    return next(row for row in attendance.rows(meeting) if row.seat.id == name)


class TestRows:
    def test_before_it_is_recorded_who_is_expected(self, board, meeting):
        rows = attendance.rows(meeting)
        assert [row.seat.id for row in rows] == ["vorsitz", "stadt", "beratung"]
        assert {row.status for row in rows} == {None}
        assert [row.name for row in rows] == ["Anna Test", "Berta Test", "Dora Test"]

    def test_whoever_stands_in_is_expected(self, board):
        meeting = invited(board, begins=time(23, 59))
        answers.begin(meeting)
        answers.answer(meeting, seat_uids(board)["stadt"], board.people["berta"], False)
        conduct.begin(meeting)
        row = found(meeting, "stadt")
        assert (row.name, row.stands_in, row.status) == ("Carla Test", True, None)
        assert meeting.stand_ins == (board.people["carla"],)
        attendance.record(meeting, row.seat.uid, "present")
        assert found(meeting, "stadt").person == board.people["carla"]


class TestRecord:
    def test_a_name_stays_as_it_was(self, board, meeting):
        uid = seat_uids(board)["stadt"]
        attendance.record(meeting, uid, "present")
        api.user.delete(username="berta")
        assert found(meeting, "stadt").name == "Berta Test"
        attendance.record(meeting, uid, "present", came=time(14))
        assert found(meeting, "stadt").name == "Berta Test"

    def test_whoever_stands_in_has_the_role_as_long(self, board, meeting):
        uid = seat_uids(board)["stadt"]
        attendance.record(meeting, uid, "present", board.people["carla"])
        assert meeting.stand_ins == (board.people["carla"],)
        secret = meeting.objectValues()[-1]
        assert api.user.has_permission("View", username="carla", obj=secret)
        attendance.record(meeting, uid, "excused")
        assert meeting.stand_ins == ()
        # Roles are asked for once a request.
        IAnnotations(meeting.REQUEST).clear()
        assert not api.user.has_permission("View", username="carla", obj=secret)

    def test_who_is_missed_is_the_holder(self, board, meeting):
        attendance.record(meeting, seat_uids(board)["stadt"], "excused")
        assert found(meeting, "stadt").name == "Berta Test"

    def test_an_account_that_holds_no_seat(self, board, meeting):
        attendance.record(meeting, seat_uids(board)["stadt"], "present", board.people["foreign"])
        row = found(meeting, "stadt")
        assert (row.name, row.stands_in) == ("Foreign Test", True)
        assert not api.user.has_permission("View", username="foreign", obj=meeting)

    def test_times_are_those_of_who_is_there(self, board, meeting):
        uid = seat_uids(board)["stadt"]
        attendance.record(meeting, uid, "present", None, time(14, 20), time(15))
        assert (found(meeting, "stadt").came, found(meeting, "stadt").left) == (
            time(14, 20),
            time(15),
        )
        attendance.record(meeting, uid, "absent", None, time(14, 20), time(15))
        assert found(meeting, "stadt").came is None

    def test_it_can_be_taken_back(self, board, meeting):
        uid = seat_uids(board)["stadt"]
        attendance.record(meeting, uid, "present")
        attendance.record(meeting, uid, None)
        assert found(meeting, "stadt").status is None

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"seat_uid": "nothing", "status": "present"}, "seat"),
            ({"status": "late"}, "status"),
            ({"status": "present", "person": "nobody"}, "person"),
            ({"status": "present", "came": time(15), "left": time(15)}, "left"),
        ],
    )
    def test_what_is_wrong_is_named(self, board, meeting, values, field):
        uid = values.pop("seat_uid", seat_uids(board)["stadt"])
        with pytest.raises(MeetingError) as caught:
            attendance.record(meeting, uid, **values)
        assert caught.value.field == field

    def test_a_vacant_seat_needs_somebody(self, board):
        seat = board.committee["sitze"]["stadt"]
        seat.holder, seat.deputies, seat.record = None, [], ()
        meeting = in_session(board)
        with pytest.raises(MeetingError) as caught:
            attendance.record(meeting, api.content.get_uuid(seat), "present")
        assert caught.value.field == "person"
        assert attendance.standing(meeting).voting == 2

    def test_nobody_attends_a_written_procedure(self, board):
        meeting = procedure(board)
        with pytest.raises(MeetingError):
            attendance.record(meeting, seat_uids(board)["stadt"], "present")


class TestExpected:
    def test_all_at_once_leaves_what_is_recorded(self, board, meeting):
        attendance.record(meeting, seat_uids(board)["stadt"], "excused")
        assert attendance.record_expected(meeting) == 2
        assert [row.status for row in attendance.rows(meeting)] == ["present", "excused", "present"]
        assert attendance.record_expected(meeting) == 0


class TestStanding:
    def test_counts_seats_that_vote(self, board):
        board.committee.quorum = "half"
        meeting = in_session(board)
        assert attendance.standing(meeting) == attendance.Standing(2, 0, False)
        attendance.record(meeting, seat_uids(board)["beratung"], "present")
        attendance.record(meeting, seat_uids(board)["vorsitz"], "present")
        assert attendance.standing(meeting) == attendance.Standing(2, 1, False)
        attendance.record(meeting, seat_uids(board)["stadt"], "present")
        assert attendance.standing(meeting) == attendance.Standing(2, 2, True)

    @pytest.mark.parametrize(
        ("at", "present"), [(time(14), 1), (time(14, 30), 2), (time(15), 1), (time(23), 1)]
    )
    def test_who_comes_later_and_goes_earlier(self, board, meeting, at, present):
        attendance.record(meeting, seat_uids(board)["vorsitz"], "present")
        attendance.record(
            meeting, seat_uids(board)["stadt"], "present", None, time(14, 20), time(15)
        )
        moment = datetime.combine(meeting.day, at, local_zone(api.portal.get()))
        assert attendance.standing(meeting, moment).present == present

    def test_on_another_day_whoever_was_there_at_all(self, board, meeting):
        uid = seat_uids(board)["stadt"]
        attendance.record(meeting, uid, "present", None, time(14, 20), time(15))
        later = datetime.combine(today() + timedelta(days=1), time(9), local_zone(api.portal.get()))
        assert attendance.voters(meeting, later) == {uid}

    def test_a_seat_has_one_vote_for_however_many_it_speaks(self, board):
        board.committee["sitze"]["stadt"].represents = ["a", "b", "c"]
        meeting = in_session(board)
        attendance.record_expected(meeting)
        assert attendance.standing(meeting).present == 2


class TestGuests:
    def test_invited_ones_and_noted_ones(self, board):
        meeting = in_session(board, guests=["Presse"])
        attendance.note_guests(meeting, [" Gast ", "", "Presse", "Gast"])
        assert attendance.guests(meeting) == ["Presse", "Gast"]

    @pytest.mark.parametrize("names", [["x" * 201], [str(n) for n in range(51)]])
    def test_not_too_many(self, meeting, names):
        with pytest.raises(MeetingError):
            attendance.note_guests(meeting, names)
