"""The mails of a meeting: invitation, change, standing in, not needed any more, called off.

Each to one person, in their language, with the date for their calendar. Of a confidential item a
mail says "confidential", whoever gets it: mails are forwarded.
"""

from datetime import date
from kim.portal import _
from kim.portal.admission import passes
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seats import Sitting
from kim.portal.committees.views import person as named
from kim.portal.county.days import dated
from kim.portal.county.days import hours
from kim.portal.invitations import answer_links
from kim.portal.invitations import calendar
from kim.portal.meetings import agenda
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import Meeting
from kim.portal.notifications.letter import CONTROL
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.outbox import post
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from pathlib import Path
from plone import api
from typing import Any
from zope.i18n import translate

import re


HERE = Path(__file__).parent
INVITATION, FAREWELL = HERE / "invitation.txt.pt", HERE / "farewell.txt.pt"
#: What the outbox calls these letters.
PURPOSE = "invitation"

INVITED = _("mail_subject_invited", default="Invitation: ${committee}, ${meeting}")
CHANGED = _("mail_subject_changed", default="Changed invitation: ${committee}, ${meeting}")
STAND_IN = _("mail_subject_stand_in", default="Please stand in: ${committee}, ${meeting}")
NOT_NEEDED = _("mail_subject_not_needed", default="Not needed any more: ${committee}, ${meeting}")
CALLED_OFF = _("mail_subject_called_off", default="Called off: ${committee}, ${meeting}")


def invited(meeting: Meeting, seat: Sitting, person: str) -> None:
    """To whoever is asked first: the holder of a seat."""
    _ask(meeting, seat, person, INVITED)


def changed(
    meeting: Meeting,
    seat: Sitting,
    person: str,
    answer: str | None,
    changes: dict[str, list[str]],
) -> None:
    """To those who know of the meeting: what is different, and their answer where it still holds.

    `changes` by language.
    """
    _ask(meeting, seat, person, CHANGED, answer, changes[language_of(person)])


def stand_in(meeting: Meeting, seat: Sitting, person: str) -> None:
    """To the next deputy, when those before have declined."""
    _ask(meeting, seat, person, STAND_IN)


def not_needed(meeting: Meeting, seat: Sitting | None, person: str) -> None:
    """To a deputy when somebody before them comes after all, or when they are not of the seat."""
    number = sent.last(meeting)["number"]
    _farewell(meeting, person, NOT_NEEDED, number, function=seat.function if seat else "")


def called_off(meeting: Meeting, person: str, reason: str) -> None:
    """To everyone who was invited."""
    number = sent.last(meeting)["number"] + 1
    _farewell(meeting, person, CALLED_OFF, number, reason=reason)


def lines(meeting: Meeting, language: str) -> list[str]:
    """The agenda as a mail tells it."""
    secret = translate(_("confidential", default="confidential"), target_language=language)
    return [
        f"{line.number} {secret if line.confidential else line.item.title}"
        for line in agenda.lines(meeting)
    ]


def contact(meeting: Meeting) -> list[str]:
    """Who answers questions: the office of the committee; the site's address where it has none."""
    uid = committee_of(meeting).office
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(UID=uid or "-", portal_type="Actor"):
        office = brain._unrestrictedGetObject()
        desk = (office.contacts or [{}])[0]
        return [part for part in (office.title, desk.get("phone"), desk.get("email")) if part]
    record = api.portal.get_registry_record
    names = ("plone.email_from_name", "plone.email_from_address")
    return [part for part in (record(name, default="") for name in names) if part]


def _ask(
    meeting: Meeting,
    seat: Sitting,
    person: str,
    subject: str,
    answer: str | None = None,
    changes: list[str] | None = None,
) -> None:
    language, email = language_of(person), _address(person)
    answering = answer_links.issue(meeting, seat.uid, person)
    text = written(
        INVITATION,
        language,
        changed=changes is not None,
        stands_in=subject == STAND_IN,
        changes=changes or [],
        answer=answer,
        seat=seat.function,
        has_deputies=bool(seat.deputies) and person == seat.holder,
        words=meeting.text or "",
        agenda=lines(meeting, language),
        papers_until=_day(meeting.papers_until, language),
        guests=", ".join(meeting.guests or ()),
        yes=f"{answering}/ja",
        no=f"{answering}/nein",
        url=meeting.absolute_url(),
        once=passes.issue(meeting, seat.uid, person),
        **_facts(meeting, person, language),
    )
    number = sent.last(meeting)["number"]
    name = named(person).name
    date_file = calendar.invitation(meeting, number, language, email, name, answer)
    _post(meeting, email, _subject(subject, meeting, language), text, date_file, calendar.REQUEST)


def _farewell(
    meeting: Meeting,
    person: str,
    subject: str,
    number: int,
    reason: str = "",
    function: str = "",
) -> None:
    language, email = language_of(person), _address(person)
    text = written(
        FAREWELL,
        language,
        called_off=subject == CALLED_OFF,
        reason=reason,
        seat=function,
        **_facts(meeting, person, language),
    )
    date_file = calendar.cancellation(meeting, number, language, email, named(person).name)
    _post(meeting, email, _subject(subject, meeting, language), text, date_file, calendar.CANCEL)


def _facts(meeting: Meeting, person: str, language: str) -> dict[str, Any]:
    """What every mail says of its meeting."""
    return {
        "name": named(person).name,
        "committee": committee_of(meeting).title,
        "meeting": meeting.title,
        "procedure": meeting.is_procedure,
        "when": ", ".join(
            filter(None, (_day(meeting.day, language), hours(meeting.times, language)))
        ),
        "day": _day(meeting.day, language),
        "until": _day(meeting.until, language),
        "place": meeting.place or "",
        "link": meeting.link or "",
        "contact": ", ".join(contact(meeting)),
    }


def _post(
    meeting: Meeting, email: str, subject: str, text: str, date_file: bytes, method: str
) -> None:
    post(
        Letter(
            to=email,
            subject=subject,
            text=text,
            calendar=date_file,
            method=method,
            about=api.content.get_uuid(meeting),
            purpose=PURPOSE,
        )
    )


def _subject(message: str, meeting: Meeting, language: str) -> str:
    """One line, whatever was typed."""
    mapping = {"committee": committee_of(meeting).title, "meeting": meeting.title}
    words = translate(
        _(message, default=message.default, mapping=mapping), target_language=language
    )
    return " ".join(re.sub(CONTROL, " ", words).split())


def _address(person: str) -> str:
    """Empty where there is none: the outbox shows that to the office."""
    user = api.user.get(userid=person)
    return (user.getProperty("email") or "") if user is not None else ""


def _day(day: date | None, language: str) -> str:
    return dated(day, date.min, language) if day else ""
