"""Every day the catalog is told what the day, or the office's deadlines, have changed.

Lists are right without it: they ask the duties of each thing for the day. What this keeps right are
counts and order, where an opinion is not asked for any more or a deadline was set anew.
"""

from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from kim.portal.notifications.daily import IDailyWork
from kim.portal.tracking.duties import of_brain
from kim.portal.tracking.indexers import DUTY_INDEXES
from kim.portal.tracking.indexers import NO_DAY
from kim.portal.tracking.settings import deadlines
from persistent.mapping import PersistentMapping
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer


KEY = "kim.portal.tracking.deadlines"


@implementer(IDailyWork)
@adapter(IPloneSiteRoot)
class Refresh:
    """Before the reminders, which read what it writes."""

    title, order = "Duties in the catalog", 10

    def __init__(self, site: PloneSite) -> None:
        self.site = site

    def run(self, today: date) -> int:
        changed = self._deadlines_changed()
        found = list(_under_way() if changed else _over(today))
        for brain in found:
            brain._unrestrictedGetObject().reindexObject(idxs=DUTY_INDEXES)
        return len(found)

    def _deadlines_changed(self) -> bool:
        """Whether the office has set others since; notes those of today."""
        now, annotations = deadlines(), IAnnotations(self.site)
        if dict(annotations.get(KEY, {})) == now:
            return False
        annotations[KEY] = PersistentMapping(now)
        return True


def _under_way() -> Iterator[Any]:
    """All that somebody has to act on, sooner or later."""
    some_day = {"query": NO_DAY - timedelta(1), "range": "max"}
    yield from _catalog()(begins_on=some_day)


def _over(day: date) -> Iterator[Any]:
    """What has a duty that ended with a day before."""
    before = {"query": day - timedelta(1), "range": "max"}
    for brain in _catalog()(due_on=before):
        if any(duty.is_over(day) for duty in of_brain(brain)):
            yield brain


def _catalog() -> Any:
    return api.portal.get_tool("portal_catalog").unrestrictedSearchResults
