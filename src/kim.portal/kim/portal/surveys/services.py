"""Enquiries for programs: ``@surveys``."""

from kim.portal.access.sent import text_in
from kim.portal.surveys import acts
from kim.portal.surveys import surveys
from kim.portal.surveys.surveys import Survey
from kim.portal.tracking.answers import Answer
from typing import Any


class Surveys(Answer):
    """``GET @surveys`` on the folder: those that the reader asks, or is asked."""

    def reply(self) -> dict[str, Any]:
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
        with self.done() as data:
            if "question" in data:
                acts.ask(text_in(data, "question"), text_in(data, "until"))
            else:
                acts.nothing_needed(text_in(data, "survey"), text_in(data, "no_need"))
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
