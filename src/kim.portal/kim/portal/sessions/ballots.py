"""The written procedure (Umlaufverfahren): one vote a seat, until the end of the last day.

For a seat its holder votes, or the deputy who stands in; where both do, the last word counts. All
ballots of a meeting, and its closing, meet in one object: a ballot is either in before the meeting
is closed, or refused.
"""

from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.committees.seats import seats_on
from kim.portal.committees.seats import Sitting
from kim.portal.invitations import answers
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions import votes
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.ballot_box"


def decisions(meeting: Meeting) -> list[AgendaItem]:
    """What is voted on, whoever may see it."""
    return [item for item in agenda.items(meeting) if item.kind == DECISION]


def is_open(meeting: Meeting) -> bool:
    """Whether votes may come now; the first one opens the procedure."""
    return (
        meeting.is_procedure
        and life.state(meeting) in (life.INVITED, life.IN_SESSION)
        and meeting.day <= today() <= meeting.last_day
    )


def is_complete(meeting: Meeting) -> bool:
    """Whether all seats that vote have voted on all that is to be decided."""
    seats = {seat.uid for seat in attendance.voting_seats(meeting)}
    items = decisions(meeting)
    return bool(seats and items) and all(seats <= votes.voted(item) for item in items)


def may_settle(meeting: Meeting) -> bool:
    """Whether nothing can change any more: the last day is over, or every seat has voted."""
    return votes.has_ended(meeting) or is_complete(meeting)


def seats_of(meeting: Meeting, person: str) -> list[Sitting]:
    """The seats that vote and that somebody may vote for now."""
    committee = committee_of(meeting)
    now = {seat.uid: seat for seat in seats_on(committee, today())} if committee is not None else {}
    found = []
    for one in answers.expected(meeting):
        seat = now.get(one.seat.uid)
        if seat is None or not one.seat.voting:
            continue
        stands_in = one.stands_in and one.person == person and person in seat.deputies
        if seat.holder == person or stands_in:
            found.append(one.seat)
    return found


def check(meeting: Meeting, seat_uid: str, person: str) -> None:
    """:raises MeetingError: where votes are not taken (any more), or not from this person."""
    if not is_open(meeting):
        raise MeetingError(_("error_ballot_closed", default="Votes are not taken (any more)."))
    if seat_uid not in {seat.uid for seat in seats_of(meeting, person)}:
        raise MeetingError(_("error_ballot_seat", default="You do not vote for this seat."), "seat")


def cast(
    meeting: Meeting,
    seat_uid: str,
    person: str,
    given: Mapping[str, str],
    objection: str | None = None,
) -> None:
    """A ballot: UIDs of items with what the seat says; what is left out stays as it was.

    An objection is one to the procedure; an empty one takes it back.

    :raises MeetingError: as `check` does, and for what is not voted on.
    """
    check(meeting, seat_uid, person)
    items = {
        api.content.get_uuid(item): item
        for item in decisions(meeting)
        if api.user.has_permission("View", user=api.user.get(userid=person), obj=item)
    }
    for uid in given:
        if uid not in items:
            raise MeetingError(_("error_ballot_item", default="It is not voted on."), "votes")
    _drop_in(meeting)
    for uid, vote in given.items():
        votes.cast(items[uid], seat_uid, vote, person)
    if objection is not None:
        votes.object_to(meeting, seat_uid, objection, person)


def seal(meeting: Meeting) -> None:
    """No more ballots."""
    _box(meeting)["sealed"] = datetime.now(UTC)


def prepare(meeting: Meeting) -> None:
    """Have a place for what several people will write at once."""
    _box(meeting)


def _drop_in(meeting: Meeting) -> None:
    box = _box(meeting)
    box["ballots"] = box.get("ballots", 0) + 1


def _box(meeting: Meeting) -> PersistentMapping:
    kept = IAnnotations(meeting).get(KEY)
    if kept is None:
        kept = IAnnotations(meeting)[KEY] = PersistentMapping()
    return kept
