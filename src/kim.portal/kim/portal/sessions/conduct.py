"""Opening and closing a meeting: what either needs, and what follows.

Nothing happens by itself at midnight: a written procedure whose first day has come is opened by the
first vote, or by the office.
"""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.committees.committee import NONE
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings import topics
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import comes_late
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.meetings.sources import said
from kim.portal.sessions import attendance
from kim.portal.sessions import ballots
from kim.portal.sessions import results
from kim.portal.sessions import votes
from plone import api


NO_OUTCOME = _("close_no_outcome", default="It has no outcome yet.")


@dataclass(frozen=True)
class Missing:
    """An item that keeps a meeting open, and why."""

    line: Line
    reason: str


class Unfinished(MeetingError):
    """Items keep the meeting open: `missing`. Its message names their numbers alone."""

    def __init__(self, missing: list[Missing]) -> None:
        numbers = ", ".join(one.line.number for one in missing)
        super().__init__(
            _(
                "error_unfinished",
                default="These items have no outcome, or one against the vote: ${numbers}.",
                mapping={"numbers": numbers},
            ),
            "items",
        )
        self.missing = missing


def may_begin(meeting: Meeting) -> bool:
    """Whether it can be opened today."""
    return life.state(meeting) == life.INVITED and meeting.day <= today()


def begin(meeting: Meeting) -> None:
    """Open a meeting, or a written procedure for votes.

    :raises MeetingError: where nobody is invited, it has begun, or its day has not come.
    :raises WorkflowException: where the step is not permitted.
    """
    if life.state(meeting) != life.INVITED:
        raise MeetingError(
            _("error_cannot_open", default="Only a meeting that people are invited to is opened.")
        )
    if meeting.day > today():
        raise MeetingError(_("error_too_early", default="Its day has not come yet."), "day")
    life.take(meeting, life.OPEN)
    items = agenda.items(meeting)
    for item in items:
        results.prepare(item)
    votes.prepare(meeting, items)
    if meeting.is_procedure:
        ballots.prepare(meeting)
    else:
        attendance.prepare(meeting)


def vote(
    meeting: Meeting, seat_uid: str, person: str, given: dict[str, str], objection: str | None
) -> None:
    """A ballot in a written procedure; the first one opens it.

    :raises MeetingError: as `ballots.cast` does.
    """
    ballots.check(meeting, seat_uid, person)
    _open_for(meeting)
    ballots.cast(meeting, seat_uid, person, given, objection)


def _open_for(meeting: Meeting) -> None:
    """Whoever votes may not lead the meeting: the one step that is taken for the office here."""
    if life.state(meeting) == life.INVITED:
        with api.env.adopt_roles(["Manager"]):
            begin(meeting)


def close(meeting: Meeting) -> None:
    """Close a meeting; what was put off waits for the next one.

    :raises Unfinished: naming the items that lack an outcome.
    :raises MeetingError: where it does not go on, or votes may still come.
    :raises WorkflowException: where the step is not permitted.
    """
    reason = obstacle(meeting)
    if reason:
        raise MeetingError(reason)
    if meeting.is_procedure:
        ballots.seal(meeting)
        for item in agenda.items(meeting):
            settle(item)
    lacking = missing(meeting)
    if lacking:
        raise Unfinished(lacking)
    life.take(meeting, life.CLOSE)
    _put_off(meeting)


def obstacle(meeting: Meeting) -> str | None:
    """Why a meeting as a whole cannot be closed now."""
    if life.state(meeting) != life.IN_SESSION:
        return _("error_cannot_close", default="Only a meeting that goes on is closed.")
    if meeting.is_procedure and not ballots.may_settle(meeting):
        return _(
            "error_votes_may_come",
            default="Votes may come until the end of the last day, or until all seats have voted.",
        )
    return None


def missing(meeting: Meeting) -> list[Missing]:
    """Items that have no outcome, or one that the vote does not bear out."""
    found = []
    for line in agenda.lines(meeting):
        outcome = results.result(line.item).outcome or computed(line.item)
        reason = results.contradiction(line.item, outcome) if outcome else NO_OUTCOME
        if reason:
            found.append(Missing(line, reason))
    return found


def settle(item: AgendaItem) -> None:
    """The outcome that follows from the votes of a written procedure, where none was set."""
    outcome = computed(item)
    if outcome and results.result(item).outcome is None:
        results.put(item, outcome)


def computed(item: AgendaItem) -> str | None:
    """What follows from the votes by the rule; None where the office has to say it.

    Without a rule nobody may be against it, and nobody object to the procedure. Where nobody voted,
    or too few did, nothing is decided.
    """
    meeting = meeting_of(item)
    found = votes.tally(item)
    if not meeting.is_procedure or item.kind != DECISION or found is None:
        return None
    if not ballots.may_settle(meeting):
        return None
    verdict = votes.verdict(item)
    if verdict.quorate is False:
        return None
    if (meeting.majority or NONE) != NONE:
        return results.AGREED if verdict.carried else results.REJECTED
    if votes.objections(meeting) or not found.yes + found.no:
        return None
    return results.REJECTED if found.no else results.AGREED


def _put_off(meeting: Meeting) -> None:
    """Onto the next agenda, if there is one; what comes by itself comes there by itself."""
    ahead = planning.next_planned(committee_of(meeting))
    for item in agenda.items(meeting):
        if results.result(item).outcome != results.POSTPONED or item.origin:
            continue
        topic = topics.put_off(item)
        if ahead is not None:
            late = _("late_put_off", default="Put off: ${title}", mapping={"title": meeting.title})
            topics.put_on(topic, ahead, said(late) if comes_late(ahead) else "")
