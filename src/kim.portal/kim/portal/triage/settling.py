"""What becomes of a gap report by the proposals that answer it; called by the room of proposals."""

from collections.abc import Collection
from datetime import datetime
from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.standing import grant
from kim.portal.tracking.life import check
from kim.portal.tracking.life import follow
from kim.portal.tracking.life import steps
from kim.portal.tracking.life import take
from kim.portal.triage import triage
from plone import api


def propose(gap: GapReport) -> None:
    """A proposal is to answer it; what it is called is for those who see the proposal.

    :raises NotPossible: where it is a draft, or answered already.
    :raises WorkflowException: for whoever may not work on it.
    """
    check(gap, *life.OPEN)
    take(gap, life.PROPOSE, _("why_propose", default="A proposal is being prepared."))


def move(gap: GapReport, committee: str) -> None:
    """A proposal that answers it was referred to another committee, by its UID: it goes along."""
    if api.content.get_state(gap) == life.IN_PROPOSAL:
        gap.committee = committee
        grant(gap)
        gap.reindexObject()


def objected_at(gap: GapReport) -> datetime | None:
    """When whoever reported it objected: what was done before does not answer it."""
    found = [step.when for step in steps(gap) if step.name == life.OBJECT]
    return found[-1] if found else None


def settle(gap: GapReport, open_: bool, implemented: Collection[str], committee: str) -> None:
    """After a proposal came to an end: `open_` says whether another one is under way.

    `implemented` are words on what changed, one a proposal; `committee` is the UID of the one that
    goes on where there was none. It follows from the act on the proposal, whoever took that.
    """
    if open_ or api.content.get_state(gap) != life.IN_PROPOSAL:
        return
    if implemented:
        triage.end(gap, life.RESOLVE, "\n\n".join(implemented), follow)
        return
    gap.committee = gap.committee or committee
    words = _("why_settle", default="No proposal for it is under way any more.")
    follow(gap, life.SETTLE, words)
    grant(gap)
