"""How somebody wants to be told: by mails at once, or once a day in a digest."""

from kim.portal.notifications import digests
from kim.portal.notifications import keeping
from plone.app.event.base import localized_today


AT_ONCE, DAILY = "at_once", "daily"
CHOICES = (AT_ONCE, DAILY)


def chosen(person: str) -> str:
    """One of `CHOICES`; at once until somebody says otherwise."""
    return DAILY if keeping.wants_digest(person) else AT_ONCE


def choose(person: str, choice: str) -> None:
    """Note what a person wants; whoever goes back to "at once" gets what is kept now."""
    if choice == chosen(person):
        return
    if choice == DAILY:
        keeping.choose_digest(person)
        return
    keeping.choose_at_once(person)
    digests.send(person, localized_today())
