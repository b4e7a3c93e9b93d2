"""What was sent: agenda and seats as they were when a meeting's invitations went out.

Each sending is a record of its own, plain values, and stays as it is; the last one counts. Before
the first the seats are those of the meeting's day.
"""

from dataclasses import asdict
from datetime import datetime
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seats import seats_on
from kim.portal.committees.seats import Sitting
from kim.portal.directory import listing
from kim.portal.meetings import agenda
from kim.portal.meetings.meeting import Meeting
from persistent.list import PersistentList
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.sent"


def sendings(meeting: Meeting) -> list[dict[str, Any]]:
    """All records, oldest first: ``number, when, by, day, begins, …, agenda, seats``."""
    return list(IAnnotations(meeting).get(KEY, ()))


def last(meeting: Meeting) -> dict[str, Any] | None:
    found = sendings(meeting)
    return found[-1] if found else None


def seats(meeting: Meeting) -> list[Sitting]:
    """The seats of a meeting: as sent; those of its day while nothing has been sent."""
    record = last(meeting)
    if record is None:
        committee = committee_of(meeting)
        return [] if committee is None else seats_on(committee, meeting.day)
    return [Sitting(**row) for row in record["seats"]]


def organisations(meeting: Meeting) -> dict[str, str]:
    """UIDs of the organisations behind the seats → their names, as they were when it was sent."""
    record = last(meeting)
    return dict(record["organisations"]) if record else _names(seats(meeting))


def keep(meeting: Meeting, when: datetime, by: str) -> dict[str, Any]:
    """Record agenda and seats as they are now; the number counts from 0, as calendars do."""
    committee = committee_of(meeting)
    found = seats_on(committee, meeting.day)
    record = {
        "number": len(sendings(meeting)),
        "when": when,
        "by": by,
        "kind": meeting.kind,
        "day": meeting.day,
        "begins": meeting.begins,
        "finishes": meeting.finishes,
        "until": meeting.until,
        "place": meeting.place,
        "link": meeting.link,
        "agenda": [agenda.facts(line) for line in agenda.lines(meeting)],
        "seats": [asdict(seat) for seat in found],
        "organisations": _names(found),
    }
    IAnnotations(meeting).setdefault(KEY, PersistentList()).append(record)
    return record


def _names(found: list[Sitting]) -> dict[str, str]:
    uids = {uid for seat in found for uid in (seat.sender, *seat.represents) if uid}
    return {brain.UID: brain.Title for brain in listing.by_uid(sorted(uids))}
