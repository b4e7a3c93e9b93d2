"""The acts on a proposal, each with what it needs (§ 3.2, 3.3)."""

from kim.portal import _
from kim.portal.committees.committee import CASE
from kim.portal.committees.committee import STRUCTURE
from kim.portal.committees.seat import committee_of
from kim.portal.deliberation import letters
from kim.portal.deliberation import reports
from kim.portal.gaps import feedback
from kim.portal.gaps import life as gap_life
from kim.portal.gaps.committees import committee_by_uid
from kim.portal.gaps.gap import GapReport
from kim.portal.proposals import checks
from kim.portal.proposals import folders
from kim.portal.proposals import life
from kim.portal.proposals import versions
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking import way
from kim.portal.tracking.life import check
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from kim.portal.tracking.life import take
from kim.portal.triage import settling
from plone import api
from plone.dexterity.content import DexterityContent


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
    for gap in reports.gaps_of(moved):
        settling.move(gap, committee_uid)
    letters.told(moved, life.REFER, reason(text))
    return moved


def withdraw(proposal: Proposal, text: str) -> None:
    """It is not followed up; its gaps go back to their working group."""
    check(proposal, life.DRAFT, life.IN_CONSULTATION, life.SUBMITTED)
    take(proposal, life.WITHDRAW, reason(text))
    reports.tell_reporters(proposal, life.WITHDRAW)
    reports.settle_gaps(proposal)


def give_back(proposal: Proposal, text: str) -> None:
    """The office finds that something is missing."""
    check(proposal, life.SUBMITTED)
    take(proposal, life.RETURN, reason(text))
    checks.reset(proposal)
    letters.told(proposal, life.RETURN, reason(text))


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
        reports.tell_reporters(proposal, step)
        letters.told(proposal, step, words)
    if not adopted:
        reports.settle_gaps(proposal)


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

    :raises NotPossible: while a mandate is open.
    """
    check(proposal, life.ADOPTED, life.IN_IMPLEMENTATION)
    if way.pending(proposal):
        raise NotPossible(
            _(
                "close_open",
                default="Mandates are still open: they are confirmed or revoked first.",
            )
        )
    _end(proposal, life.CLOSE, reason(text))


def _end(proposal: Proposal, step: str, words: str) -> None:
    """It is implemented: reporters hear it with the answer to their gap, or now."""
    take(proposal, step, words)
    reports.settle_gaps(proposal)
    for gap in reports.gaps_of(proposal):
        if api.content.get_state(gap) in gap_life.OPEN:
            feedback.told(gap, step)
    letters.told(proposal, step, words)


def _move(proposal: Proposal, folder: DexterityContent) -> Proposal:
    """To another committee: the one place where it moves, with raised rights."""
    with api.env.adopt_roles(["Manager"]):
        return api.content.move(source=proposal, target=folder, safe_id=True)
