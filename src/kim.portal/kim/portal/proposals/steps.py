"""The acts on a proposal, each with what it needs (§ 3.2, 3.3)."""

from datetime import datetime
from kim.portal import _
from kim.portal.committees.committee import CASE
from kim.portal.committees.committee import STEERING
from kim.portal.committees.committee import STRUCTURE
from kim.portal.committees.seat import committee_of
from kim.portal.gaps import feedback
from kim.portal.gaps import life as gap_life
from kim.portal.gaps import settling
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.gaps.triage import committee_by_uid
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
from kim.portal.proposals import folders
from kim.portal.proposals import letters
from kim.portal.proposals import life
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.standing import grant
from kim.portal.sessions import results
from kim.portal.tracking import way
from kim.portal.tracking.life import check
from kim.portal.tracking.life import follow
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from kim.portal.tracking.life import steps
from kim.portal.tracking.life import take
from plone import api
from plone.dexterity.content import DexterityContent
from Products.CMFCore.indexing import processQueue
from zope.i18nmessageid import Message


#: States of a meeting in which its agenda can still lose an item, and in which it decides.
BEFORE = (meeting_life.PLANNED, meeting_life.INVITED)
DECIDING = (meeting_life.IN_SESSION, meeting_life.HELD)


def answer(proposal: Proposal, gaps: list[GapReport]) -> None:
    """Gap reports that it is to answer from now on, beside those that it answers already.

    :raises NotPossible: once it is submitted, and for reports that are answered.
    """
    check(proposal, life.DRAFT, life.IN_CONSULTATION)
    for gap in gaps:
        uid = api.content.get_uuid(gap)
        if uid not in proposal.gaps:
            settling.propose(gap)
            proposal.gaps = (*proposal.gaps, uid)
    proposal.reindexObject()


def table(proposal: Proposal) -> None:
    """The working group discusses it from now on; others can be asked."""
    check(proposal, life.DRAFT)
    take(proposal, life.TABLE, _("why_table", default="Put up for discussion."))


def submit(proposal: Proposal) -> None:
    """To the office; the text is kept as a version, and does not change any more."""
    check(proposal, life.IN_CONSULTATION)
    version = versions.freeze(proposal)
    words = _("why_submit", default="Version ${number}.", mapping={"number": version.number})
    take(proposal, life.SUBMIT, words)


def refer(proposal: Proposal, committee_uid: str, text: str) -> Proposal:
    """From a group of the case level to one of the structural level (§ 3.3), with a reason.

    The proposal as it stands there is returned.

    :raises NotPossible: for a group of another level, and from another level.
    """
    check(proposal, life.IN_CONSULTATION)
    committee = committee_by_uid(committee_uid)
    if committee_of(proposal).level != CASE or committee.level != STRUCTURE:
        raise NotPossible(
            _("refer_level", default="The case level refers to the structural level."), "committee"
        )
    take(proposal, life.REFER, f"{committee.title}: {reason(text)}")
    moved = _move(proposal, folders.proposals_folder(committee))
    for gap in gaps_of(moved):
        settling.move(gap, committee_uid)
    letters.told(moved, life.REFER, reason(text))
    return moved


def withdraw(proposal: Proposal, text: str) -> None:
    """It is not followed up; its gaps go back to their working group."""
    check(proposal, life.DRAFT, life.IN_CONSULTATION, life.SUBMITTED)
    take(proposal, life.WITHDRAW, reason(text))
    tell_reporters(proposal, life.WITHDRAW)
    settle_gaps(proposal)


def give_back(proposal: Proposal, text: str) -> None:
    """The office finds that something is missing."""
    check(proposal, life.SUBMITTED)
    take(proposal, life.RETURN, reason(text))
    checks.reset(proposal)
    letters.told(proposal, life.RETURN, reason(text))


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
    if comes_late(meeting) and not late.strip():
        raise NotPossible(_("error_late", default="It comes late: please say why."), "late")
    item = agenda.add(
        meeting,
        title=proposal.title,
        kind=DECISION,
        motion=proposal.motion,
        rapporteur=committee_of(proposal).title,
        late=late.strip() or None,
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
    if meeting is not None and meeting_life.state(meeting) not in BEFORE:
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
    tell_reporters(proposal, life.REFER_BACK)
    letters.told(proposal, life.REFER_BACK, words)


def decide(proposal: Proposal, adopted: bool, number: str, tells: bool) -> None:
    """The chair has confirmed the decision with that number; called with it alone.

    `tells` where no extract goes to those who wait for it.

    :raises WorkflowException: for whoever does not chair the steering group.
    """
    check(proposal, life.SCHEDULED)
    words = _("why_decided", default="Decision ${number}", mapping={"number": number})
    step = life.ADOPT if adopted else life.REJECT
    take(proposal, step, words)
    if tells:
        tell_reporters(proposal, step)
        letters.told(proposal, step, words)
    if not adopted:
        settle_gaps(proposal)


def implement(proposal: Proposal) -> None:
    """The first mandate is given; later ones change nothing."""
    if api.content.get_state(proposal) == life.ADOPTED:
        take(proposal, life.IMPLEMENT, _("why_implement", default="The first mandate is given."))


def complete(proposal: Proposal, results: list[str]) -> None:
    """All mandates are confirmed; `results` say what changed."""
    check(proposal, life.IN_IMPLEMENTATION)
    _end(proposal, life.COMPLETE, "\n\n".join(results))


def close(proposal: Proposal, text: str) -> None:
    """It needs no mandate, or all were revoked; says what changed.

    :raises NotPossible: while somebody still has to do what follows from it.
    """
    check(proposal, life.ADOPTED, life.IN_IMPLEMENTATION)
    if way.is_under_way(proposal):
        raise NotPossible(
            _(
                "close_open",
                default="Mandates are still open: they are confirmed or revoked first.",
            )
        )
    _end(proposal, life.CLOSE, reason(text))


def gaps_of(proposal: Proposal) -> list[GapReport]:
    """The gap reports behind it, whoever may see them."""
    catalog = api.portal.get_tool("portal_catalog")
    uids = list(proposal.gaps)
    brains = catalog.unrestrictedSearchResults(UID=uids) if uids else []
    found = [brain._unrestrictedGetObject() for brain in brains]
    return [gap for gap in found if IGapReport.providedBy(gap)]


def proposals_for(gap: GapReport) -> list[Proposal]:
    """All proposals that answer a gap report, whoever may see them."""
    catalog = api.portal.get_tool("portal_catalog")
    uid = api.content.get_uuid(gap)
    brains = catalog.unrestrictedSearchResults(portal_type="Proposal", follows=uid)
    return [brain._unrestrictedGetObject() for brain in brains]


def settle_gaps(proposal: Proposal) -> None:
    """Its gaps follow: resolved by what was implemented, or back to their working group."""
    for gap in gaps_of(proposal):
        found = proposals_for(gap)
        states = [api.content.get_state(one) for one in found]
        before = settling.objected_at(gap)
        done = [outcome for one in found if (outcome := outcome_of(one, before))]
        settling.settle(
            gap,
            any(state in life.OPEN for state in states),
            done,
            api.content.get_uuid(committee_of(proposal)),
        )


def outcome_of(proposal: Proposal, after: datetime | None) -> str:
    """What was said when it was completed or closed, after a moment; empty where it was not."""
    done = [step for step in steps(proposal) if step.name in (life.COMPLETE, life.CLOSE)]
    return done[-1].why if done and (after is None or done[-1].when > after) else ""


def _end(proposal: Proposal, step: str, words: str) -> None:
    """It is implemented: reporters hear it with the answer to their gap, or now."""
    take(proposal, step, words)
    settle_gaps(proposal)
    for gap in gaps_of(proposal):
        if api.content.get_state(gap) in gap_life.OPEN:
            feedback.told(gap, step)
    letters.told(proposal, step, words)


def tell_reporters(proposal: Proposal, outcome: str) -> None:
    """Every reporter behind it hears of every outcome."""
    for gap in gaps_of(proposal):
        feedback.told(gap, outcome)


def _postponed(proposal: Proposal, why: str | Message) -> None:
    proposal.postponed += 1
    _leave_agenda(proposal)
    tell_reporters(proposal, life.POSTPONE)
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


def _move(proposal: Proposal, folder: DexterityContent) -> Proposal:
    """To another committee: the one place where it moves, with raised rights."""
    with api.env.adopt_roles(["Manager"]):
        return api.content.move(source=proposal, target=folder, safe_id=True)
