"""``/luecken/@@abfragen``: enquiries, for the office and for those who are asked."""

from datetime import date
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.county.days import spoken
from kim.portal.county.page import Page
from kim.portal.editing.waiting import IOwnList
from kim.portal.editing.waiting import ISection
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.forms.posting import Posting
from kim.portal.gaps.folders import FOLDER
from kim.portal.surveys import acts
from kim.portal.surveys import letters
from kim.portal.surveys import surveys
from kim.portal.surveys.surveys import Answer
from kim.portal.surveys.surveys import Survey
from kim.portal.tracking.life import NotPossible
from plone import api
from typing import Any
from urllib.parse import urlencode
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


KIND = _("kind_survey", default="Enquiry")


class SurveysPage(Posting, Page):
    """Enquiries as their reader may see them; a form each for what they can do."""

    page_title = _("surveys_title", default="Enquiries to the municipalities")
    #: What is wrong with what was typed.
    error: NotPossible | None = None

    @property
    def asks(self) -> bool:
        """The office, which sees all answers."""
        return self.once("may ask surveys", surveys.may_ask)

    def surveys(self) -> list[Survey]:
        """The office's list has all; others see those that they are asked."""
        return [one for one in surveys.surveys() if self.asks or surveys.own(one)]

    def answers(self, survey: Survey) -> list[Answer]:
        """Of all municipalities for the office; otherwise of the user's own."""
        own = surveys.own(survey)
        return [a for a in surveys.answers(survey) if self.asks or a.municipality in own]

    def missing(self, survey: Survey) -> int:
        return sum(answer.kind == surveys.OPEN for answer in self.answers(survey))

    def is_over(self, survey: Survey) -> bool:
        return survey.over(today())

    def spoken(self, day: date) -> str:
        return spoken(day, today(), api.portal.get_current_language())

    def report_url(self, survey: Survey, answer: Answer) -> str:
        query = urlencode({"survey": survey.id, "municipality": answer.municipality})
        return f"{self.context.absolute_url()}/@@melden?{query}"

    def post(self) -> str:
        try:
            message = self._ask() if "question" in self.request.form else self._nothing()
        except NotPossible as error:
            self.error = error
            self.request.response.setStatus(400)
            return self.index()
        api.portal.show_message(message, self.request)
        return self.go(f"{self.context.absolute_url()}/@@abfragen")

    def _ask(self) -> str:
        acts.ask(self.typed("question"), self.typed("until"))
        return _("survey_asked", default="All municipalities have been asked.")

    def _nothing(self) -> str:
        acts.nothing_needed(self.typed("survey"), self.typed("municipality"))
        return _("survey_no_need_noted", default="It is noted that nothing is needed.")


@implementer(ISection)
@adapter(IOwnList)
def own_surveys(worklist: IOwnList) -> Section | None:
    """Enquiries that a municipality of the user has not answered."""
    rows = [_row(worklist, one) for one in _open()]
    title = translate(
        _("waiting_surveys", default="The office asks your municipality"), context=worklist.request
    )
    until = translate(_("survey_until_title", default="Until"), context=worklist.request)
    return Section(title, rows, order=15, day_title=until) if rows else None


def _open() -> list[Survey]:
    if FOLDER not in api.portal.get():
        return []
    running = [one for one in surveys.running(today()) if surveys.own(one)]
    return [one for one in running if set(surveys.own(one)) & set(surveys.missing(one))]


def _row(worklist: Any, survey: Survey) -> Row:
    def said(message: str) -> str:
        return translate(message, context=worklist.request)

    return Row(
        letters.url(survey),
        survey.question,
        said(KIND),
        changed=spoken(survey.until, today(), api.portal.get_current_language()),
        next=said(_("todo_survey", default="Report what is lacking, or that nothing is needed")),
    )
