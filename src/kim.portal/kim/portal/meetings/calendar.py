"""A meeting as an event that calendars keep, move and take out again (RFC 5545).

Invitations and feeds say the same of a meeting: the event's UID stays for the life of the meeting,
its SEQUENCE is the number of the sending. It says when and where, never what is on the agenda:
calendars are shared.
"""

from datetime import datetime
from datetime import timedelta
from functools import lru_cache
from icalendar import Event
from icalendar import Timezone
from icalendar import vUri
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import Meeting
from kim.portal.theme.marks import local_zone
from plone import api
from uuid import UUID
from zope.i18n import translate


#: Calendars show a meeting as long as this where nobody has said when it ends: without an end most
#: of them make it a moment that is easily overlooked.
USUAL = timedelta(hours=2)
PRODUCT = "-//kim.portal//DE"

SUMMARY = _("event_summary", default="${committee}: ${meeting}")
LAST_DAY = _("event_last_day", default="Last day to vote: ${committee}, ${meeting}")
DETAILS = _("event_details", default="Agenda and papers: ${url}")


def event_uid(meeting: Meeting) -> str:
    """The UID of the meeting's event, in whatever calendar."""
    return str(UUID(hex=api.content.get_uuid(meeting)))


def sequence(meeting: Meeting) -> int:
    """The number of the last sending; calling off what was sent counts as one more."""
    record = sent.last(meeting)
    if record is None:
        return 0
    return record["number"] + (life.state(meeting) == life.CANCELLED)


def event(meeting: Meeting, number: int, language: str, stamp: datetime) -> Event:
    """The meeting as an event; a written procedure is its last day, which blocks nobody's time.

    `stamp` is when this was said, in UTC.
    """
    found = Event()
    mapping = {"committee": committee_of(meeting).title, "meeting": meeting.title}
    summary = LAST_DAY if meeting.is_procedure else SUMMARY
    url = meeting.absolute_url()
    found.add("uid", event_uid(meeting))
    found.add("sequence", number)
    found.add("dtstamp", stamp)
    found.add("summary", _said(summary, mapping, language))
    found.add("description", _said(DETAILS, {"url": url}, language))
    found.add("url", vUri(url))
    if meeting.is_procedure or meeting.begins is None:
        found.add("dtstart", meeting.last_day)
        found.add("dtend", meeting.last_day + timedelta(days=1))
        found.add("transp", "TRANSPARENT")
    else:
        zone = local_zone(api.portal.get())
        start = meeting.start
        end = datetime.combine(meeting.day, meeting.finishes) if meeting.finishes else start + USUAL
        found.add("dtstart", start.replace(tzinfo=zone))
        found.add("dtend", end.replace(tzinfo=zone))
    where = meeting.place or meeting.link
    if where:
        found.add("location", where)
    return found


def zone() -> Timezone:
    """The site's zone as calendars have it, for every one with an event: add it first."""
    return _zone(local_zone(api.portal.get()).key)


@lru_cache(maxsize=4)
def _zone(name: str) -> Timezone:
    # A third of a second: the library looks for each change of clocks since 1970.
    return Timezone.from_tzid(name)


def _said(message: str, mapping: dict[str, str], language: str) -> str:
    return translate(_(message, default=message.default, mapping=mapping), target_language=language)
