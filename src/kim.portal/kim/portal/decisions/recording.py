"""What the office records of an agenda item as the decision, before the chair confirms it."""

from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seat import committee_of
from kim.portal.decisions import decision
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.proposals import scheduling
from kim.portal.sessions import results
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.recorded_decision"
#: What the session says of an item whose decision has that outcome.
RESULTS = {
    decision.UNCHANGED: results.AGREED,
    decision.CHANGED: results.CHANGED,
    decision.PART: results.CHANGED,
    decision.NOTED: results.NOTED,
    decision.REJECTED: results.REJECTED,
}


@dataclass(frozen=True)
class Recorded:
    """`by` is the id of the user who recorded it; `decision` the UID of the decision made of it."""

    text: str
    outcome: str
    by: str
    when: datetime
    supersedes: str | None = None
    decision: str | None = None


def recorded(item: AgendaItem) -> Recorded | None:
    kept = IAnnotations(item).get(KEY)
    return Recorded(**kept) if kept else None


def record(item: AgendaItem, text: str, outcome: str, supersedes: str | None = None) -> Recorded:
    """Keep text and outcome for the chair to confirm; what was recorded before is replaced.

    :raises NotPossible: outside its time, without a text, for what the vote does not bear out, and
        once it is confirmed.
    """
    check_time(meeting_of(item))
    found = recorded(item)
    if found is not None and found.decision:
        raise NotPossible(_("decision_confirmed", default="The decision is confirmed already."))
    words = reason(text, "text", 10_000)
    if outcome not in RESULTS:
        raise NotPossible(_("decision_outcome", default="Please choose an outcome."), "outcome")
    check_rule(item, outcome)
    try:
        results.set_outcome(item, RESULTS[outcome])
    except MeetingError as error:
        raise NotPossible(error.message, "outcome") from error
    by = api.user.get_current().getId() or ""
    made = Recorded(words, outcome, by, datetime.now(UTC), supersedes)
    keep(item, made)
    return made


def keep(item: AgendaItem, made: Recorded) -> None:
    IAnnotations(item)[KEY] = PersistentMapping(asdict(made))
    proposal = scheduling.proposal_of(item)
    if proposal is not None:
        # The chair must act now.
        proposal.reindexObject()


def check_time(meeting: Meeting | None) -> None:
    """In session, held and not minuted yet; a written procedure once it has ended.

    :raises NotPossible: otherwise, and for a committee that does not decide.
    """
    committee = committee_of(meeting) if meeting is not None else None
    if committee is None or committee.level != STEERING:
        raise NotPossible(_("decision_committee", default="The steering group alone decides."))
    state = meeting_life.state(meeting)
    if state == meeting_life.HELD:
        return
    if state == meeting_life.IN_SESSION and not meeting.is_procedure:
        return
    raise NotPossible(
        _(
            "decision_time",
            default="Decisions are recorded while the meeting goes on or before its minutes are "
            "approved, those of a written procedure after its end.",
        )
    )


def check_rule(item: AgendaItem, outcome: str) -> None:
    """By the committee's rules: enough seats there, and the vote bears it out.

    :raises NotPossible: otherwise.
    """
    if outcome == decision.NOTED:
        return
    why = results.contradiction(item, RESULTS[outcome])
    if why:
        raise NotPossible(why, "outcome")
