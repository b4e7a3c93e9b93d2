"""Passes: who was let in by a one-time link, to which meeting, for which seat, for how long.

A link lasts until the day after the meeting and works once; using it gives a pass, which a signed
cookie carries for some hours under the addresses of that meeting alone (``@@zugang/<meeting>``).
Everything is asked anew each time: a pass ends at once when its person no longer speaks for the
seat, or when the meeting is called off or finished.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from datetime import time
from datetime import timedelta
from kim.portal.admission.places import IPass
from kim.portal.admission.places import ISpeakers
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.committees.seats import seats_on
from kim.portal.meetings import life
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.notifications import links
from kim.portal.notifications.links import Expired
from kim.portal.notifications.links import Forged
from kim.portal.notifications.links import LinkError
from kim.portal.notifications.links import Spent
from kim.portal.theme.marks import local_zone
from plone import api
from urllib.parse import urlsplit
from zope.interface import implementer
from ZPublisher.HTTPRequest import HTTPRequest


#: Purposes of the two kinds of tokens.
LINK, CARD = "admission.link", "admission.card"
COOKIE = "kim_pass"
HOURS = timedelta(hours=12)
#: In these states a meeting lets people in.
OPEN = (life.INVITED, life.IN_SESSION, life.HELD)
VIEW = "@@zugang"


@implementer(IPass)
@dataclass(frozen=True)
class Pass:
    """Lets one person in to one meeting, for one seat; `ends` is known once the link was used."""

    meeting: Meeting
    seat_uid: str
    person: str = field(repr=False)
    ends: datetime | None = None


def address(meeting: Meeting, *path: str) -> str:
    """An address of the meeting for those who were let in."""
    return "/".join((address_of(api.content.get_uuid(meeting)), *path))


def address_of(uid: str) -> str:
    """The same by the meeting's UID."""
    return f"{api.portal.get().absolute_url()}/{VIEW}/{uid}"


def issue(meeting: Meeting, seat_uid: str, person: str) -> str:
    """The address of a one-time link, for a mail to this person."""
    return address(meeting, "link", links.sign(LINK, _data(Pass(meeting, seat_uid, person))))


def over(meeting: Meeting) -> datetime:
    """When no link to the meeting opens anything any more: a day after the meeting's last."""
    end = meeting.last_day + timedelta(days=2)
    return datetime.combine(end, time.min, local_zone(api.portal.get()))


def holds(given: Pass) -> bool:
    """Whether a pass is good now: the meeting is not over, its person speaks for the seat.

    As of today, that is: as holder, or as the deputy who was asked to stand in.
    """
    meeting = given.meeting
    moment = now()
    if life.state(meeting) not in OPEN or moment >= over(meeting):
        return False
    if given.ends is not None and moment >= given.ends:
        return False
    if api.user.get(userid=given.person) is None:
        return False
    committee = committee_of(meeting)
    seats = [] if committee is None else seats_on(committee, today())
    seat = next((seat for seat in seats if seat.uid == given.seat_uid), None)
    if seat is None or given.person not in (seat.holder, *seat.deputies):
        return False
    speakers = ISpeakers(meeting, None)
    speaker = seat.holder if speakers is None else speakers.speaker(seat.uid)
    return given.person == speaker and _sees(given)


def read(token: str) -> Pass:
    """What a link says, whether or not it was used before.

    :raises Expired: where it was ours, and opens nothing any more.
    :raises Forged: where it is not ours.
    """
    given = _pass(links.read(LINK, token, None))
    if not holds(given):
        raise Expired(LINK)
    return given


def was_used(token: str) -> bool:
    """Whether a link that `read` accepts can no longer be used."""
    try:
        return links.was_spent(LINK, token)
    except Expired:
        return True


def enter(token: str) -> tuple[Pass, str]:
    """Use a link up: the pass, and the value of the cookie that carries it.

    :raises Spent: where it was used before, at the same time too.
    :raises Expired: as `read` does.
    :raises Forged: likewise.
    """
    given = read(token)
    try:
        links.spend(LINK, token)
    except Expired as error:
        raise Spent(LINK) from error
    given = replace(given, ends=min(now() + HOURS, over(given.meeting)))
    return given, links.sign(CARD, _data(given))


def admitted(request: HTTPRequest, meeting: Meeting) -> Pass | None:
    """The pass that a request carries for the meeting; None unless it is good now."""
    token = request.cookies.get(COOKIE)
    try:
        given = _pass(links.read(CARD, token, HOURS))
        if links.was_spent(CARD, token):
            return None
    except LinkError:
        return None
    if api.content.get_uuid(given.meeting) != api.content.get_uuid(meeting):
        return None
    return given if given.ends is not None and holds(given) else None


def end(request: HTTPRequest) -> None:
    """The pass that a request carries is worth nothing from now on, also where it was copied."""
    try:
        links.spend(CARD, request.cookies.get(COOKIE))
    except LinkError:
        return


@contextmanager
def as_holder(given: Pass) -> Iterator[None]:
    """Act as the person who was let in: for the pack and the vote of the meeting, nothing else.

    The one place where a request without a login gets somebody's rights.
    """
    with api.env.adopt_user(user=api.user.get(userid=given.person)):
        yield


def cookie_path(meeting: Meeting) -> str:
    """The only addresses to which a browser sends the pass."""
    return urlsplit(address(meeting)).path


def found(uid: str) -> Meeting | None:
    """A meeting by its UID, whoever asks: nothing of it may be shown before the pass was read."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(UID=uid, portal_type="Meeting"):
        meeting = brain._unrestrictedGetObject()
        return meeting if IMeeting.providedBy(meeting) else None
    return None


def now() -> datetime:
    return datetime.now(local_zone(api.portal.get()))


def _sees(given: Pass) -> bool:
    """A pass opens no more than the account."""
    with as_holder(given):
        return bool(api.user.has_permission("View", obj=given.meeting))


def _data(given: Pass) -> dict[str, str | int]:
    """Ids alone, as a token holds them."""
    data: dict[str, str | int] = {
        "meeting": api.content.get_uuid(given.meeting),
        "seat": given.seat_uid,
        "person": given.person,
    }
    return data if given.ends is None else data | {"ends": int(given.ends.timestamp())}


def _pass(data: dict[str, str | int]) -> Pass:
    meeting = found(data["meeting"])
    if meeting is None:
        raise Forged(LINK)
    ends = data.get("ends")
    zone = local_zone(api.portal.get())
    when = None if ends is None else datetime.fromtimestamp(ends, zone)
    return Pass(meeting, data["seat"], data["person"], when)
