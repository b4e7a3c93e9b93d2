"""The acts on a proposal, each with what it needs (§ 3.2, 3.3)."""

from datetime import datetime
from kim.portal import _
from kim.portal.committees.committee import CASE
from kim.portal.committees.committee import STEERING
from kim.portal.committees.committee import STRUCTURE
from kim.portal.committees.seat import committee_of
from kim.portal.gaps import feedback
from kim.portal.gaps import settling
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.gaps.triage import committee_by_uid
from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import comes_late
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.proposals import folders
from kim.portal.proposals import life
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.standing import grant
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


def answer(proposal: Proposal, gaps: list[GapReport]) -> None:
    """Gap reports that it is to answer from now on, beside those that it answers already.

    :raises NotPossible: once it is submitted, and for reports that are answered.
    """
    check(proposal, life.DRAFT, life.IN_CONSULTATION)
    for gap in gaps:
        uid = api.content.get_uuid(gap)
        if uid not in proposal.gaps:
            settling.propose(gap, proposal.title)
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


def refer(proposal: Proposal, committee_uid: str, text: str) -> None:
    """From a group of the case level to one of the structural level (§ 3.3), with a reason.

    :raises NotPossible: for a group of another level, and from another level.
    """
    check(proposal, life.IN_CONSULTATION)
    committee = committee_by_uid(committee_uid)
    if committee_of(proposal).level != CASE or committee.level != STRUCTURE:
        raise NotPossible(
            _("refer_level", default="The case level refers to the structural level."), "committee"
        )
    take(proposal, life.REFER, f"{committee.title}: {reason(text)}")
    _move(proposal, folders.proposals_folder(committee))
    for gap in gaps_of(proposal):
        settling.move(gap, committee_uid)


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


def schedule(proposal: Proposal, meeting: Meeting, late: str = "") -> AgendaItem:
    """Put it on the agenda of a meeting, or of a written procedure, of the steering group.

    :raises NotPossible: for another committee, for a meeting that is over or called off, and where
        it comes late and does not say why.
    """
    check(proposal, life.SUBMITTED)
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
    return item


def unschedule(proposal: Proposal, why: str | Message) -> None:
    """Off the agenda, since the meeting was called off or the item is gone; it waits again."""
    check(proposal, life.SCHEDULED)
    follow(proposal, life.UNSCHEDULE, why)
    _leave_agenda(proposal)


def postpone(proposal: Proposal, text: str) -> None:
    """The steering group put it off: it waits for another meeting, counted."""
    check(proposal, life.SCHEDULED)
    take(proposal, life.POSTPONE, reason(text))
    _put_off(proposal)


def postpone_with(proposal: Proposal, text: str | Message) -> None:
    """The same, as it follows from what was recorded at a meeting, whoever closes that."""
    check(proposal, life.SCHEDULED)
    follow(proposal, life.POSTPONE, text)
    _put_off(proposal)


def _put_off(proposal: Proposal) -> None:
    proposal.postponed += 1
    _leave_agenda(proposal)
    tell_reporters(proposal, life.POSTPONE)


def refer_back(proposal: Proposal, question: str) -> None:
    """Back to the working group with a question of the steering group."""
    check(proposal, life.SCHEDULED)
    take(proposal, life.REFER_BACK, reason(question, "question"))
    _leave_agenda(proposal)
    tell_reporters(proposal, life.REFER_BACK)


def decide(proposal: Proposal, adopted: bool, number: str) -> None:
    """The chair has confirmed the decision with that number; called with it alone.

    :raises WorkflowException: for whoever does not chair the steering group.
    """
    check(proposal, life.SCHEDULED)
    words = _("why_decided", default="Decision ${number}", mapping={"number": number})
    take(proposal, life.ADOPT if adopted else life.REJECT, words)
    tell_reporters(proposal, life.ADOPT if adopted else life.REJECT)
    if not adopted:
        settle_gaps(proposal)


def implement(proposal: Proposal) -> None:
    """The first mandate is given; later ones change nothing."""
    if api.content.get_state(proposal) == life.ADOPTED:
        take(proposal, life.IMPLEMENT, _("why_implement", default="The first mandate is given."))


def complete(proposal: Proposal, results: list[str]) -> None:
    """All mandates are confirmed; `results` say what changed."""
    check(proposal, life.IN_IMPLEMENTATION)
    take(proposal, life.COMPLETE, "\n\n".join(results))
    settle_gaps(proposal)


def close(proposal: Proposal, text: str) -> None:
    """It needs no mandate, or all were revoked; says what changed."""
    check(proposal, life.ADOPTED, life.IN_IMPLEMENTATION)
    take(proposal, life.CLOSE, reason(text))
    settle_gaps(proposal)


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


def tell_reporters(proposal: Proposal, outcome: str) -> None:
    """Every reporter behind it hears of every outcome."""
    for gap in gaps_of(proposal):
        feedback.told(gap, outcome, proposal.title)


def _leave_agenda(proposal: Proposal) -> None:
    proposal.item = None
    grant(proposal)
    proposal.reindexObject()


def _move(proposal: Proposal, folder: DexterityContent) -> None:
    """To another committee: the one place where it moves, with raised rights."""
    with api.env.adopt_roles(["Manager"]):
        api.content.move(source=proposal, target=folder, safe_id=True)
