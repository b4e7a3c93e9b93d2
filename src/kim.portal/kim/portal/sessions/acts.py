"""What pages and programs send to record a meeting: read, checked, handed to the rules."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from collections.abc import Mapping
from datetime import time
from kim.portal import _
from kim.portal.access.parameters import BadParameter
from kim.portal.access.parameters import whole_number
from kim.portal.meetings import life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.sessions.results import Result
from plone import api
from typing import Any
from zExceptions import NotFound


def seen(item: AgendaItem) -> AgendaItem:
    """The item of a meeting, for somebody who may see it: recording alone does not open it.

    :raises NotFound: for a topic that waits.
    :raises Unauthorized: for what is confidential.
    """
    if meeting_of(item) is None:
        raise NotFound(item.getId())
    if not getSecurityManager().checkPermission("View", item):
        raise Unauthorized("The item is confidential.")
    return item


def put_attendance(meeting: Meeting, data: Mapping[str, Any]) -> None:
    """``seat``, ``status`` (empty: not recorded), ``person``, ``came`` and ``left``.

    :raises BadParameter: for what has the wrong form.
    :raises MeetingError: as `attendance.record` does, and where the office alone names somebody.
    """
    seat, person = _text(data, "seat"), _text(data, "person") or None
    _check_named(meeting, seat, person)
    attendance.record(
        meeting,
        seat,
        _text(data, "status") or None,
        person,
        _clock(data, "came"),
        _clock(data, "left"),
    )


def put_guests(meeting: Meeting, names: Any) -> None:
    """:raises BadParameter: for what is no list of names."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise BadParameter("guests", "must be a list of names")
    attendance.note_guests(meeting, names)


def put_text(item: AgendaItem, data: Mapping[str, Any]) -> Result:
    """``text``, and ``base``: the number of the revision that it started from."""
    text = data.get("text")
    if not isinstance(text, str):
        raise BadParameter("text", "must be text")
    base = whole_number("base", data.get("base"))
    if base < 0:
        raise BadParameter("base", "must be 0 or more")
    return results.save_text(item, text, base)


def put_outcome(item: AgendaItem, data: Mapping[str, Any]) -> None:
    """``outcome``; null or empty takes it back."""
    if "outcome" not in data:
        raise BadParameter("outcome", "is missing")
    results.set_outcome(item, _text(data, "outcome") or None)


def put_vote(item: AgendaItem, data: Mapping[str, Any]) -> None:
    """``mode``: consensus, counts (with ``yes``, ``no``, ``abstain``), seats (with ``seats``).

    ``seats`` are UIDs with what they say; an empty word takes it back. Without a mode there was no
    vote.
    """
    mode = _text(data, "mode")
    if not mode:
        votes.clear(item)
    elif mode == votes.CONSENSUS:
        votes.consent(item)
    elif mode == votes.COUNTS:
        votes.count(item, *(_count(data, name) for name in votes.VOTES))
    elif mode == votes.SEATS:
        _by_seat(item, data.get("seats"))
    else:
        raise BadParameter("mode", "must be consensus, counts or seats")


def put_ballot(meeting: Meeting, person: str, seats: list[str], data: Mapping[str, Any]) -> None:
    """``votes``: UIDs of items with yes, no or abstain; ``objection``; ``seat`` among several."""
    seat = _text(data, "seat") or (seats[0] if len(seats) == 1 else "")
    given, objection = data.get("votes") or {}, data.get("objection")
    if not isinstance(given, Mapping):
        raise BadParameter("votes", "must be items with votes")
    if objection is not None and not isinstance(objection, str):
        raise BadParameter("objection", "must be text")
    for vote in given.values():
        if vote not in votes.VOTES:
            raise BadParameter("votes", "must be yes, no or abstain")
    conduct.vote(meeting, seat, person, dict(given), objection)


def _by_seat(item: AgendaItem, given: Any) -> None:
    if not isinstance(given, Mapping):
        raise BadParameter("seats", "must be seats with votes")
    meeting = meeting_of(item)
    if meeting.is_procedure:
        raise MeetingError(
            _("error_procedure_vote", default="In a written procedure each seat votes by itself."),
            "vote",
        )
    by = api.user.get_current().getId() or ""
    for seat, vote in given.items():
        if vote is not None and not isinstance(vote, str):
            raise BadParameter("seats", "must be seats with votes")
        votes.cast(item, seat, vote or None, by)


def _check_named(meeting: Meeting, seat_uid: str, person: str | None) -> None:
    """Who takes the minutes records holders and deputies; the office names anybody."""
    row = next((row for row in attendance.rows(meeting) if row.seat.uid == seat_uid), None)
    if row is None or person is None:
        return
    if person in (row.person, row.seat.holder, *row.seat.deputies):
        return
    if not getSecurityManager().checkPermission(life.MANAGE, meeting):
        raise MeetingError(
            _("error_office_names", default="Somebody else is named by the office alone."), "person"
        )


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadParameter(name, "must be text")
    return value.strip()


def _clock(data: Mapping[str, Any], name: str) -> time | None:
    value = _text(data, name)
    if not value:
        return None
    try:
        return time.fromisoformat(value).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError as error:
        raise BadParameter(name, "must be a time of day, 14:30") from error


def _count(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    return 0 if value in (None, "") else whole_number(name, value)
