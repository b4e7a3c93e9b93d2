"""A pasted copy was not held: nobody was there, nobody voted, nothing came of it."""

from kim.portal.meetings import agenda
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import IMeeting
from kim.portal.sessions import attendance
from kim.portal.sessions import ballots
from kim.portal.sessions import results
from kim.portal.sessions import votes
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def meeting_copied(meeting: IMeeting, event: IObjectCopiedEvent) -> None:
    attendance.forget(meeting)
    votes.forget_objections(meeting)
    ballots.forget(meeting)
    for item in agenda.items(meeting):
        item_copied(item, event)


def item_copied(item: IAgendaItem, event: IObjectCopiedEvent) -> None:
    results.forget(item)
    votes.forget(item)
