"""Reminders: before something is due, on the day after, then every week, to those who must act.

Each stage is told once. What was told is kept at the site by what it is, what is to be done and its
day; a new day, or a new turn, begins anew. Nobody is told of what they may not see.
"""

from BTrees.OOBTree import OOBTree
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from kim.portal.notifications.daily import IDailyWork
from kim.portal.pending import letters
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.bodies import people
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import of_brain
from kim.portal.tracking.settings import days
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer


KEY = "kim.portal.tracking.reminders"
#: When the office was last told what is overdue for long.
SUMMARY = ("", "summary", "")
WEEK = timedelta(7)
BEFORE, LATE = "before", "late"


@dataclass(frozen=True)
class Due:
    """A duty that is due, of something that is tracked."""

    brain: Any
    duty: Duty

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.brain.UID, self.duty.key, self.duty.due.isoformat())


@implementer(IDailyWork)
@adapter(IPloneSiteRoot)
class Reminders:
    """Tells everybody what is due for them, in one message a day."""

    title, order = "Reminders of what is due", 100

    def __init__(self, site: PloneSite) -> None:
        self.site = site

    def run(self, today: date) -> int:
        told = IAnnotations(self.site).get(KEY)
        if told is None:
            told = IAnnotations(self.site)[KEY] = OOBTree()
        found = list(due(today))
        _forget(told, found)
        new: dict[str, list[Due]] = defaultdict(list)
        for one in found:
            now = stage(one.duty.due, today)
            if told.get(one.key) != now:
                told[one.key] = now
                for person in persons(one.duty):
                    new[person].append(one)
        count = sum(letters.remind(person, ones, today) for person, ones in new.items())
        return count + _summary(told, found, today)


def due(today: date) -> Iterator[Due]:
    """What is due soon or overdue, whoever may see it."""
    last = {"query": today + timedelta(days("remind_before")), "range": "max"}
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(due_on=last, sort_on="due_on"):
        for duty in of_brain(brain):
            if duty.due and duty.is_open(today) and stage(duty.due, today):
                yield Due(brain, duty)


def stage(due: date, today: date) -> str:
    """Which reminder it is time for; empty for none."""
    late = (today - due).days
    if late > 0:
        return f"{LATE}-{(late - 1) // days('remind_every')}"
    return BEFORE if -late <= days("remind_before") else ""


def persons(duty: Duty) -> list[str]:
    """Ids of those who must act; where a body has nobody, the office takes care."""
    found: dict[str, None] = {}
    for who in duty.who:
        known = people(who) or ([who] if api.user.get(userid=who) else people(OFFICE_GROUP))
        found.update(dict.fromkeys(known))
    return list(found)


def _forget(told: OOBTree, found: list[Due]) -> None:
    """What was done, or got another day, is not remembered any longer."""
    known = {one.key for one in found} | {SUMMARY}
    for key in [key for key in told if key not in known]:
        del told[key]


def _summary(told: OOBTree, found: list[Due], today: date) -> int:
    """Once a week the office hears what is overdue for long, whoever has to do it."""
    last = told.get(SUMMARY)
    if last is not None and today < date.fromisoformat(last) + WEEK:
        return 0
    long = timedelta(days("overdue_long"))
    overdue = [one for one in found if one.duty.due + long <= today]
    if not overdue:
        return 0
    told[SUMMARY] = today.isoformat()
    return sum(letters.sum_up(person, overdue, today) for person in people(OFFICE_GROUP))
