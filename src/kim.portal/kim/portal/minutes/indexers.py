"""What the catalog knows of minutes: what everyone may read of them, and the day."""

from datetime import date
from kim.portal.minutes import reading
from kim.portal.minutes.minutes import IMinutes
from plone.indexer import indexer


@indexer(IMinutes)
def meets_on(minutes: IMinutes) -> date:
    return minutes.day


@indexer(IMinutes)
def SearchableText(minutes: IMinutes) -> str:
    """The version for everyone, whoever may find it: no names, nothing confidential."""
    shown = [one for one in reading.for_public(minutes) if not one.hidden]
    words = (word for one in shown for word in (one.heading, one.text))
    return " ".join(filter(None, (minutes.title, *words)))
