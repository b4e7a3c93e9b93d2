"""Telling somebody who has an account: by a mail of its own, or in the day's digest."""

from kim.portal.notifications import keeping
from kim.portal.notifications import outbox
from kim.portal.notifications.keeping import Message
from kim.portal.notifications.letter import check
from kim.portal.notifications.letter import Letter
from plone import api


def tell(
    person: str,
    subject: str,
    text: str,
    about: str = "",
    purpose: str = "",
    urgent: bool = False,
) -> None:
    """Tell a user (by id) after the commit, or with the next digest where they chose so.

    `subject` and `text` are in the person's language (`writing.language_of`). What is urgent always
    goes at once. Nobody is told where there is no such account. An account without an address has
    its letters in the outbox as failed, under its login name, so that the office sees to it.

    :raises BadLetter: as `outbox.post` does, also for what is kept.
    """
    address = address_of(person)
    if address is None:
        return
    letter = Letter(address, subject, text, about=about, purpose=purpose)
    if urgent or not keeping.wants_digest(person):
        outbox.post(letter)
        return
    check(letter)
    keeping.keep(person, Message(subject, text, about, purpose))


def address_of(person: str) -> str | None:
    """The address of a user, else their login name, which often is one; None without account."""
    user = api.user.get(userid=person)
    return None if user is None else user.getProperty("email", "") or user.getUserName()
