"""A meeting's event as it is mailed: it asks one person to come, or takes itself out (RFC 5546)."""

from datetime import datetime
from datetime import UTC
from icalendar import Calendar
from icalendar import Event
from icalendar import vCalAddress
from icalendar import vText
from kim.portal.meetings.calendar import event
from kim.portal.meetings.calendar import event_uid
from kim.portal.meetings.calendar import PRODUCT
from kim.portal.meetings.calendar import zone
from kim.portal.meetings.meeting import Meeting
from plone import api


__all__ = ["CANCEL", "REQUEST", "cancellation", "event_uid", "invitation"]


REQUEST, CANCEL = "REQUEST", "CANCEL"
#: What an answer is called in a calendar.
PARTSTAT = {None: "NEEDS-ACTION", "yes": "ACCEPTED", "no": "DECLINED"}
#: RFC 5545 has no word for "nobody to write to".
NO_ADDRESS = "invalid:nomail"


def invitation(
    meeting: Meeting, number: int, language: str, email: str, name: str, answer: str | None
) -> bytes:
    """What asks one person to come."""
    found = event(meeting, number, language, datetime.now(UTC))
    found.add("status", "CONFIRMED")
    guest = _attendee(email, name)
    guest.params["PARTSTAT"] = vText(PARTSTAT[answer])
    guest.params["RSVP"] = vText("TRUE")
    found.add("attendee", guest, encode=0)
    return _calendar(found, REQUEST)


def cancellation(meeting: Meeting, number: int, language: str, email: str, name: str) -> bytes:
    """What takes the meeting out of one person's calendar."""
    found = event(meeting, number, language, datetime.now(UTC))
    found.add("status", "CANCELLED")
    found.add("attendee", _attendee(email, name), encode=0)
    return _calendar(found, CANCEL)


def _calendar(found: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    found.add("organizer", _organizer(), encode=0)
    calendar.add_component(zone())
    calendar.add_component(found)
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
