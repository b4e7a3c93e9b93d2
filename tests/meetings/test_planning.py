"""Planning: from the rhythm, with what stands and what was put off; calling off; what stays."""

from datetime import date
from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings import sent
from kim.portal.meetings import sources
from kim.portal.meetings import topics
from kim.portal.meetings import waiting
from kim.portal.meetings.meeting import IMeeting
from OFS.CopySupport import CopyError
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from types import SimpleNamespace
from zExceptions import BadRequest
from zope.interface import Invalid

import pytest


class TestDue:
    def test_from_the_constituting_meeting(self, board):
        committee = board.committee
        assert planning.due(committee) is None
        committee.meets_every, committee.meets_unit = 6, "months"
        assert planning.due(committee) is None
        committee.constituted_on = date(2021, 3, 17)
        assert planning.due(committee) == date(2021, 9, 17)

    def test_from_the_last_session(self, board):
        board.committee.meets_every, board.committee.meets_unit = 14, "days"
        meeting = board.plan(10)
        board.plan(40, kind="procedure", until=today() + timedelta(days=50))
        assert planning.due(board.committee) == meeting.day + timedelta(days=14)


class TestPlan:
    def test_is_called_and_addressed_by_its_day(self, board):
        first = planning.plan(board.committee, day=date(2026, 11, 30))
        second = planning.plan(board.committee, day=date(2026, 11, 30), occasion="Haushalt")
        assert (first.title, first.getId()) == ("Sitzung am 30.11.2026", "2026-11-30")
        assert (second.title, second.getId()) == ("Sitzung am 30.11.2026: Haushalt", "2026-11-30-2")

    def test_has_the_committees_rule_and_its_standing_items(self, board):
        board.committee.quorum = "half"
        meeting = board.plan()
        assert meeting.quorum == "half"
        assert [item.origin for item in agenda.items(meeting)] == ["standing-mandates"]

    def test_what_was_taken_off_does_not_come_back(self, board):
        meeting = board.plan()
        topics.take_off(agenda.items(meeting)[0])
        assert sources.fill(meeting) == []
        assert agenda.items(meeting) == []
        assert topics.waiting(board.committee) == []

    def test_not_after_the_committees_end(self, board):
        board.committee.ends_on = today()
        with pytest.raises(planning.MeetingError) as caught:
            board.plan(1)
        assert caught.value.field == "day"

    def test_what_was_put_off_comes_with_its_count_and_papers(self, board):
        meeting = board.plan()
        item = agenda.add(meeting, title="Sprachkurse")
        api.content.create(item, "File", "liste", title="Liste")
        topics.put_off(item)
        found = agenda.items(board.plan(30))[-1]
        assert (found.title, found.carried) == ("Sprachkurse", 1)
        assert [paper.title for paper in agenda.papers(found)] == ["Liste"]
        assert topics.waiting(board.committee) == []
        assert item.title == "Sprachkurse"


class TestSteps:
    @pytest.mark.parametrize("step", life.TRANSITIONS)
    def test_the_bare_step_is_refused(self, board, step):
        meeting = board.plan()
        with board.acting("office"), pytest.raises(WorkflowException):
            api.portal.get_tool("portal_workflow").doActionFor(meeting, step, comment="so")

    def test_calling_off_needs_a_reason_and_gives_topics_back(self, board):
        meeting = board.plan()
        agenda.add(meeting, title="Sprachkurse")
        with pytest.raises(planning.MeetingError):
            planning.cancel(meeting, " ")
        planning.cancel(meeting, "Grippe")
        assert life.state(meeting) == life.CANCELLED
        waiting = topics.waiting(board.committee)
        assert [(topic.title, topic.carried) for topic in waiting] == [("Sprachkurse", 0)]


class TestSent:
    def test_agenda_and_seats_stay_as_they_were_sent(self, board):
        meeting = board.plan()
        agenda.add(meeting, title="Sprachkurse")
        sent.keep(meeting, None, "office")
        agenda.items(meeting)[-1].title = "Anderes"
        board.committee["sitze"]["stadt"].title = "Andere Stadt"
        assert [line["title"] for line in sent.last(meeting)["agenda"]][-1] == "Sprachkurse"
        assert [seat.function for seat in sent.seats(meeting)] == ["Vorsitz", "Stadt", "Beratung"]


class TestStays:
    def test_a_meeting_that_was_sent(self, board):
        meeting = board.plan()
        life.take(meeting, life.INVITE)
        with pytest.raises(BadRequest):
            api.content.delete(meeting)
        with pytest.raises(BadRequest):
            api.content.rename(meeting, "anders")
        with pytest.raises(BadRequest):
            api.content.delete(board.committee)

    def test_an_item_of_a_meeting_that_has_begun(self, board):
        meeting = board.plan()
        item = agenda.add(meeting, title="Sprachkurse")
        life.take(meeting, life.INVITE)
        life.take(meeting, life.OPEN)
        with pytest.raises(BadRequest):
            meeting._delObject(item.getId())

    def test_a_meeting_is_not_copied_and_does_not_go_elsewhere(self, board, portal):
        meeting = board.plan()
        other = api.content.create(portal["gremien"], "Committee", "andere", title="Andere")
        with pytest.raises(CopyError):
            api.content.copy(meeting, board.committee["sitzungen"], safe_id=True)
        with pytest.raises(BadRequest):
            api.content.move(meeting, other["sitzungen"])

    def test_a_copied_committee_has_met_never(self, board, portal):
        life.take(board.plan(), life.INVITE)
        agenda.add(board.committee["themen"], title="Sprachkurse")
        copy = api.content.copy(board.committee, portal["gremien"], "kopie")
        assert not copy["sitzungen"].objectIds()
        assert not copy["themen"].objectIds()

    def test_what_stood_on_a_deleted_meeting_waits_again(self, board):
        meeting = board.plan()
        agenda.add(meeting, title="Sprachkurse")
        api.content.delete(meeting)
        assert [topic.title for topic in topics.waiting(board.committee)] == ["Sprachkurse"]

    def test_the_kind_stays_when_people_are_invited(self, board):
        meeting = board.plan()
        data = SimpleNamespace(**{name: getattr(meeting, name) for name in IMeeting})
        data.kind, data.until, data.__context__ = "procedure", meeting.day, meeting
        IMeeting.validateInvariants(data)
        life.take(meeting, life.INVITE)
        with pytest.raises(Invalid):
            IMeeting.validateInvariants(data)


class TestWaiting:
    @pytest.mark.parametrize(
        ("state", "days", "waits"),
        [
            (life.PLANNED, 14, True),
            (life.INVITED, 14, False),
            (life.INVITED, 0, True),
            (life.IN_SESSION, 0, True),
            (life.HELD, -3, True),
            (life.FINISHED, -3, False),
            (life.CANCELLED, 14, False),
        ],
    )
    def test_for_the_office(self, state, days, waits):
        day = date(2026, 11, 30) + timedelta(days=days)
        brain = SimpleNamespace(
            review_state=state, meets_on=day, last_day=day, meeting_kind="session"
        )
        assert (waiting.next_step(brain, date(2026, 11, 30)) is not None) is waits

    def test_a_procedure_waits_when_its_last_day_is_over(self):
        brain = SimpleNamespace(
            review_state=life.IN_SESSION,
            meets_on=date(2026, 11, 1),
            last_day=date(2026, 11, 20),
            meeting_kind="procedure",
        )
        assert waiting.next_step(brain, date(2026, 11, 20)) is None
        assert waiting.next_step(brain, date(2026, 11, 21)) is not None

    def test_lists_say_what_waits_and_where_one_is_expected(self, board, portal):
        board.plan()
        board.committee.meets_every = 1
        board.committee.constituted_on = date(2021, 3, 17)
        view = "my-entries"
        with board.acting("carla"):
            page = portal.restrictedTraverse(f"@@{view}")
            assert [s.title for s in page.sections()] == ["Meine Sitzungen"]
        with board.acting("foreign"):
            assert portal.restrictedTraverse(f"@@{view}").sections() == []
        with board.acting("office"):
            rows = [
                row
                for section in portal.restrictedTraverse("@@office").sections()
                for row in section.rows
            ]
        assert [row.next for row in rows] == ["Tagesordnung gestalten und einladen"]
