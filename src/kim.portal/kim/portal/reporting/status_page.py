"""``@@meldung/<token>``: the page, and ``@gap-status/<token>`` for programs."""

from kim.portal import _
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.access.sensitive import forgetful
from kim.portal.admission import posting
from kim.portal.admission.views import FORBIDDEN
from kim.portal.admission.views import LinkPage
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.status import address
from kim.portal.intake import rate
from kim.portal.intake.gate import MANY
from kim.portal.notifications.links import LinkError
from kim.portal.privacy.findings import findings
from kim.portal.privacy.marking import Marked
from kim.portal.privacy.marking import marked
from kim.portal.reporting import statuses
from kim.portal.reporting.statuses import Status
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from typing import Self
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.HTTPRequest import HTTPRequest


TOO_MANY, WRONG = 429, 400


class StatusPage(LinkPage):
    """What became of a report, for whoever has its address."""

    status_page = ViewPageTemplateFile("status.pt")

    gap: GapReport
    about = ""
    #: What is wrong with what was typed, and where.
    wrong, wrong_in, text = "", "", ""

    def answer(self) -> str:
        match self.path:
            case (token,):
                return self._opened(token)
            case _:
                return self.gone(FORBIDDEN)

    def _opened(self, token: str) -> str:
        try:
            self.gap = statuses.read(token)
        except LinkError:
            return self.gone(FORBIDDEN)
        self.about, self.address = token, address(token)
        self.page_title = _("status_title", default="Your report")
        with forgetful(self.request):
            if posting.checked(self.request, token) and self._acted():
                return self.go(f"{self.address}?said={self.request.form['act']}")
            return self.status_page()

    def _acted(self) -> bool:
        form = self.request.form
        what, text = form.get("act"), form.get("text")
        self.text = text if isinstance(text, str) else ""
        try:
            take(self.request, self.gap, what, self.text, bool(form.get("no_clients")))
        except rate.TooMany:
            self._refuse(TOO_MANY, MANY, what)
        except NotPossible as error:
            self._refuse(WRONG, error.message, what)
        else:
            return True
        return False

    def _refuse(self, code: int, message: str, what: Any) -> None:
        self.request.response.setStatus(code)
        self.wrong, self.wrong_in = self.say(message), what if isinstance(what, str) else ""

    def status(self) -> Status:
        return self.once("gap status", lambda: statuses.status(self.gap))

    @property
    def said(self) -> str | None:
        """What was done a moment ago."""
        said = self.request.form.get("said")
        return said if said in (statuses.ANSWER, statuses.OBJECT) else None

    @property
    def asks(self) -> bool:
        """Whether something in the text may be confirmed."""
        return any(not finding.refused for finding in findings(self.text))

    def marked(self) -> Marked | None:
        return marked(self.text) if findings(self.text) else None

    def token(self) -> str:
        return posting.token(self.about)


def take(request: HTTPRequest, gap: GapReport, what: Any, text: str, confirmed: bool) -> None:
    """Answer or object, not too often from one connection.

    :raises TooMany: where it is one too many.
    :raises NotPossible: as `statuses.act` does.
    """
    if api.user.is_anonymous():
        rate.count(request.getClientAddr())
    statuses.act(gap, what if isinstance(what, str) else "", text, confirmed)


@implementer(IPublishTraverse)
class StatusService(Service):
    """``GET @gap-status/<token>``"""

    token = ""

    def publishTraverse(self, request: HTTPRequest, name: str) -> Self:
        self.token = name if not self.token else "/"
        return self

    @property
    def gap(self) -> GapReport:
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Referrer-Policy", "no-referrer")
        response.setHeader("X-Robots-Tag", "noindex")
        try:
            return statuses.read(self.token)
        except LinkError as error:
            raise NotFound("There is no such report.") from error

    def reply(self) -> dict[str, Any]:
        return self.described(self.gap)

    def described(self, gap: GapReport) -> dict[str, Any]:
        found = statuses.status(gap)
        return {
            "title": found.title,
            "state": found.state,
            "words": translate(found.words, context=self.request),
            "query": found.query or None,
            "answer": found.answer or None,
            "may_object": found.may_object,
            "way": [
                {
                    "what": translate(station.what, context=self.request),
                    "day": station.day.isoformat(),
                }
                for station in found.way
            ],
        }


class ActOnStatus(StatusService):
    """``POST @gap-status/<token>``: ``act`` (``answer``, ``object``), ``text``, ``no_clients``"""

    def reply(self) -> dict[str, Any]:
        gap = self.gap
        alsoProvides(self.request, IDisableCSRFProtection)
        data = json_body(self.request)
        text = data.get("text")
        try:
            take(
                self.request,
                gap,
                data.get("act"),
                text if isinstance(text, str) else "",
                data.get("no_clients") is True,
            )
        except rate.TooMany:
            self.request.response.setStatus(TOO_MANY)
            return {"type": "TooMany", "message": translate(MANY, context=self.request)}
        except NotPossible as error:
            words = translate(error.message, context=self.request)
            raise refused(BadParameter(error.field or "act", words)) from error
        return self.described(gap)
