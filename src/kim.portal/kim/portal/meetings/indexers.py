"""What the catalog knows of meetings and agenda items: for lists and calendars."""

from datetime import date
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import IMeeting
from plone.indexer import indexer


@indexer(IMeeting)
def meets_on(meeting: IMeeting) -> date:
    return meeting.day


@indexer(IMeeting)
def meeting_kind(meeting: IMeeting) -> str:
    return meeting.kind


@indexer(IMeeting)
def last_day(meeting: IMeeting) -> date:
    return meeting.last_day


@indexer(IMeeting)
def meeting_times(meeting: IMeeting) -> str:
    return meeting.times


@indexer(IMeeting)
def meeting_place(meeting: IMeeting) -> str:
    return meeting.place or ""


@indexer(IMeeting)
def SearchableText(meeting: IMeeting) -> str:
    """What everyone in the committee may read of it."""
    return " ".join(filter(None, (meeting.title, meeting.place, meeting.text)))


@indexer(IAgendaItem)
def SearchableText_item(item: IAgendaItem) -> str:
    """Found by whoever may see the item: the catalog asks for that."""
    return " ".join(filter(None, (item.title, item.text, item.motion, item.rapporteur)))
