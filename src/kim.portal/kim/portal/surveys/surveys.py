"""An enquiry (“Bedarfsabfrage”): the office asks all municipalities at once what is lacking.

Enquiries are kept with the folder of reports, each an object of its own; so are the answers, by
municipality, so that two municipalities never write the same thing. A municipality has answered
when a report of it came for the enquiry, or when it said that nothing is needed.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.county.editors import group_of
from kim.portal.gaps import life
from kim.portal.gaps.folders import FOLDER
from kim.portal.gaps.gap import GapReport
from kim.portal.tracking.life import check
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from persistent import Persistent
from persistent.mapping import PersistentMapping
from plone import api
from secrets import token_hex
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.gap_surveys"
LONGEST = 2_000

NO_NEED, REPORTED, OPEN = "no_need", "reported", "open"


class Survey(Persistent):
    """`municipalities` are the ids of those that were asked, `no_need` the answers by them."""

    def __init__(self, question: str, until: date, municipalities: tuple[str, ...]) -> None:
        self.id = token_hex(8)
        self.question = question
        self.until = until
        self.asked_on = today()
        self.municipalities = municipalities
        self.no_need = OOBTree()
        self.reminded_on: date | None = None

    def over(self, day: date) -> bool:
        return self.until < day


@dataclass(frozen=True)
class Answer:
    """What a municipality said: `kind` is `NO_NEED`, `REPORTED` or `OPEN`."""

    municipality: str
    title: str
    kind: str
    reports: int = 0


def may_ask() -> bool:
    """The office."""
    return api.user.has_permission(life.TRIAGE, obj=_folder())


def surveys() -> list[Survey]:
    """All of them, the newest first."""
    kept = IAnnotations(_folder()).get(KEY, {})
    return sorted(kept.values(), key=lambda one: (one.asked_on, one.until, one.id), reverse=True)


def find(survey_id: str) -> Survey | None:
    return IAnnotations(_folder()).get(KEY, {}).get(survey_id)


def ask(question: str, until: date | None) -> Survey:
    """Ask every municipality; `letters.ask` tells their people.

    :raises NotPossible: without a question, for a day that is not to come, where nobody is asked.
    """
    words = reason(question, "question", LONGEST)
    if until is None or until <= today():
        raise NotPossible(_("survey_until", default="Please choose a day to come."), "until")
    asked = tuple(titles())
    if not asked:
        raise NotPossible(
            _("survey_nobody", default="There is no municipality to ask yet."), "question"
        )
    survey = Survey(words, until, asked)
    IAnnotations(_folder()).setdefault(KEY, OOBTree())[survey.id] = survey
    return survey


def own(survey: Survey) -> list[str]:
    """Ids of the municipalities that the user may answer for."""
    groups = set(api.user.get_current().getGroups())
    return [one for one in survey.municipalities if group_of(one) in groups]


def nothing_needed(survey: Survey, municipality: str) -> None:
    """“Kein Bedarf”: the answer of a municipality without a report.

    :raises NotPossible: for a municipality that was not asked, or after the end.
    """
    if municipality not in survey.municipalities:
        raise NotPossible(
            _("survey_not_asked", default="This municipality was not asked."), "municipality"
        )
    if survey.over(today()):
        raise NotPossible(_("survey_over", default="The enquiry has ended."))
    by = api.user.get_current().getId() or ""
    survey.no_need[municipality] = PersistentMapping(by=by, when=datetime.now(UTC))


def link(survey: Survey, gap: GapReport) -> None:
    """A report that was not handed in yet answers an enquiry.

    :raises NotPossible: for a report that was handed in, or after the end.
    """
    check(gap, life.DRAFT)
    if survey.over(today()):
        raise NotPossible(_("survey_over", default="The enquiry has ended."), "survey")
    gap.survey = survey.id


def answers(survey: Survey) -> list[Answer]:
    """What each municipality said, by name."""
    reports = _reports(survey)
    named = titles()
    found = [
        Answer(
            one,
            named.get(one, one),
            REPORTED if reports.get(one) else NO_NEED if one in survey.no_need else OPEN,
            reports.get(one, 0),
        )
        for one in survey.municipalities
    ]
    return sorted(found, key=lambda answer: answer.title)


def missing(survey: Survey) -> list[str]:
    """Ids of the municipalities that have said nothing yet."""
    return [answer.municipality for answer in answers(survey) if answer.kind == OPEN]


def running(day: date) -> Iterator[Survey]:
    return (survey for survey in surveys() if not survey.over(day))


def titles() -> dict[str, str]:
    """Id → name of the published municipalities, whoever asks."""
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Municipality",
        review_state="published",
        is_working_copy=False,
        sort_on="sortable_title",
    )
    return {brain.getId: brain.Title for brain in found}


def _reports(survey: Survey) -> dict[str, int]:
    """Municipality → how many reports of it came, whoever may see them."""
    found: dict[str, int] = {}
    query: dict[str, Any] = {"portal_type": "GapReport", "gap_survey": survey.id}
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(**query):
        for one in brain.municipalities or () if brain.review_state != life.DRAFT else ():
            found[one] = found.get(one, 0) + 1
    return found


def _folder() -> Any:
    return api.portal.get()[FOLDER]
