"""``@calendar``: one's own addresses for programs; what ``@@my-calendar`` is on a page."""

from AccessControl import Unauthorized
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.calendars import own
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides


class Calendar(Service):
    """``GET @calendar``"""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if api.user.is_anonymous():
            raise Unauthorized("Calendars are personal.")
        return {
            "@id": f"{self.context.absolute_url()}/@calendar",
            "items": [_described(feed) for feed in own.feeds()],
        }


class ChangeCalendar(Calendar):
    """``POST @calendar``: ``{"renew": true}`` or ``{"end": true}``; ``"committee"`` (UID)."""

    def reply(self) -> dict[str, Any]:
        if api.user.is_anonymous():
            raise Unauthorized("Calendars are personal.")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            act(json_body(self.request))
        except BadParameter as error:
            raise refused(error) from error
        return super().reply()


def act(data: dict[str, Any]) -> None:
    """What a program asks for.

    :raises BadParameter: for anything else.
    """
    committee = data.get("committee") or own.ALL
    if not isinstance(committee, str):
        raise BadParameter("committee", "must be a UID")
    if [data.get("renew"), data.get("end")].count(True) != 1:
        raise BadParameter("renew", "or end must be true")
    if data.get("end"):
        own.unsubscribe(committee)
        return
    try:
        own.subscribe(committee)
    except own.NotYours as error:
        raise BadParameter("committee", "is none whose meetings you may see") from error


def _described(feed: own.Feed) -> dict[str, Any]:
    brain = feed.committee
    committee = brain and {"@id": brain.getURL(), "UID": brain.UID, "title": brain.Title}
    return {"committee": committee, "url": feed.address, "webcal": feed.subscription or None}
