"""Opening and closing: what either needs, what follows."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import topics
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.sessions.conftest import all_here
from tests.sessions.conftest import in_session
from tests.sessions.conftest import invited
from tests.sessions.conftest import procedure

import pytest


class TestBegin:
    def test_an_invited_meeting_on_its_day(self, board):
        meeting = invited(board)
        conduct.begin(meeting)
        assert life.state(meeting) == life.IN_SESSION

    def test_not_before_its_day(self, board):
        meeting = invited(board, days=1)
        with pytest.raises(MeetingError) as caught:
            conduct.begin(meeting)
        assert caught.value.field == "day"
        assert life.state(meeting) == life.INVITED

    def test_a_day_late_is_not_too_late(self, board):
        meeting = invited(board, days=-1)
        conduct.begin(meeting)
        assert life.state(meeting) == life.IN_SESSION

    def test_not_twice_and_not_uninvited(self, board, meeting):
        for one in (meeting, board.plan(0)):
            with pytest.raises(MeetingError):
                conduct.begin(one)


class TestClose:
    def test_every_item_needs_an_outcome(self, board, meeting):
        items = agenda.items(meeting)
        results.set_outcome(items[1], results.NOTED)
        with pytest.raises(conduct.Unfinished) as caught:
            conduct.close(meeting)
        assert [one.line.number for one in caught.value.missing] == ["1", "3"]
        assert "Geheimes" not in str(caught.value)
        assert life.state(meeting) == life.IN_SESSION
        for item in items:
            results.set_outcome(item, results.NOTED)
        conduct.close(meeting)
        assert life.state(meeting) == life.HELD
        with pytest.raises(MeetingError):
            conduct.close(meeting)

    def test_an_outcome_that_a_later_vote_contradicts(self, board):
        board.committee.majority = "simple"
        meeting = in_session(board)
        all_here(meeting)
        for item in agenda.items(meeting):
            results.set_outcome(item, results.AGREED)
        votes.count(item, 0, 2, 0)
        with pytest.raises(conduct.Unfinished) as caught:
            conduct.close(meeting)
        assert [one.line.number for one in caught.value.missing] == ["3"]

    def test_what_was_put_off_goes_onto_the_next_agenda(self, board, meeting):
        ahead = board.plan(30)
        items = agenda.items(meeting)
        for item in items:
            results.set_outcome(item, results.NOTED)
        for item in items[1:]:
            results.set_outcome(item, results.POSTPONED)
        conduct.close(meeting)
        found = agenda.items(ahead)[-2:]
        assert [(item.title, item.carried) for item in found] == [
            ("Zweites <b>fett</b>", 1),
            ("Geheimes", 1),
        ]
        assert [life.is_confidential(item) for item in found] == [False, True]
        assert len(agenda.items(meeting)) == 3
        assert topics.waiting(board.committee) == []

    def test_or_waits_where_none_is_planned(self, board, meeting):
        for item in agenda.items(meeting):
            results.set_outcome(item, results.POSTPONED)
        conduct.close(meeting)
        assert [topic.carried for topic in topics.waiting(board.committee)] == [1, 1, 1]

    def test_it_comes_with_a_reason_where_it_comes_late(self, board, meeting):
        ahead = board.plan(30, papers_until=today() - timedelta(days=1))
        for item in agenda.items(meeting):
            results.set_outcome(item, results.POSTPONED)
        conduct.close(meeting)
        assert agenda.items(ahead)[-1].late == f"Vertagt: {meeting.title}"

    def test_what_comes_by_itself_does_not_come_twice(self, board):
        meeting = board.plan(0)
        life.take(meeting, life.INVITE)
        conduct.begin(meeting)
        for item in agenda.items(meeting):
            results.set_outcome(item, results.POSTPONED)
        conduct.close(meeting)
        assert topics.waiting(board.committee) == []

    def test_the_agenda_may_grow_while_it_goes_on(self, board, meeting):
        item = agenda.add(meeting, title="Neu")
        results.save_text(item, "Beraten", 0)
        all_here(meeting)
        votes.consent(item)
        assert results.result(item).revision == 1


class TestProcedure:
    def test_not_before_its_last_day_is_over(self, board):
        meeting = procedure(board)
        conduct.begin(meeting)
        with pytest.raises(MeetingError):
            conduct.close(meeting)
        meeting.until = today() - timedelta(days=1)
        with pytest.raises(conduct.Unfinished):
            conduct.close(meeting)

    def test_attendance_plays_no_part(self, board):
        board.committee.quorum = "half"
        meeting = procedure(board)
        conduct.begin(meeting)
        assert attendance.standing(meeting).present == 0

    def test_a_member_does_not_open_it(self, board):
        meeting = procedure(board)
        with board.acting("anna"), pytest.raises(WorkflowException):
            conduct.begin(meeting)
        assert life.state(meeting) == life.INVITED
