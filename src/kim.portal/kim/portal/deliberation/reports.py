"""The gap reports behind a proposal: what becomes of them, what their reporters hear."""

from datetime import datetime
from kim.portal.committees.seat import committee_of
from kim.portal.gaps import feedback
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.proposals import life
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking.life import steps
from kim.portal.triage import settling
from plone import api


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
        feedback.told(gap, outcome)
