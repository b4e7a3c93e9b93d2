"""The digest: one letter with everything that was kept for a person since the last one.

It is posted, and what stands in it forgotten, in one transaction.
"""

from datetime import date
from kim.portal import _
from kim.portal.notifications import keeping
from kim.portal.notifications import outbox
from kim.portal.notifications.keeping import Message
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.telling import address_of
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from pathlib import Path
from plone import api
from zope.i18n import translate


TEXT = Path(__file__).parent / "digest.txt.pt"
PURPOSE = "digest"


def send_due(today: date) -> int:
    """Post everybody's digest; how many there were. Where nothing is kept there is none."""
    return sum(send(person, today) for person in keeping.people())


def send(person: str, today: date) -> bool:
    """Post a person's digest, if anything is kept; what is kept for no account is dropped."""
    kept, address = keeping.messages(person), address_of(person)
    keeping.forget(person)
    if not kept or address is None:
        return False
    language = language_of(person)
    subject = translate(_subject(len(kept), today), target_language=language)
    text = _text(person, kept, language)
    outbox.post(Letter(address, subject, text, purpose=PURPOSE))
    return True


def _subject(count: int, today: date) -> str:
    mapping = {"count": count, "day": today.strftime("%d.%m.%Y")}
    if count == 1:
        return _("mail_digest_one", default="KIM portal: 1 message, ${day}", mapping=mapping)
    return _(
        "mail_digest_subject", default="KIM portal: ${count} messages, ${day}", mapping=mapping
    )


def _text(person: str, kept: list[Message], language: str) -> str:
    user = api.user.get(userid=person)
    return written(
        TEXT,
        language,
        name=user.getProperty("fullname", "") or user.getUserName(),
        messages=list(enumerate(kept, 1)),
        url=f"{api.portal.get().absolute_url()}/@@mail-settings",
    )
