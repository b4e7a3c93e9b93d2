"""What pages and programs send about enquiries; the rules are in `surveys`."""

from AccessControl import Unauthorized
from datetime import date
from kim.portal import _
from kim.portal.surveys import letters
from kim.portal.surveys import surveys
from kim.portal.surveys.surveys import Survey
from kim.portal.tracking.life import NotPossible


def ask(question: str, until: str) -> Survey:
    """A new enquiry, for the office; `until` is a day as ISO text.

    :raises NotPossible: naming what is wrong.
    """
    if not surveys.may_ask():
        raise Unauthorized("Enquiries are the office's.")
    survey = surveys.ask(question, _day(until))
    letters.ask(survey)
    return survey


def nothing_needed(survey_id: str, municipality: str) -> None:
    """The answer of a municipality, by its people; the office may note what it was told.

    :raises NotPossible: for what the user may not answer, as for what there is not.
    """
    survey = surveys.find(survey_id)
    may = survey is not None and (surveys.may_ask() or municipality in surveys.own(survey))
    if not may:
        raise NotPossible(_("survey_unknown", default="There is no such enquiry."), "survey")
    surveys.nothing_needed(survey, municipality)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
