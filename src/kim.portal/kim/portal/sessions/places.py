"""What is settled: the place where a higher room says that result and vote of an item stand.

A subscription adapter of the item returns a message, or None where both may still change.
"""

from kim.portal.meetings.item import AgendaItem
from zope.component import subscribers
from zope.interface import Interface


class ISettled(Interface):
    """A message for people."""


def settled(item: AgendaItem) -> str | None:
    return next(iter(subscribers([item], ISettled)), None)
