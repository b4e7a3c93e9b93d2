"""What is told by mail of minutes: that they circulate, were taken back, what became of objections.

A mail names the day and the number of an item, never what it is about.
"""

from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.county.days import dated
from kim.portal.minutes import record
from kim.portal.minutes.circulations import Circulation
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.minutes import uid_of
from kim.portal.notifications import outbox
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from pathlib import Path
from plone import api
from typing import Any
from zope.i18n import translate


FOLDER = Path(__file__).parent
CIRCULATED, RECALLED, RESOLVED = "minutes-circulated", "minutes-recalled", "minutes-resolved"

SUBJECTS = {
    CIRCULATED: _("mail_minutes_circulated_subject", default="${title}: please read"),
    RECALLED: _("mail_minutes_recalled_subject", default="${title}: taken back"),
    RESOLVED: _("mail_minutes_resolved_subject", default="${title}: your objection"),
}


def circulated(minutes: Minutes, found: Circulation) -> None:
    """To all who attended and have an address."""
    for one in found.to:
        _post(minutes, one.person, CIRCULATED, "circulated.txt.pt", until=found.until)


def recalled(minutes: Minutes, found: Circulation | None, reason: str) -> None:
    for one in found.to if found else ():
        _post(minutes, one.person, RECALLED, "recalled.txt.pt", reason=reason)


def resolved(minutes: Minutes, person: str, key: str, upheld: bool, reason: str) -> None:
    """To whoever objected; the reason is left out where the section is confidential."""
    section = record.section(minutes, key)
    secret = section is None or section.confidential
    _post(
        minutes,
        person,
        RESOLVED,
        "resolved.txt.pt",
        number=section.number if section else "",
        upheld=upheld,
        reason="" if secret else reason,
    )


def _post(minutes: Minutes, person: str, purpose: str, template: str, **values: Any) -> None:
    user = api.user.get(userid=person)
    address = user.getProperty("email", "") if user is not None else ""
    if not address:
        return
    language = language_of(person)
    until = values.pop("until", None)
    if until is not None:
        values["until"] = dated(until, until.min, language)
    subject = SUBJECTS[purpose]
    title = f"{committee_of(minutes).title}, {minutes.title}"
    text = written(
        FOLDER / template,
        language,
        title=minutes.title,
        committee=committee_of(minutes).title,
        url=minutes.absolute_url(),
        **values,
    )
    outbox.post(
        Letter(
            to=address,
            subject=translate(
                _(subject, default=subject.default, mapping={"title": title}),
                target_language=language,
            ),
            text=text,
            about=uid_of(minutes),
            purpose=purpose,
        )
    )
