"""Acts that put a proposal on an agenda, and take it off again (§ 3.2)."""

from kim.portal import _
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seat import committee_of
from kim.portal.deliberation import letters
from kim.portal.deliberation import reports
from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import comes_late
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.meetings.sources import said
from kim.portal.proposals import checks
from kim.portal.proposals import life
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.standing import grant
from kim.portal.sessions import results
from kim.portal.tracking.life import check
from kim.portal.tracking.life import follow
from kim.portal.tracking.life import note
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from kim.portal.tracking.life import take
from plone import api
from Products.CMFCore.indexing import processQueue
from zope.i18nmessageid import Message


#: States of a meeting in which its agenda can still lose an item, and in which it decides.
MOST_LATE = 300
DECIDING = (meeting_life.IN_SESSION, meeting_life.HELD)


def schedule(proposal: Proposal, meeting: Meeting, late: str = "") -> AgendaItem:
    """Put it on the agenda of a meeting, or of a written procedure, of the steering group.

    :raises NotPossible: for another committee, for a meeting that is over or called off, where it
        comes late and does not say why, and before all of the office's checks are ticked.
    """
    check(proposal, life.SUBMITTED)
    _check_ticked(proposal)
    if not IMeeting.providedBy(meeting) or committee_of(meeting).level != STEERING:
        raise NotPossible(
            _("schedule_meeting", default="Please choose a meeting of the steering group."),
            "meeting",
        )
    if meeting_life.state(meeting) not in meeting_life.AHEAD:
        raise NotPossible(_("schedule_over", default="This meeting is over."), "meeting")
    if meeting.is_procedure and meeting_life.state(meeting) == meeting_life.IN_SESSION:
        raise NotPossible(_("schedule_voting", default="Votes are being cast already."), "meeting")
    late = note(late, "late", MOST_LATE)
    if comes_late(meeting) and not late:
        raise NotPossible(_("error_late", default="It comes late: please say why."), "late")
    item = agenda.add(
        meeting,
        title=proposal.title,
        kind=DECISION,
        motion=proposal.motion,
        rapporteur=committee_of(proposal).title,
        late=late or None,
    )
    item.origin = scheduling.origin_of(proposal)
    proposal.item = api.content.get_uuid(item)
    # What the catalog keeps of the proposal asks it for the item, so that goes first.
    processQueue()
    words = _(
        "why_schedule", default="On the agenda: ${meeting}", mapping={"meeting": meeting.title}
    )
    take(proposal, life.SCHEDULE, words)
    grant(proposal)
    letters.told(proposal, life.SCHEDULE, meeting.title)
    return item


def take_off(proposal: Proposal, text: str) -> None:
    """The office takes it off the agenda of a meeting that has not begun, with a reason.

    :raises NotPossible: once it has begun: then it is put off or referred back.
    """
    check(proposal, life.SCHEDULED)
    why = reason(text)
    item = scheduling.item_of(proposal)
    meeting = meeting_of(item) if item is not None else None
    if scheduling.has_begun(proposal):
        raise NotPossible(
            _(
                "unschedule_begun",
                default="The meeting has begun: it can be put off or referred back.",
            )
        )
    take(proposal, life.UNSCHEDULE, why)
    _leave_agenda(proposal)
    if meeting is not None:
        api.content.delete(obj=item, check_linkintegrity=False)
    letters.told(proposal, life.UNSCHEDULE, why)


def postpone(proposal: Proposal, text: str) -> None:
    """The steering group put it off: it waits for another meeting, counted; its item says so too.

    :raises NotPossible: before the meeting goes on: then it is taken off the agenda.
    """
    check(proposal, life.SCHEDULED)
    why = reason(text)
    _mark_postponed(_open_item(proposal))
    take(proposal, life.POSTPONE, why)
    _postponed(proposal, why)


def unschedule(proposal: Proposal, why: str | Message) -> None:
    """Off the agenda, since the meeting was called off or the item is gone; it waits again."""
    check(proposal, life.SCHEDULED)
    follow(proposal, life.UNSCHEDULE, why)
    _leave_agenda(proposal)
    letters.told(proposal, life.UNSCHEDULE, why)


def postpone_with(proposal: Proposal, text: str | Message) -> None:
    """The same, as it follows from what was recorded at a meeting, whoever closes that."""
    check(proposal, life.SCHEDULED)
    follow(proposal, life.POSTPONE, text)
    _postponed(proposal, text)


def refer_back(proposal: Proposal, question: str) -> None:
    """Back to the working group with a question of the steering group.

    :raises NotPossible: without a question, and before the meeting goes on.
    """
    check(proposal, life.SCHEDULED)
    words = reason(question, "question")
    _mark_postponed(_open_item(proposal))
    take(proposal, life.REFER_BACK, words)
    checks.reset(proposal)
    _leave_agenda(proposal)
    reports.tell_reporters(proposal, life.REFER_BACK)
    letters.told(proposal, life.REFER_BACK, words)


def _postponed(proposal: Proposal, why: str | Message) -> None:
    proposal.postponed += 1
    _leave_agenda(proposal)
    reports.tell_reporters(proposal, life.POSTPONE)
    letters.told(proposal, life.POSTPONE, why)


def _check_ticked(proposal: Proposal) -> None:
    lacking = checks.missing(proposal)
    if lacking:
        titles = "; ".join(said(one.title) for one in lacking)
        raise NotPossible(
            _("schedule_checks", default="Not checked yet: ${checks}", mapping={"checks": titles}),
            "checks",
        )


def _open_item(proposal: Proposal) -> AgendaItem:
    """The item that it stands on, while its meeting goes on.

    :raises NotPossible: before and after.
    """
    item = scheduling.item_of(proposal)
    meeting = meeting_of(item) if item is not None else None
    if meeting is None or meeting_life.state(meeting) not in DECIDING:
        raise NotPossible(
            _(
                "postpone_when",
                default="This is recorded while the meeting goes on, or before its minutes are "
                "approved. Before it begins, take the proposal off its agenda.",
            )
        )
    return item


def _mark_postponed(item: AgendaItem) -> None:
    """The session says the same as the proposal.

    :raises NotPossible: for what it has decided already.
    """
    if results.result(item).outcome in results.DECIDED:
        raise NotPossible(_("postpone_decided", default="The meeting has decided on it already."))
    if meeting_life.state(meeting_of(item)) == meeting_life.IN_SESSION:
        try:
            results.set_outcome(item, results.POSTPONED)
        except MeetingError as error:
            raise NotPossible(error.message) from error


def _leave_agenda(proposal: Proposal) -> None:
    proposal.item = None
    grant(proposal)
    proposal.reindexObject()
