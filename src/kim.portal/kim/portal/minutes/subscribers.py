"""What follows from a change, and what may not happen to minutes."""

from Acquisition import aq_base
from dataclasses import replace
from kim.portal import _
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.item import meeting_of as meeting_of_item
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.subscribers import refused
from kim.portal.minutes import circulations
from kim.portal.minutes import life
from kim.portal.minutes import record
from kim.portal.minutes import steps
from kim.portal.minutes.minutes import IMinutes
from kim.portal.minutes.minutes import versions
from OFS.interfaces import IObjectWillBeMovedEvent
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def minutes_added(minutes: IMinutes, event: IObjectAddedEvent) -> None:
    """Whoever made them keeps no right by it."""
    minutes.__ac_local_roles__ = {}
    minutes.reindexObjectSecurity()


def minutes_leave(minutes: IMinutes, event: IObjectWillBeMovedEvent) -> None:
    """Minutes go nowhere, by whatever way, nor does what they stand in.

    A draft that has never circulated may be deleted; the whole site may go.
    """
    if event.oldParent is None or IPloneSiteRoot.providedBy(event.object):
        return
    deleted = event.newParent is None
    if deleted and life.state(minutes) == life.DRAFT and not circulations.circulation(minutes):
        return
    raise refused(_("minutes_stay", default="Minutes stay where they are, as they are."))


def minutes_copied(minutes: IMinutes, event: IObjectCopiedEvent) -> None:
    """There is no second set of minutes; a committee is copied without its meetings."""
    if aq_base(event.object) is not aq_base(minutes):
        return
    raise refused(_("minutes_no_copy", default="Minutes are not copied."))


def meeting_closed(meeting: IMeeting, event: IAfterTransitionEvent) -> None:
    """The next agenda begins with the minutes of the meeting that was just closed."""
    if event.transition is not None and event.transition.id == meeting_life.CLOSE:
        steps.announce(meeting)


def item_concealed(item: IAgendaItem, event: IAfterTransitionEvent) -> None:
    """Until they are approved, minutes follow an item that becomes confidential, or open."""
    meeting = meeting_of_item(item)
    if meeting is None or event.transition is None:
        return
    key, confidential = api.content.get_uuid(item), meeting_life.is_confidential(item)
    for minutes in versions(meeting):
        section = record.section(minutes, key)
        if section is not None and not life.is_fixed(minutes):
            record.keep(minutes, replace(section, confidential=confidential))
            minutes.reindexObject()
