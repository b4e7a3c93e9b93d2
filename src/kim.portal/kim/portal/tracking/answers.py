"""What is tracked, for programs: ``@way``, ``@comments``, and the base of services and steps."""

from collections.abc import Iterator
from contextlib import contextmanager
from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.access.sent import text_in
from kim.portal.forms.invalid import Refused
from kim.portal.tracking import comments
from kim.portal.tracking import way
from plone.dexterity.content import DexterityContent
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import IRequest


@contextmanager
def possible(request: IRequest) -> Iterator[None]:
    """What a rule refuses is the asker's mistake, told with the parameter at fault.

    :raises BadParameter: in place of `Refused`; services turn it into 400, as `@workflow` does.
    """
    try:
        yield
    except Refused as error:
        words = translate(error.message, context=request)
        raise BadParameter(error.field or "state", words) from error


@implementer(IAct)
class Act:
    """Base of adapters to `IAct`: `act` takes the step."""

    def __init__(self, content: DexterityContent, request: IRequest) -> None:
        self.content = content
        self.request = request

    def __call__(self, data: dict[str, Any]) -> None:
        with possible(self.request):
            self.act(data)

    def act(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


class Answer(Service):
    """Base of services: nothing is kept by caches; 400 names what is at fault."""

    def render(self) -> Any:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return super().render()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Around what may be refused."""
        try:
            with possible(self.request):
                yield
        except BadParameter as error:
            raise refused(error) from error

    @contextmanager
    def done(self) -> Iterator[dict[str, Any]]:
        """Around what writes; gives the body."""
        alsoProvides(self.request, IDisableCSRFProtection)
        with self.asked():
            yield json_body(self.request)


class Way(Answer):
    """``GET @way``: the stations that the asker may see, oldest first."""

    def reply(self) -> dict[str, Any]:
        def said(words: str) -> str:
            return translate(words, context=self.request)

        return {
            "@id": f"{self.context.absolute_url()}/@way",
            "items": [
                {
                    "@id": one.url,
                    "title": one.title,
                    "kind": said(one.kind),
                    "step": said(one.what),
                    "review_state": one.state,
                    "who": said(one.who),
                    "when": one.when.isoformat(),
                    "why": one.why,
                    "here": one.here,
                }
                for one in way.way(self.context)
            ],
        }


class Comments(Answer):
    """``GET @comments``: those that the asker may see."""

    def reply(self) -> dict[str, Any]:
        found = comments.comments(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@comments",
            "items_total": len(found),
            "permissions": {"can_reply": comments.may_comment(self.context)},
            "items": [
                {
                    "comment_id": str(one.id),
                    "author_name": one.who,
                    "creation_date": one.when.isoformat(),
                    "text": {"data": one.text, "mime-type": "text/plain"},
                    "is_deletable": one.removable,
                }
                for one in found
            ],
        }


class AddComment(Answer):
    """``POST @comments``: ``{"text": "…", "no_clients": false}``"""

    def reply(self) -> None:
        if not comments.may_comment(self.context):
            raise Forbidden(self.request.getURL())
        with self.done() as data:
            comments.add(self.context, text_in(data, "text"), data.get("no_clients") is True)
        return self.reply_no_content()


@implementer(IPublishTraverse)
class RemoveComment(Answer):
    """``DELETE @comments/<number>``"""

    number = ""

    def publishTraverse(self, request: IRequest, name: str) -> "RemoveComment":
        self.number = name
        return self

    def reply(self) -> None:
        alsoProvides(self.request, IDisableCSRFProtection)
        number = int(self.number) if self.number.isdecimal() and len(self.number) < 20 else 0
        if not comments.remove(self.context, number):
            raise NotFound(self.request.getURL())
        return self.reply_no_content()


class ChangeComment(Answer):
    """``PATCH @comments``: what was said stays as it was said."""

    def reply(self) -> None:
        raise Forbidden(self.request.getURL())
