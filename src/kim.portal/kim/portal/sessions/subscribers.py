"""A pasted copy of an item is a new one: nobody voted on it, nothing came of it."""

from kim.portal.meetings.item import IAgendaItem
from kim.portal.sessions import results
from kim.portal.sessions import votes
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def item_copied(item: IAgendaItem, event: IObjectCopiedEvent) -> None:
    results.forget(item)
    votes.forget(item)
