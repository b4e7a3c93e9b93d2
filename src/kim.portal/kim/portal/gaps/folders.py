"""Where gap reports are (``/luecken``)."""

from plone.base.interfaces import IWorkflowChain
from Products.CMFCore.interfaces import IWorkflowTool
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


FOLDER = "luecken"


class IGapFolder(Interface):
    """Marks the folder of gap reports."""


@implementer(IWorkflowChain)
@adapter(IGapFolder, IWorkflowTool)
def chain_of_gaps(folder: IGapFolder, tool: IWorkflowTool) -> tuple[str, ...]:
    return ("kim_gaps_workflow",)
