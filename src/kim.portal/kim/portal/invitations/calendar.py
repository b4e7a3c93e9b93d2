"""A meeting as an event that calendars keep, move and take out again (RFC 5545, 5546, 7986).

The event's UID stays the same for the life of the meeting; its SEQUENCE is the number of the
sending. It says when and where, never what is on the agenda: calendars are shared.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from icalendar import Event
from icalendar import vCalAddress
from icalendar import vText
from icalendar import vUri
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.theme.marks import local_zone
from plone import api
from uuid import UUID
from zope.i18n import translate


REQUEST, CANCEL = "REQUEST", "CANCEL"
#: What an answer is called in a calendar.
PARTSTAT = {None: "NEEDS-ACTION", "yes": "ACCEPTED", "no": "DECLINED"}
#: Calendars show a meeting as long as this where nobody has said when it ends.
USUAL = timedelta(hours=2)
PRODUCT = "-//kim.portal//DE"
#: RFC 5545 has no word for "nobody to write to".
NO_ADDRESS = "invalid:nomail"

SUMMARY = _("event_summary", default="${committee}: ${meeting}")
LAST_DAY = _("event_last_day", default="Last day to vote: ${committee}, ${meeting}")
DETAILS = _("event_details", default="Agenda and papers: ${url}")


def event_uid(meeting: Meeting) -> str:
    """The UID of the meeting's event, in whatever calendar."""
    return str(UUID(hex=api.content.get_uuid(meeting)))


def event(meeting: Meeting, number: int, language: str) -> Event:
    """The meeting as an event; a written procedure is its last day, which blocks nobody's time."""
    found = Event()
    mapping = {"committee": committee_of(meeting).title, "meeting": meeting.title}
    summary = LAST_DAY if meeting.is_procedure else SUMMARY
    url = meeting.absolute_url()
    found.add("uid", event_uid(meeting))
    found.add("sequence", number)
    found.add("dtstamp", datetime.now(UTC))
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


def invitation(
    meeting: Meeting, number: int, language: str, email: str, name: str, answer: str | None
) -> bytes:
    """What asks one person to come."""
    found = event(meeting, number, language)
    found.add("status", "CONFIRMED")
    guest = _attendee(email, name)
    guest.params["PARTSTAT"] = vText(PARTSTAT[answer])
    guest.params["RSVP"] = vText("TRUE")
    found.add("attendee", guest, encode=0)
    return _calendar(found, REQUEST)


def cancellation(meeting: Meeting, number: int, language: str, email: str, name: str) -> bytes:
    """What takes the meeting out of one person's calendar."""
    found = event(meeting, number, language)
    found.add("status", "CANCELLED")
    found.add("attendee", _attendee(email, name), encode=0)
    return _calendar(found, CANCEL)


def _calendar(found: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    found.add("organizer", _organizer(), encode=0)
    calendar.add_component(found)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _organizer() -> vCalAddress:
    address = (api.portal.get_registry_record("plone.email_from_address", default="") or "").strip()
    name = api.portal.get_registry_record("plone.email_from_name", default="") or ""
    found = vCalAddress(f"mailto:{address}" if address else NO_ADDRESS)
    if name:
        found.params["CN"] = vText(name)
    return found


def _attendee(email: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}" if email else NO_ADDRESS)
    if name:
        found.params["CN"] = vText(name)
    found.params["ROLE"] = vText("REQ-PARTICIPANT")
    return found


def _said(message: str, mapping: dict[str, str], language: str) -> str:
    return translate(_(message, default=message.default, mapping=mapping), target_language=language)
