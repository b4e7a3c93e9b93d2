"""Who is what to a proposal beside the committee that it stands in.

Bodies asked for an opinion; from scheduled on the committee that decides; once it is decided,
whoever is to carry it out.
"""

from collections import defaultdict
from kim.portal.committees.groups import chair_group
from kim.portal.committees.groups import members_group
from kim.portal.committees.groups import STEERING_CHAIR_ROLE
from kim.portal.committees.groups import STEERING_MEMBER_ROLE
from kim.portal.committees.seat import committee_of
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking import bodies
from kim.portal.tracking import standing
from plone import api
from zope.annotation.interfaces import IAnnotations


#: Where opinions are kept, by the token of the body that was asked.
KEY = "kim.portal.opinions"


def grant(proposal: Proposal) -> None:
    """Give everybody what they are to the proposal, and nobody else anything."""
    roles: dict[str, set[str]] = defaultdict(set)
    for token in IAnnotations(proposal).get(KEY, ()):
        roles[bodies.group_of(token)].add(standing.CONSULTED_ROLE)
    item = scheduling.item_of(proposal)
    if item is not None:
        uid = api.content.get_uuid(committee_of(item))
        roles[members_group(uid)].add(STEERING_MEMBER_ROLE)
        roles[chair_group(uid)].update((STEERING_MEMBER_ROLE, STEERING_CHAIR_ROLE))
    if proposal.addressee:
        roles[bodies.group_of(proposal.addressee)].add(standing.ADDRESSEE_ROLE)
    standing.grant(proposal, roles)
