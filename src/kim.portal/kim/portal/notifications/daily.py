"""A place for what is to be done every day; ``make daily`` runs it, this room's digests last.

A room registers a subscription adapter of the site::

    @implementer(IDailyWork)
    @adapter(IPloneSiteRoot)
    class Reminders:
        title, order = "Reminders of mandates", 100
        …

    <subscriber factory=".reminders.Reminders" />
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from kim.portal.notifications import digests
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.component import subscribers
from zope.globalrequest import getRequest
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface

import transaction


ATTEMPTS = 5
#: Behind all that tells somebody something.
LAST = 1000


class IDailyWork(Interface):
    """Something that is done once a day, in a transaction of its own.

    A second run on the same day must find nothing to do. So a work notes what it did on the object
    that it did it for, in the same transaction, and asks for that note first; then two runs at once
    conflict, and the later one is tried again on what the earlier one left.
    """

    title = Attribute("What the command calls it, in English")
    order = Attribute(f"Works run in this order; from {LAST} on come the digests")

    def run(today: date) -> int:
        """Do what is due on this day, and what was due before; how many things were done."""


@dataclass(frozen=True)
class Done:
    """What became of one work; with an error nothing of it was done."""

    title: str
    count: int = 0
    error: Exception | None = None


@implementer(IDailyWork)
@adapter(IPloneSiteRoot)
class Digests:
    """Everybody's digest, with what the other works had to tell today."""

    title = "Digests"
    order = LAST

    def __init__(self, site: PloneSite) -> None:
        self.site = site

    def run(self, today: date) -> int:
        return digests.send_due(today)


def works(site: PloneSite) -> list[IDailyWork]:
    """All of them, in their order."""
    return sorted(subscribers([site], IDailyWork), key=lambda work: (work.order, work.title))


def run(site: PloneSite, today: date) -> Iterator[Done]:
    """Run all works and commit each; tell of each as soon as it is done."""
    for work in works(site):
        try:
            yield Done(work.title, _committed(work, today))
        # Whatever is wrong with one work, the others are done: the command reports it.
        except Exception as error:
            yield Done(work.title, error=error)


def _committed(work: IDailyWork, today: date) -> int:
    count = 0
    for attempt in transaction.manager.attempts(ATTEMPTS):
        with attempt:
            _forget_request()
            count = work.run(today)
    return count


def _forget_request() -> None:
    """Rights and settings that were remembered for one request may have changed since."""
    request = getRequest()
    if request is not None:
        IAnnotations(request).clear()
