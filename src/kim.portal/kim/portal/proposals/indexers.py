"""What the catalog knows of proposals."""

from kim.portal.committees.seat import committee_of
from kim.portal.proposals.proposal import IProposal
from plone import api
from plone.indexer import indexer


@indexer(IProposal)
def committee_uid(proposal: IProposal) -> str:
    """The committee that prepares it."""
    return api.content.get_uuid(committee_of(proposal))
