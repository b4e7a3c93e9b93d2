"""Who sees a recorded decision beside the steering group: the committees concerned.

The one that prepared it, and those that deal with the gaps behind it.
"""

from collections import defaultdict
from kim.portal.committees.groups import chair_group
from kim.portal.committees.groups import holders_group
from kim.portal.committees.groups import MEMBER_ROLE
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import committee_of
from kim.portal.decisions.decision import Decision
from kim.portal.deliberation.reports import gaps_of
from kim.portal.meetings import life as meeting_life
from kim.portal.proposals.proposal import Proposal
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


def is_secret(decision: Decision) -> bool:
    """Whether the item that it was decided on was confidential, or is by now."""
    if decision.confidential:
        return True
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=decision.record.get("item") or "-")
    return any(meeting_life.is_confidential(brain._unrestrictedGetObject()) for brain in found)


def insiders(decision: Decision) -> dict[str, set[str]]:
    """Groups and what they are to the decision; of a secret one those who may see its item."""
    roles: dict[str, set[str]] = defaultdict(set)
    if is_secret(decision):
        uid = api.content.get_uuid(committee_of(decision))
        roles[holders_group(uid)].add(MEMBER_ROLE)
        roles[chair_group(uid)].add(MEMBER_ROLE)
        return roles
    for uid in concerned(decision):
        roles[members_group(uid)].add(MEMBER_ROLE)
    return roles


def grant(decision: Decision) -> None:
    """Give everybody what they are; to a secret one nothing comes from the committee."""
    blocks = is_secret(decision)
    if blocks != bool(getattr(decision, "__ac_local_roles_block__", False)):
        decision.__ac_local_roles_block__ = blocks
        decision.reindexObjectSecurity()
    standing.grant(decision, insiders(decision))
