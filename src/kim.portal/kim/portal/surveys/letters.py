"""Mails of an enquiry: to everybody who acts for a municipality that was asked."""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.county.days import dated
from kim.portal.county.editors import group_of
from kim.portal.gaps.folders import FOLDER
from kim.portal.notifications.daily import IDailyWork
from kim.portal.notifications.telling import tell
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from kim.portal.surveys import surveys
from kim.portal.surveys.surveys import Survey
from kim.portal.tracking.bodies import people
from pathlib import Path
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


TEMPLATE = Path(__file__).parent / "survey.txt.pt"
VIEW = "@@abfragen"
#: So long before the end whoever has not answered is reminded, once.
LEAD = timedelta(days=3)

ASKED, REMINDED = "survey-asked", "survey-reminder"
SUBJECTS = {
    ASKED: _("mail_survey_subject", default="What is lacking in your municipality?"),
    REMINDED: _("mail_survey_reminder_subject", default="Reminder: what is lacking?"),
}


def ask(survey: Survey) -> None:
    """Tell all municipalities that they are asked."""
    _tell(survey, survey.municipalities, ASKED)


def remind(survey: Survey) -> None:
    """Tell those that have said nothing yet."""
    survey.reminded_on = surveys.today()
    _tell(survey, surveys.missing(survey), REMINDED)


def is_due(survey: Survey, day: date) -> bool:
    """Whether the reminder is to go; one that was asked at short notice has none."""
    begins = survey.until - LEAD
    return survey.reminded_on is None and survey.asked_on < begins <= day <= survey.until


def url(survey: Survey) -> str:
    return f"{api.portal.get().absolute_url()}/{FOLDER}/{VIEW}#{survey.id}"


@implementer(IDailyWork)
@adapter(IPloneSiteRoot)
class Reminders:
    """Three days before an enquiry ends, whoever has not answered is told."""

    title, order = "Reminders of enquiries", 110

    def __init__(self, site: PloneSite) -> None:
        self.site = site

    def run(self, today: date) -> int:
        due = (
            [one for one in surveys.surveys() if is_due(one, today)] if FOLDER in self.site else []
        )
        for survey in due:
            remind(survey)
        return len(due)


def _tell(survey: Survey, municipalities: Iterable[str], purpose: str) -> None:
    told = {person for one in municipalities for person in people(group_of(one))}
    for person in sorted(told):
        language = language_of(person)
        text = written(
            TEMPLATE,
            language,
            reminder=purpose == REMINDED,
            question=survey.question,
            until=dated(survey.until, surveys.today(), language),
            url=url(survey),
        )
        subject = translate(SUBJECTS[purpose], target_language=language)
        tell(person, subject, text, about=survey.id, purpose=purpose)
