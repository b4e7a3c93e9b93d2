"""Where a committee keeps its proposals (``vorschlaege``)."""

from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import IForMembers
from kim.portal.committees.papers import make_folder
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.content import DexterityContent
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import adapter
from zope.interface import implementer


PROPOSALS = "vorschlaege"


class IProposalFolder(IForMembers):
    """Marks the folder of a committee's proposals."""


@implementer(IWorkflowChain)
@adapter(IProposalFolder, IWorkflowTool)
def chain_of_proposals(folder: IProposalFolder, tool: IWorkflowTool) -> tuple[str, ...]:
    return ("kim_proposals_workflow",)


def furnish(committee: Committee) -> None:
    """Make the folder where it is missing."""
    if PROPOSALS not in committee:
        title = _("folder_proposals", default="Proposals")
        make_folder(committee, PROPOSALS, title, IProposalFolder, ("Proposal",))


def proposals_folder(committee: Committee) -> DexterityContent:
    return committee[PROPOSALS]
