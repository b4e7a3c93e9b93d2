"""Comments on what is tracked: for those who work on it, never for whoever reported it.

They are those of plone.app.discussion. Its own forms are switched off (`allow_discussion` of the
types), since they guard nothing: comments come through `add`, are read through `comments`, and no
search finds them.
"""

from Acquisition import aq_chain
from Acquisition import aq_inner
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal.committees.views import person
from kim.portal.theme.marks import local_zone
from kim.portal.tracking.duties import ITracked
from kim.portal.tracking.guarding import guarded
from plone import api
from plone.app.discussion.interfaces import IComment
from plone.app.discussion.interfaces import IConversation
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.content import DexterityContent
from plone.indexer import indexer
from Products.CMFCore.interfaces import IWorkflowTool
from Products.CMFPlone.CatalogTool import allowedRolesAndUsers
from Products.CMFPlone.workflow import ToolWorkflowChain
from typing import Any
from zope.component import adapter
from zope.component import createObject
from zope.interface import implementer


WORKFLOW = "kim_comment_workflow"
COMMENT = "Reply to item"
REMOVE = "Delete objects"
LONGEST = 5_000


@dataclass(frozen=True)
class Remark:
    """A comment as its reader sees it; `removable` says whether they may take it out."""

    id: int
    who: str
    when: datetime
    text: str
    removable: bool


def may_comment(content: DexterityContent) -> bool:
    """Those who work on it in its present state (the workflow says who)."""
    return api.user.has_permission(COMMENT, obj=content)


def comments(content: DexterityContent) -> list[Remark]:
    """Those that its reader may see, oldest first: who was asked for a view sees their own."""
    check = api.user.has_permission
    if api.user.is_anonymous() or not check("View", obj=content):
        return []
    reader = api.user.get_current().getId()
    zone = local_zone(api.portal.get())
    return [
        Remark(
            one.comment_id,
            person(one.creator).name,
            one.creation_date.astimezone(zone),
            one.text,
            check(REMOVE, obj=one),
        )
        for one in IConversation(content).getComments()
        if one.creator == reader or check("View", obj=one)
    ]


def add(content: DexterityContent, text: str, confirmed: bool = False) -> int:
    """Comment on it; who may is asked before. The number of the comment.

    :raises NotPossible: where there is no text, or it tells of a client.
    """
    comment = createObject("plone.Comment")
    comment.text = guarded(text, confirmed, "text", LONGEST)
    comment.mime_type = "text/plain"
    comment.creator = comment.author_username = api.user.get_current().getId()
    comment.creation_date = comment.modification_date = datetime.now(UTC)
    return IConversation(content).addComment(comment)


def remove(content: DexterityContent, number: int) -> bool:
    """Take a comment out; False where there is none that the user may take out."""
    if not any(one.id == number and one.removable for one in comments(content)):
        return False
    del IConversation(content)[number]
    return True


@indexer(IComment)
def readers(comment: IComment) -> list[str]:
    """The catalog's ``allowedRolesAndUsers``: nobody, for comments on what is tracked."""
    return [] if _is_internal(comment) else allowedRolesAndUsers(comment, None)()


@implementer(IWorkflowChain)
@adapter(IComment, IWorkflowTool)
def chain_of_comments(comment: IComment, tool: Any) -> tuple[str, ...]:
    """Inside what is tracked comments have their own workflow; elsewhere that of their type."""
    return (WORKFLOW,) if _is_internal(comment) else ToolWorkflowChain(comment, tool)


def _is_internal(comment: IComment) -> bool:
    return any(ITracked.providedBy(one) for one in aq_chain(aq_inner(comment)))
