"""Comments on what is tracked: for those who work on it, never for whoever reported it."""

from Acquisition import aq_chain
from Acquisition import aq_inner
from kim.portal.tracking.duties import ITracked
from plone.app.discussion.interfaces import IComment
from plone.base.interfaces import IWorkflowChain
from Products.CMFCore.interfaces import IWorkflowTool
from Products.CMFPlone.workflow import ToolWorkflowChain
from typing import Any
from zope.component import adapter
from zope.interface import implementer


WORKFLOW = "kim_comment_workflow"


@implementer(IWorkflowChain)
@adapter(IComment, IWorkflowTool)
def chain_of_comments(comment: IComment, tool: Any) -> tuple[str, ...]:
    """Inside what is tracked comments have their own workflow; elsewhere that of their type."""
    if any(ITracked.providedBy(one) for one in aq_chain(aq_inner(comment))):
        return (WORKFLOW,)
    return ToolWorkflowChain(comment, tool)
