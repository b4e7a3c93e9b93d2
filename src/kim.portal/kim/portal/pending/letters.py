"""What people are told of what is due: in their language, never more than they may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.notifications.letter import one_line
from kim.portal.notifications.telling import tell
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from kim.portal.pending.asking import spoken_due
from kim.portal.tracking.bodies import titles_of_groups
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.kinds import kind
from pathlib import Path
from plone import api
from typing import Any
from typing import Protocol
from zope.i18n import translate


REMINDER = Path(__file__).with_name("reminder.txt.pt")
SUMMARY = Path(__file__).with_name("overdue.txt.pt")
#: A letter names so many; the page has them all.
MOST = 30
PURPOSE = "due"


class IsDue(Protocol):
    """See `reminders.Due`."""

    brain: Any
    duty: Duty


@dataclass(frozen=True)
class Line:
    """One thing in a letter: `what` is to be done, `who` has to."""

    title: str
    kind: str
    what: str
    due: str
    who: str
    url: str


def remind(person: str, found: Iterable[IsDue], today: date) -> bool:
    """Tell somebody what is due for them; whether there was anything that they may see."""
    seen = _visible(person, found)
    if not seen:
        return False
    language = language_of(person)
    lines = [_line(one, today, language) for one in seen]
    subject = _subject(lines)
    return _tell(person, language, subject, REMINDER, lines, "@@my-entries")


def sum_up(person: str, found: Iterable[IsDue], today: date) -> bool:
    """Tell somebody of the office what is overdue for long."""
    seen = _visible(person, found)
    if not seen:
        return False
    language = language_of(person)
    lines = [_line(one, today, language) for one in seen]
    subject = _(
        "mail_overdue_subject",
        default="Overdue for long: ${count}",
        mapping={"count": len(lines)},
    )
    return _tell(person, language, subject, SUMMARY, lines, "@@board?due=overdue")


def _tell(
    person: str, language: str, subject: str, template: Path, lines: list[Line], page: str
) -> bool:
    text = written(
        template,
        language,
        lines=lines[:MOST],
        more=len(lines[MOST:]),
        url=f"{api.portal.get().absolute_url()}/{page}",
    )
    tell(person, translate(subject, target_language=language), text, purpose=PURPOSE)
    return True


def _visible(person: str, found: Iterable[IsDue]) -> list[IsDue]:
    """Those of them that the person may see, asked as that person."""
    ones, user = list(found), api.user.get(userid=person)
    if user is None:
        return []
    with api.env.adopt_user(user=user):
        catalog = api.portal.get_tool("portal_catalog")
        seen = {brain.UID for brain in catalog(UID=[one.brain.UID for one in ones])}
    return [one for one in ones if one.brain.UID in seen]


def _line(one: IsDue, today: date, language: str) -> Line:
    about = kind(one.brain.portal_type)
    return Line(
        one.brain.Title,
        translate(about.title, target_language=language),
        translate(about.todo.get(one.duty.key, ""), target_language=language),
        spoken_due(one.duty.due, language, today),
        ", ".join(titles_of_groups(one.duty.who, language).values()),
        one.brain.getURL(),
    )


def _subject(lines: list[Line]) -> str:
    if len(lines) == 1:
        title = one_line(lines[0].title)
        return _("mail_due_one", default="Due: ${title}", mapping={"title": title})
    return _(
        "mail_due_subject", default="${count} things wait for you", mapping={"count": len(lines)}
    )
