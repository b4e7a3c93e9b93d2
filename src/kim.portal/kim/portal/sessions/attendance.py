"""Who is there: seat by seat, who sits on it, since when and until when, and whether it is enough.

What is recorded keeps each name as it was: it stays right when an account goes. Until then a row
shows who is expected. Who stands in has the rights of holders at this meeting.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import time
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seats import Sitting
from kim.portal.committees.views import person as named
from kim.portal.invitations import answers
from kim.portal.invitations.answers import Expected
from kim.portal.meetings import participants
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions.quorum import quorate
from kim.portal.theme.marks import local_zone
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.attendance"
GUESTS = "kim.portal.session_guests"
MOST_GUESTS, LONGEST_GUEST = 50, 200

PRESENT, EXCUSED, ABSENT = "present", "excused", "absent"
STATUSES = (PRESENT, EXCUSED, ABSENT)


@dataclass(frozen=True)
class Attendance:
    """A seat at a meeting; while `status` is None, the person is who is expected."""

    seat: Sitting
    status: str | None
    person: str | None = field(repr=False)
    name: str = field(repr=False)
    stands_in: bool
    came: time | None
    left: time | None


@dataclass(frozen=True)
class Standing:
    """How many of the seats that vote are there; `quorate` is None where there is no rule."""

    voting: int
    present: int
    quorate: bool | None


def rows(meeting: Meeting) -> list[Attendance]:
    """One a seat as sent, in their order."""
    kept = IAnnotations(meeting).get(KEY, {})
    return [_row(e, kept.get(e.seat.uid)) for e in answers.expected(meeting)]


def record(
    meeting: Meeting,
    seat_uid: str,
    status: str | None,
    person: str | None = None,
    came: time | None = None,
    left: time | None = None,
) -> None:
    """Who sits on a seat; without a person whoever is expected. None takes the record back.

    :raises MeetingError: naming what is wrong: ``seat``, ``status``, ``person`` or ``left``.
    """
    if meeting.is_procedure:
        raise MeetingError(
            _("error_no_attendance", default="Nobody attends a written procedure."), "status"
        )
    row = next((row for row in rows(meeting) if row.seat.uid == seat_uid), None)
    if row is None:
        raise MeetingError(_("error_no_seat", default="This is no seat of the meeting."), "seat")
    if status is not None and status not in STATUSES:
        raise MeetingError(_("error_status", default="Present, excused or absent?"), "status")
    if came and left and left <= came:
        raise MeetingError(_("error_left", default="They left before they came."), "left")
    kept = _kept(meeting)
    if status is None:
        kept.pop(seat_uid, None)
    else:
        kept[seat_uid] = _entry(row, status, person, came, left)
    keep_stand_ins(meeting)


def record_expected(meeting: Meeting) -> int:
    """Take for present whoever is expected, where nothing is recorded yet; how many they are."""
    found = [
        e
        for e, row in zip(answers.expected(meeting), rows(meeting), strict=True)
        if row.status is None and e.person is not None
    ]
    for one in found:
        record(meeting, one.seat.uid, PRESENT, one.person)
    return len(found)


def guests(meeting: Meeting) -> list[str]:
    """Who was invited as a guest, then who was noted in the session."""
    return list(dict.fromkeys((*(meeting.guests or ()), *noted(meeting))))


def noted(meeting: Meeting) -> tuple[str, ...]:
    return IAnnotations(meeting).get(GUESTS, ())


def note_guests(meeting: Meeting, names: Sequence[str]) -> None:
    """Who else is there, as text.

    :raises MeetingError: for too many, or too long a name.
    """
    names = tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
    if len(names) > MOST_GUESTS or any(len(name) > LONGEST_GUEST for name in names):
        raise MeetingError(
            _("error_guests", default="At most 50 guests, each on a line of 200 characters."),
            "guests",
        )
    if names != noted(meeting):
        IAnnotations(meeting)[GUESTS] = names


def voting_seats(meeting: Meeting) -> list[Sitting]:
    """Seats that have a vote, vacant ones too."""
    return [seat for seat in sent.seats(meeting) if seat.voting]


def voters(meeting: Meeting, moment: datetime | None = None) -> set[str]:
    """UIDs of the seats that vote and are there: at a moment of the meeting's day, now by default.

    On any other day, whoever was there at all.
    """
    moment = (moment or datetime.now(UTC)).astimezone(local_zone(api.portal.get()))
    at = moment.time() if moment.date() == meeting.day else None
    return {row.seat.uid for row in rows(meeting) if row.seat.voting and _is_there(row, at)}


def standing(meeting: Meeting, moment: datetime | None = None) -> Standing:
    """Whether the meeting is quorate by its own rule."""
    voting, present = len(voting_seats(meeting)), len(voters(meeting, moment))
    return Standing(voting, present, quorate(meeting.quorum, voting, present))


def keep_stand_ins(meeting: Meeting) -> None:
    """Deputies who are expected or there see what holders see."""
    expected = {e.person for e in answers.expected(meeting) if e.stands_in and e.asked}
    there = {row.person for row in rows(meeting) if row.status == PRESENT and row.stands_in}
    participants.stand_in(meeting, tuple(sorted(expected | there)))


def prepare(meeting: Meeting) -> None:
    """Have a place for what several people will write at once."""
    _kept(meeting)


def _kept(meeting: Meeting) -> OOBTree:
    kept = IAnnotations(meeting).get(KEY)
    if kept is None:
        kept = IAnnotations(meeting)[KEY] = OOBTree()
    return kept


def _row(expected: Expected, entry: dict[str, Any] | None) -> Attendance:
    seat = expected.seat
    if entry is None:
        person = expected.person
        name = named(person).name if person else ""
        return Attendance(seat, None, person, name, expected.stands_in, None, None)
    person = entry["person"]
    return Attendance(
        seat=seat,
        status=entry["status"],
        person=person,
        name=entry["name"],
        stands_in=person is not None and person != seat.holder,
        came=entry["came"],
        left=entry["left"],
    )


def _entry(
    row: Attendance, status: str, person: str | None, came: time | None, left: time | None
) -> dict[str, Any]:
    there = status == PRESENT
    # Who is missed is the holder, whoever was expected.
    person = person or (row.person if there else row.seat.holder)
    if there and not person:
        raise MeetingError(_("error_who", default="Please say who sits there."), "person")
    if person and person != row.person and api.user.get(userid=person) is None:
        raise MeetingError(
            _("error_account", default="There is no account of this kind."), "person"
        )
    return {
        "status": status,
        "person": person,
        "name": row.name if person == row.person else named(person).name if person else "",
        "came": came if there else None,
        "left": left if there else None,
        "when": datetime.now(UTC),
        "by": api.user.get_current().getId() or "",
    }


def _is_there(row: Attendance, at: time | None) -> bool:
    if row.status != PRESENT:
        return False
    return at is None or ((row.came or at) <= at and (row.left is None or at < row.left))
