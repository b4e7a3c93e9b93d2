"""Who was asked for each seat of a meeting, and what they said.

A seat is asked in its order as sent: its holder, then its deputies, each when those before have
declined. People change their minds while the meeting is ahead: who comes first in the order and has
not declined is expected, and whoever was asked in their place is told that they are not needed.

What happened is kept by seat, oldest first, as plain values; two seats that are answered at once do
not conflict, two answers for one seat do, and the later one starts from the earlier.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seats import seats_on
from kim.portal.committees.seats import Sitting
from kim.portal.invitations import letters
from kim.portal.meetings import life
from kim.portal.meetings import participants
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.theme.marks import local_zone
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.answers"

YES, NO = "yes", "no"
#: What else happens to a seat: somebody is asked, is not needed any more, all begins anew.
ASKED, RELEASED, ANEW = "asked", "released", "anew"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked for a seat; `by` recorded the answer, which may be the office."""

    person: str
    answer: str | None = None
    when: datetime | None = None
    by: str | None = field(repr=False, default=None)


@dataclass(frozen=True)
class Expected:
    """Who is to come for a seat: `person` is None where nobody is left, or nobody holds it."""

    seat: Sitting
    person: str | None
    stands_in: bool
    answer: str | None
    asked: tuple[Asked, ...]


# The rule


def order(seat: Sitting) -> tuple[str, ...]:
    """Who may speak for a seat, first come first; nobody for one that nobody holds."""
    return tuple(dict.fromkeys((seat.holder, *seat.deputies))) if seat.holder else ()


def asked(people: Sequence[str], entries: Iterable[Entry]) -> tuple[Asked, ...]:
    """Those who were asked, in order, with their last answer, as the entries of a seat tell."""
    found: dict[str, Asked] = {}
    for entry in entries:
        person, word = entry["person"], entry["word"]
        if word == ANEW:
            found.clear()
        elif word == ASKED:
            found[person] = Asked(person)
        elif word == RELEASED:
            found.pop(person, None)
        else:
            found[person] = Asked(person, word, entry["when"], entry["by"])
    return tuple(found[person] for person in people if person in found)


def speaker(people: Sequence[str], found: Iterable[Asked]) -> str | None:
    """The first in order who has not declined."""
    declined = {one.person for one in found if one.answer == NO}
    return next((person for person in people if person not in declined), None)


# A meeting's


def expected(meeting: Meeting) -> list[Expected]:
    """One a seat as sent, in their order."""
    return [_expected(meeting, seat) for seat in sent.seats(meeting)]


def of_person(meeting: Meeting, person: str) -> list[Expected]:
    """The seats for which somebody was asked."""
    return [e for e in expected(meeting) if person in {one.person for one in e.asked}]


def closes(meeting: Meeting) -> datetime:
    """Until when answers are taken: a meeting's beginning, a written procedure's last day."""
    zone = local_zone(api.portal.get())
    if meeting.is_procedure:
        return datetime.combine(meeting.last_day + timedelta(days=1), time.min, zone)
    if meeting.begins is None:
        return datetime.combine(meeting.day + timedelta(days=1), time.min, zone)
    return meeting.start.replace(tzinfo=zone)


def is_open(meeting: Meeting) -> bool:
    """Whether answers are taken now."""
    states = (life.INVITED, life.IN_SESSION) if meeting.is_procedure else (life.INVITED,)
    return life.state(meeting) in states and datetime.now(UTC) < closes(meeting)


def answer(meeting: Meeting, seat_uid: str, person: str, yes: bool, by: str | None = None) -> None:
    """What somebody who was asked says; `by` records it for them. Said again, nothing happens.

    :raises MeetingError: where answers are not taken (any more), or the person was not asked.
    """
    if not is_open(meeting):
        raise MeetingError(
            _("error_answers_closed", default="Answers are not taken any more."), "answer"
        )
    before = next((e for e in expected(meeting) if e.seat.uid == seat_uid), None)
    mine = before and next((one for one in before.asked if one.person == person), None)
    if not mine or not sits(meeting, seat_uid, person):
        raise MeetingError(_("error_not_asked", default="Nobody was asked like that."), "seat")
    word = YES if yes else NO
    if mine.answer == word:
        return
    note(meeting, seat_uid, word, person, by or person)
    _settle(meeting, before)
    keep_stand_ins(meeting)


def sits(meeting: Meeting, seat_uid: str, person: str) -> bool:
    """Whether they hold the seat or deputise for it, as far as known today, on the day."""
    committee = committee_of(meeting)
    seats = [] if committee is None else seats_on(committee, meeting.day)
    return any(seat.uid == seat_uid and person in order(seat) for seat in seats)


def begin(meeting: Meeting, anew: bool = True) -> list[tuple[Sitting | None, str]]:
    """Ask for all seats as sent last: all over again, or only where that is new.

    Returned is who had been asked and is not needed any more, so that they can be told; the seat is
    None where there is no such seat any more.
    """
    was = set(_involved(meeting))
    for seat in sent.seats(meeting):
        if anew:
            note(meeting, seat.uid, ANEW)
        _put_right(meeting, seat)
    keep_stand_ins(meeting)
    now = {(e.seat.uid, one.person) for e in expected(meeting) for one in e.asked}
    gone = sorted(was - now)
    for seat_uid, person in gone:
        note(meeting, seat_uid, RELEASED, person)
    seats = {seat.uid: seat for seat in sent.seats(meeting)}
    return [(seats.get(seat_uid), person) for seat_uid, person in gone]


def note(meeting: Meeting, seat_uid: str, word: str, person: str = "", by: str = "") -> None:
    kept = IAnnotations(meeting).get(KEY)
    if kept is None:
        kept = IAnnotations(meeting)[KEY] = OOBTree()
    entry = {"word": word, "person": person, "when": datetime.now(UTC), "by": by}
    kept[seat_uid] = (*kept.get(seat_uid, ()), entry)


def keep_stand_ins(meeting: Meeting) -> None:
    """Deputies who are expected see what holders see, as long as they are expected."""
    people = {e.person for e in expected(meeting) if e.stands_in and e.asked}
    participants.stand_in(meeting, tuple(sorted(people)))


def _expected(meeting: Meeting, seat: Sitting) -> Expected:
    people = order(seat)
    found = asked(people, _entries(meeting, seat.uid))
    person = speaker(people, found)
    said = next((one.answer for one in found if one.person == person), None)
    return Expected(
        seat=seat,
        person=person,
        stands_in=person is not None and person != seat.holder,
        answer=said if person is not None or not found else NO,
        asked=found,
    )


def _settle(meeting: Meeting, before: Expected) -> None:
    """After an answer: ask the next one, or tell whoever was asked that they are not needed."""
    seat = before.seat
    _put_right(meeting, seat)
    after = _expected(meeting, seat)
    for person in _people(after) - _people(before):
        letters.stand_in(meeting, seat, person)
    for person in _waiting(before.asked) - _people(after):
        letters.not_needed(meeting, seat, person)


def _put_right(meeting: Meeting, seat: Sitting) -> None:
    """Note that the one who is expected is asked, and nobody after them."""
    people = order(seat)
    found = asked(people, _entries(meeting, seat.uid))
    person = speaker(people, found)
    if person is None:
        return
    if person not in {one.person for one in found}:
        note(meeting, seat.uid, ASKED, person)
    for other in _waiting(found):
        if people.index(other) > people.index(person):
            note(meeting, seat.uid, RELEASED, other)


def _waiting(found: Iterable[Asked]) -> set[str]:
    """Those who were asked and may believe that they are needed."""
    return {one.person for one in found if one.answer != NO}


def _people(one: Expected) -> set[str]:
    return {asked.person for asked in one.asked}


def _involved(meeting: Meeting) -> Iterable[tuple[str, str]]:
    """Seat and person of all who have been asked and not released, whoever holds the seat now."""
    for uid, entries in IAnnotations(meeting).get(KEY, {}).items():
        people = list(dict.fromkeys(entry["person"] for entry in entries))
        for person in _waiting(asked(people, entries)):
            yield uid, person


def _entries(meeting: Meeting, seat_uid: str) -> tuple[Entry, ...]:
    return IAnnotations(meeting).get(KEY, {}).get(seat_uid, ())
