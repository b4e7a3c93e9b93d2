"""What the office records of an agenda item as the decision, before the chair confirms it."""

from AccessControl import Unauthorized
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seat import committee_of
from kim.portal.decisions import decision
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from kim.portal.meetings import agenda
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
    :raises Unauthorized: for anybody but the office.
    """
    check_time(meeting_of(item))
    check_office(item)
    found = recorded(item)
    if found is not None and found.decision:
        raise NotPossible(_("decision_confirmed", default="The decision is confirmed already."))
    words = reason(text, "text", 10_000)
    if outcome not in RESULTS:
        raise NotPossible(_("decision_outcome", default="Please choose an outcome."), "outcome")
    check_rule(item, outcome)
    check_superseded(item, supersedes)
    try:
        results.set_outcome(item, RESULTS[outcome])
    except MeetingError as error:
        raise NotPossible(error.message, "outcome") from error
    by = api.user.get_current().getId() or ""
    made = Recorded(words, outcome, by, datetime.now(UTC), supersedes or None)
    keep(item, made)
    return made


def take_back(item: AgendaItem) -> None:
    """Nothing was decided after all; while the meeting goes on, the item has no result any more.

    :raises NotPossible: where nothing is recorded, and once it is confirmed.
    :raises Unauthorized: for anybody but the office.
    """
    found = recorded(item)
    if found is None:
        raise NotPossible(_("decision_missing", default="The office has not recorded it yet."))
    if found.decision:
        raise NotPossible(_("decision_confirmed", default="The decision is confirmed already."))
    check_office(item)
    forget(item)
    if meeting_life.state(meeting_of(item)) == meeting_life.IN_SESSION:
        # Recording said the session's result as well; once it is held, every item has one.
        results.set_outcome(item, None)


def keep(item: AgendaItem, made: Recorded) -> None:
    IAnnotations(item)[KEY] = PersistentMapping(asdict(made))
    _follow(item, waits=made.decision is None)


def forget(item: AgendaItem) -> None:
    """Of a copy, or of what was not decided after all, nothing is recorded."""
    if IAnnotations(item).pop(KEY, None) is not None:
        _follow(item, waits=False)


def waits(item: AgendaItem) -> bool:
    """Whether the chair has to confirm: recorded, and neither put off since nor referred back."""
    found = recorded(item)
    if found is None or found.decision:
        return False
    gone = scheduling.is_of_proposal(item) and scheduling.proposal_of(item) is None
    return not gone and results.result(item).outcome != results.POSTPONED


def waiting(meeting: Meeting) -> list[AgendaItem]:
    """Items of a meeting that wait for the chair."""
    return [item for item in agenda.items(meeting) if waits(item)]


def _follow(item: AgendaItem, waits: bool) -> None:
    """The register knows what waits for the chair; a proposal on the item tells who must act."""
    register.note_waiting(committee_of(item), api.content.get_uuid(item), waits)
    proposal = scheduling.proposal_of(item)
    if proposal is not None:
        proposal.reindexObject()


def check_office(item: AgendaItem) -> None:
    """:raises Unauthorized: for anybody but the office, and for whoever may not see the item."""
    may = api.user.has_permission
    if not (may(meeting_life.MANAGE, obj=item) and may("View", obj=item)):
        raise Unauthorized("The office records decisions.")


def check_superseded(item: AgendaItem, uid: str | None) -> None:
    """:raises NotPossible: for what is no decision of this committee, or is replaced already."""
    if not uid:
        return
    found = decision_by_uid(item, uid)
    if found is None:
        raise NotPossible(_("decision_unknown", default="There is no such decision."), "supersedes")
    if register.successor(found) is not None:
        raise NotPossible(
            _("decision_replaced", default="This decision is replaced already."), "supersedes"
        )


def decision_by_uid(item: AgendaItem, uid: str) -> Decision | None:
    """A decision of the same committee, whoever may see it."""
    path = "/".join(register.folder_of(committee_of(item)).getPhysicalPath())
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="Decision", path=path, UID=uid)
    return found[0]._unrestrictedGetObject() if found else None


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

    A proposal that is noted is adopted, so it needs what adopting it does.

    :raises NotPossible: otherwise.
    """
    adopts = outcome == decision.NOTED and scheduling.proposal_of(item) is not None
    why = results.contradiction(item, results.AGREED if adopts else RESULTS[outcome])
    if why:
        raise NotPossible(why, "outcome")
