"""``GET @outbox`` and ``POST @outbox/<id>/again`` or ``…/drop``: what ``@@outbox`` is on a page.

``GET`` and ``PATCH @mail-settings``: what ``@@mail-settings`` is.
"""

from AccessControl import Unauthorized
from dataclasses import asdict
from kim.portal import _
from kim.portal.notifications import keeping
from kim.portal.notifications import outbox
from kim.portal.notifications import preferences
from kim.portal.notifications.ledger import NoLetter
from kim.portal.notifications.ledger import Posted
from kim.portal.notifications.ledger import Settled
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from typing import Self
from zExceptions import BadRequest
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import IRequest


WRONG = _("mail_settings_wrong", default="mails: must be one of ${choices}")


class Outbox(Service):
    """The lists."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        found = outbox.overview()
        url = f"{self.context.absolute_url()}/@outbox"
        lists = ("waiting", "unclear", "failed", "sent")
        return {"@id": url, "can_send": found.can_send} | {
            name: [_item(each, url) for each in getattr(found, name)] for name in lists
        }


@implementer(IPublishTraverse)
class Decide(Service):
    """What the office decides about one letter."""

    path: tuple[str, ...] = ()

    def publishTraverse(self, request: IRequest, name: str) -> Self:
        self.path = (*self.path, name)
        return self

    def reply(self) -> Any:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if len(self.path) != 2 or self.path[1] not in outbox.ACTS:
            raise NotFound("@outbox/<id>/again or @outbox/<id>/drop")
        letter_id, act = self.path
        # The asker logs in with each request; there is no form whose token could be sent.
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            outbox.ACTS[act](letter_id)
        except NoLetter as error:
            raise NotFound("There is no such letter.") from error
        except Settled:
            self.request.response.setStatus(409)
            message = "This letter is sent, given up, or just being sent."
            return {"error": {"type": "Conflict", "message": message}}
        return self.reply_no_content()


def _item(letter: Posted, url: str) -> dict[str, Any]:
    return {
        "@id": f"{url}/{letter.id}",
        **asdict(letter),
        "posted": letter.posted.isoformat(timespec="seconds"),
        "sent": letter.sent.isoformat(timespec="seconds") if letter.sent else None,
    }


class MailSettings(Service):
    """What the asker has chosen, and how many messages are kept for the next digest."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        person = own_id()
        return {
            "@id": f"{self.context.absolute_url()}/@mail-settings",
            "mails": preferences.chosen(person),
            "kept": len(keeping.messages(person)),
        }


class ChangeMailSettings(MailSettings):
    """``{"mails": "daily"}`` or ``{"mails": "at_once"}``"""

    def reply(self) -> dict[str, Any]:
        person = own_id()
        choice = json_body(self.request).get("mails")
        if choice not in preferences.CHOICES:
            mapping = {"choices": ", ".join(preferences.CHOICES)}
            message = _(WRONG, default=WRONG.default, mapping=mapping)
            said = translate(message, context=self.request)
            raise BadRequest([{"field": "mails", "path": ["mails"], "message": said}])
        # The asker logs in with each request; there is no form whose token could be sent.
        alsoProvides(self.request, IDisableCSRFProtection)
        preferences.choose(person, choice)
        return super().reply()


def own_id() -> str:
    """:raises Unauthorized: for a visitor."""
    if api.user.is_anonymous():
        raise Unauthorized("Settings are personal.")
    return api.user.get_current().getId()
