"""Answers to programs that everybody may read: what all of our own reading services share.

Visitors' answers follow the site's change mark as pages do: a program asks again with the ETag and
gets a 304 while nothing has changed. Any web page may read them, as a visitor and no more. Whoever
logs in gets an answer of their own that nobody keeps.
"""

from collections.abc import Iterable
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.app.caching.operations.utils import getETagAnnotation
from plone.app.caching.operations.utils import isModified
from plone.app.caching.operations.utils import notModified
from plone.caching.interfaces import ICachingOperation
from plone.i18n.interfaces import ILanguageUtility
from plone.rest.cors import CORSPolicy
from plone.rest.interfaces import IAPIRequest
from plone.rest.interfaces import ICORSPolicy
from plone.restapi.services import Service
from typing import Any
from urllib.parse import urlencode
from zope.component import adapter
from zope.component import getUtility
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse

import json


#: Plone's own parameter on every address: the language of titles and labels.
LANGUAGE = "set_language"
#: Kept by whoever likes, shown to nobody without asking here.
VISITORS = "public, max-age=0, must-revalidate"
MEMBERS = "private, no-store"
VARY = "Accept, Accept-Language, Cookie"


class IOpenAnswer(Interface):
    """A service that only reads and is open to everybody."""


@implementer(IOpenAnswer)
class OpenAnswer(Service):
    """A reading service whose every parameter is known; ``name``: how it is called."""

    name = ""

    def render(self) -> str:
        self.check_permission()
        response = self.request.response
        response.setHeader("Vary", VARY)
        if not api.user.is_anonymous():
            response.setHeader("Cache-Control", MEMBERS)
        try:
            self._check_language()
            answer = self.reply()
        except BadParameter as error:
            raise refused(error) from error
        # One answer in a language sets nobody's language; and what all may keep sets no cookie.
        response.cookies.pop("I18N_LANGUAGE", None)
        response.setHeader("Content-Type", self.content_type)
        return json.dumps(answer, separators=(",", ":"))

    def check_names(self, known: Iterable[str]) -> None:
        """Refuse what nobody will read: a filter with a slip in its name would find too much."""
        names = {*known, LANGUAGE}
        for name in self.request.form:
            if name not in names:
                raise BadParameter(name, "is not a parameter of this service")

    def address(self, parameters: Iterable[tuple[str, str]] = ()) -> str:
        """The service's own address, in the language that was asked for."""
        language = self.request.form.get(LANGUAGE)
        found = [*parameters, *([(LANGUAGE, language)] if language else [])]
        base = f"{self.context.absolute_url()}/{self.name}"
        return f"{base}?{urlencode(found)}" if found else base

    def _check_language(self) -> None:
        known = getUtility(ILanguageUtility).getSupportedLanguages()
        if self.request.form.get(LANGUAGE, known[0]) not in known:
            raise BadParameter(LANGUAGE, f"must be one of {', '.join(known)}")


@implementer(ICachingOperation)
@adapter(IOpenAnswer, IKimLayer)
class AnswerCaching:
    """In place of the pages' caching: without their memory, which endless queries would fill."""

    def __init__(self, published: OpenAnswer, request: HTTPRequest) -> None:
        self.published = published
        self.request = request

    def interceptResponse(self, rulename: str, response: HTTPResponse) -> str | None:
        if not api.user.is_anonymous() or not self.request.getHeader("If-None-Match"):
            return None
        if isModified(self.request, etag=self._etag()):
            return None
        body = notModified(self.published, self.request, response)
        self._set_headers(response)
        OpenPolicy(self.published, self.request).process_simple_request()
        return body

    def modifyResponse(self, rulename: str, response: HTTPResponse) -> None:
        if api.user.is_anonymous() and response.getStatus() == 200:
            self._set_headers(response)

    def _etag(self) -> str:
        return getETagAnnotation(self.published, self.request, keys=("kim.portal",))

    def _set_headers(self, response: HTTPResponse) -> None:
        response.setHeader("ETag", f'"{self._etag()}"', literal=1)
        response.setHeader("Cache-Control", VISITORS)
        response.setHeader("Vary", VARY)


class OpenPolicy(CORSPolicy):
    """Any web page may read the answer; said always, so that a kept answer serves all of them."""

    allow_origin = ["*"]
    allow_credentials = False
    allow_methods = ["GET"]
    allow_headers = ["Accept", "Accept-Language", "If-None-Match"]
    expose_headers = ["ETag"]
    max_age = "86400"

    def _allowed_origin(self) -> str:
        return "*"


@implementer(ICORSPolicy)
@adapter(Interface, IKimLayer)
def open_policy(context: Any, request: HTTPRequest) -> OpenPolicy | None:
    """None for all but visitors of the open services: a policy of plone.rest is for all services.

    Errors are answered under the same policy, so that a program can read why it was refused.
    """
    if not _is_open(request) or not api.user.is_anonymous():
        return None
    return OpenPolicy(context, request)


def _is_open(request: HTTPRequest) -> bool:
    published = request.get("PUBLISHED")
    if published is not None:
        return IOpenAnswer.providedBy(published)
    # Refused before it was known what is asked for.
    last = request.get("PATH_INFO", "").rstrip("/").rpartition("/")[2]
    return IAPIRequest.providedBy(request) and request.method == "GET" and last in NAMES


#: The open services.
DIRECTORY, SUGGEST, OPENAPI = NAMES = ("@directory", "@suggest", "@openapi")
