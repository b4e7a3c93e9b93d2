"""Reporting for programs: the step `report`, and ``@surveys``."""

from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.gaps import prefilling
from kim.portal.gaps import reporting
from kim.portal.gaps import survey_acts
from kim.portal.gaps import surveys
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.gaps.surveys import Survey
from kim.portal.interfaces import IKimLayer
from kim.portal.tracking.life import NotPossible
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer


@implementer(IAct)
@adapter(IGapReport, IKimLayer)
class Report:
    """``POST @workflow/report``: ``{"item": UID, "survey": id}``, both if there are such."""

    def __init__(self, gap: GapReport, request: IKimLayer) -> None:
        self.gap = gap

    def __call__(self, data: dict[str, Any]) -> None:
        occasion = prefilling.occasion(data)
        for name in ("item", "survey"):
            if data.get(name) and getattr(occasion, name) is None:
                raise BadParameter(name, "is unknown")
        occasion.keep(self.gap)
        try:
            reporting.report(self.gap)
        except NotPossible as error:
            raise _parameter(error) from error


class Surveys(Service):
    """``GET @surveys`` on the folder: those that the reader asks, or is asked."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        asks = surveys.may_ask()
        return {
            "@id": f"{self.context.absolute_url()}/@surveys",
            "items": [
                described(one, asks) for one in surveys.surveys() if asks or surveys.own(one)
            ],
        }


class ActOnSurveys(Surveys):
    """``POST @surveys``: ``question`` with ``until``, or ``survey`` with ``no_need``."""

    def reply(self) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        data = json_body(self.request)
        try:
            if "question" in data:
                survey_acts.ask(_text(data, "question"), _text(data, "until"))
            else:
                survey_acts.nothing_needed(_text(data, "survey"), _text(data, "no_need"))
        except NotPossible as error:
            raise refused(_parameter(error)) from error
        except BadParameter as error:
            raise refused(error) from error
        return super().reply()


def described(survey: Survey, asks: bool) -> dict[str, Any]:
    own = surveys.own(survey)
    return {
        "id": survey.id,
        "question": survey.question,
        "asked_on": survey.asked_on.isoformat(),
        "until": survey.until.isoformat(),
        "answers": [
            {"municipality": one.municipality, "answer": one.kind, "reports": one.reports}
            for one in surveys.answers(survey)
            if asks or one.municipality in own
        ],
    }


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str):
        raise BadParameter(name, "is missing")
    return value


def _parameter(error: NotPossible) -> BadParameter:
    return BadParameter(error.field or "state", translate(error.message, context=getRequest()))
