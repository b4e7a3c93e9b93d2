"""What services of proposals share: how they answer, and read what is sent."""

from collections.abc import Callable
from datetime import date
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.tracking.life import NotPossible
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import alsoProvides


def asked(act: Callable[[], Any]) -> Any:
    """What a rule refuses is the asker's mistake.

    :raises BadParameter: naming what is at fault.
    """
    try:
        return act()
    except NotPossible as error:
        words = translate(error.message, context=getRequest())
        raise BadParameter(error.field or "state", words) from error


class Answer(Service):
    """Base of the services."""

    def reply(self) -> Any:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        try:
            return self.answer()
        except BadParameter as error:
            raise refused(error) from error

    def answer(self) -> Any:
        raise NotImplementedError

    def sent(self) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        return json_body(self.request)


def text_in(data: dict[str, Any], name: str, default: str | None = None) -> str:
    """:raises BadParameter: for what is no text, or is not there."""
    value = data.get(name, default)
    if not isinstance(value, str):
        raise BadParameter(name, "must be text")
    return value


def texts_in(data: dict[str, Any], name: str) -> list[str]:
    """:raises BadParameter: for what is no list of texts."""
    value = data.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadParameter(name, "must be a list of texts")
    return value


def day_in(data: dict[str, Any], name: str) -> date:
    """:raises BadParameter: for what is no day."""
    try:
        return date.fromisoformat(data.get(name))
    except (TypeError, ValueError) as error:
        raise BadParameter(name, "must be a day such as 2026-11-30") from error


def day(value: Any) -> str | None:
    return value.isoformat() if value else None
