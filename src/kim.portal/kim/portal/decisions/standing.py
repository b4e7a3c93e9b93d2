"""Who sees a recorded decision beside the steering group: the committees concerned.

The one that prepared it, and those that deal with the gaps behind it.
"""

from collections import defaultdict
from kim.portal.committees.groups import MEMBER_ROLE
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import committee_of
from kim.portal.decisions.decision import Decision
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.steps import gaps_of
from kim.portal.tracking import standing
from kim.portal.tracking import way
from plone import api


def concerned(decision: Decision) -> set[str]:
    """UIDs of the committees that prepared it or deal with a gap behind it."""
    found = set()
    for proposal in proposals_of(decision):
        found.add(api.content.get_uuid(committee_of(proposal)))
        found |= {gap.committee for gap in gaps_of(proposal) if gap.committee}
    return found


def proposals_of(decision: Decision) -> list[Proposal]:
    """The proposal that it answers, or none."""
    return way.before(decision)


def grant(decision: Decision) -> None:
    roles: dict[str, set[str]] = defaultdict(set)
    for uid in concerned(decision):
        roles[members_group(uid)].add(MEMBER_ROLE)
    standing.grant(decision, roles)
