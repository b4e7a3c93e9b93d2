"""The internal comments on what is tracked: reading and writing them, for pages and programs.

Stock Plone shows comments to whoever sees the content; here each is seen by whoever may view it.
"""

from AccessControl import Unauthorized
from kim.portal import _
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.forms.posting import Posting
from kim.portal.privacy.guard import problems
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from plone import api
from plone.app.discussion.interfaces import IComment
from plone.app.discussion.interfaces import IConversation
from plone.dexterity.content import DexterityContent
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.services.discussion.conversation import CommentsGet
from Products.Five import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.component import createObject
from zope.component import getMultiAdapter
from zope.i18n import translate
from zope.interface import alsoProvides


REPLY = "Reply to item"


def visible(content: DexterityContent) -> list[IComment]:
    """The comments that the reader may see, oldest first."""
    found = IConversation(content).getComments()
    return [one for one in found if api.user.has_permission("View", obj=one)]


def may_add(content: DexterityContent) -> bool:
    return bool(api.user.has_permission(REPLY, obj=content))


def add(content: DexterityContent, text: str, confirmed: bool = False) -> IComment:
    """A comment by the current user; `confirmed` says that what was marked is not about a client.

    :raises NotPossible: without words, and for what is about clients.
    :raises Unauthorized: for whoever may not comment.
    """
    if not may_add(content):
        raise Unauthorized("You may not comment on this.")
    words = reason(text, "text")
    told = problems({"text": words}, confirmed)
    if told:
        raise NotPossible(told["text"], "text")
    comment = createObject("plone.Comment")
    comment.text = words
    user = api.user.get_current()
    comment.creator = comment.author_username = user.getId()
    comment.author_name = user.getProperty("fullname") or user.getUserName()
    conversation = IConversation(content)
    return conversation[conversation.addComment(comment)]


class Comment(Posting, BrowserView):
    """``@@comment``: takes what is written on a page, then goes back there."""

    def index(self) -> str:
        return self.go(self.context.absolute_url())

    def post(self) -> str:
        url = self.context.absolute_url()
        try:
            add(self.context, self.typed("text"), bool(self.typed("confirmed")))
        except NotPossible as error:
            api.portal.show_message(error.message, self.request, type="error")
            return self.go(f"{url}#comments")
        api.portal.show_message(_("comment_added", default="Your comment is there."), self.request)
        return self.go(f"{url}#comments")


class Comments(CommentsGet):
    """``GET @comments``, ``GET @comments/<id>``"""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        found = visible(self.context)
        if self.comment_id:
            found = [one for one in found if one.comment_id == self.comment_id]
            if not found:
                raise NotFound(self.request.getURL())
            return self._json(found[0])
        return {
            "@id": f"{self.context.absolute_url()}/@comments",
            "items_total": len(found),
            "items": [self._json(one) for one in found],
        }

    def _json(self, comment: IComment) -> dict[str, Any]:
        return getMultiAdapter((comment, self.request), ISerializeToJson)()


class AddComment(Comments):
    """``POST @comments``: ``{"text": …, "confirmed": true}``"""

    def reply(self) -> dict[str, Any]:
        if not api.user.has_permission("View", obj=self.context):
            raise NotFound(self.request.getURL())
        alsoProvides(self.request, IDisableCSRFProtection)
        data = json_body(self.request)
        text = data.get("text")
        try:
            made = add(
                self.context, text if isinstance(text, str) else "", data.get("confirmed") is True
            )
        except NotPossible as error:
            words = translate(error.message, context=self.request)
            raise refused(BadParameter(error.field, words)) from error
        self.request.response.setStatus(201)
        return self._json(made)
