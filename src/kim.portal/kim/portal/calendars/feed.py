"""A feed: what a calendar program reads again and again, as RFC 5545 and 7986 have it.

It is made as the person whose address was asked for, of what they may see today: a seat that ends
tomorrow takes its meetings along.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from icalendar import Event
from icalendar import vDuration
from kim.portal import _
from kim.portal.calendars import own
from kim.portal.calendars.addresses import ALL
from kim.portal.calendars.addresses import Subscription
from kim.portal.committees.groups import memberships
from kim.portal.committees.seat import today
from kim.portal.meetings import calendar
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import Meeting
from kim.portal.notifications.writing import language_of
from kim.portal.theme.marks import local_zone
from plone import api
from typing import Any
from zope.i18n import translate


#: How far back a feed goes, and how many meetings it holds at most.
BACK = timedelta(days=2 * 366)
MOST = 1_000
#: How often a program should look: changes are mailed as well.
REFRESH = timedelta(hours=6)

STATUS = {life.PLANNED: "TENTATIVE", life.CANCELLED: "CANCELLED"}
OWN_NAME = _("calendar_own_name", default="Meetings: ${site}")
#: Not every program shows a status, so the words say it as well.
WORDS = {
    life.PLANNED: _("event_planned", default="Planned: ${event}"),
    life.CANCELLED: _("event_cancelled", default="Called off: ${event}"),
}


@contextmanager
def as_subscriber(person: Any) -> Iterator[None]:
    """Act as the person whose feed is made: whoever knows its address reads what they may read.

    The one place where an address instead of a login gives these rights, for reading alone.
    """
    with api.env.adopt_user(user=person):
        yield


def feed(wanted: Subscription) -> bytes | None:
    """The feed as it is now; None where the account is gone."""
    person = api.user.get(userid=wanted.person)
    if person is None:
        return None
    language = language_of(wanted.person)
    with as_subscriber(person):
        committees = committees_of(wanted.committee)
        made = _calendar(_name(wanted, committees, language))
        for meeting in _meetings(committees):
            made.add_component(_event(meeting, language))
    return made.to_ical()


def committees_of(uid: str) -> list[Any]:
    """Brains: the committee, or for `ALL` those that the current user sits in today."""
    sits_in = memberships(api.user.get_current().getGroups()) if uid == ALL else [uid]
    return own.committees(sits_in)


def changed(meeting: Meeting) -> datetime:
    """When the meeting was last changed, sent, or taken a step further; UTC."""
    stepped = api.portal.get_tool("portal_workflow").getInfoFor(meeting, "time", None)
    record = sent.last(meeting)
    moments = [moment.asdatetime() for moment in (meeting.modified(), stepped) if moment]
    return max([*moments, *([record["when"]] if record else [])]).astimezone(UTC)


def _name(wanted: Subscription, committees: list[Any], language: str) -> str:
    if wanted.committee != ALL and committees:
        return committees[0].Title
    site = api.portal.get_registry_record("plone.site_title", default="")
    message = _(OWN_NAME, default=OWN_NAME.default, mapping={"site": site})
    return translate(message, target_language=language)


def _calendar(name: str) -> Calendar:
    """A calendar without events; the zone makes it a valid one."""
    made = Calendar()
    made.add("prodid", calendar.PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.calendar_name = name
    made.add("x-wr-timezone", local_zone(api.portal.get()).key)
    made.add("refresh-interval", vDuration(REFRESH), {"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    made.add_component(calendar.zone())
    return made


def _meetings(committees: list[Any]) -> Iterator[Meeting]:
    """The latest ones; what the current user may not see is left out by the catalog."""
    if not committees:
        return
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog(
        portal_type="Meeting",
        path=[committee.getPath() for committee in committees],
        meets_on={"query": today() - BACK, "range": "min"},
        sort_on="meets_on",
        sort_order="reverse",
        sort_limit=MOST,
    )
    for brain in found[:MOST]:
        yield brain.getObject()


def _event(meeting: Meeting, language: str) -> Event:
    state, when = life.state(meeting), changed(meeting)
    found = calendar.event(meeting, calendar.sequence(meeting), language, when)
    found.add("status", STATUS.get(state, "CONFIRMED"))
    found.add("last-modified", when)
    if state in WORDS:
        message = WORDS[state]
        words = _(message, default=message.default, mapping={"event": str(found.pop("summary"))})
        found.add("summary", translate(words, target_language=language))
    if state == life.CANCELLED and "transp" not in found:
        found.add("transp", "TRANSPARENT")
    return found
