"""Who sat where on a day: the rule that membership, pages, meetings and the API ask.

A seat is valid from its first to its last day, both included, and no longer than its committee.
What it is may change meanwhile; each change is kept with the day since when it holds, so that a
change today does not change yesterday.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import ISeatFolder
from kim.portal.committees.seat import ISeat
from kim.portal.committees.seat import Seat
from plone import api
from plone.dexterity.content import DexterityContent
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any
from zope.lifecycleevent import modified


FOLDER = "sitze"
#: What a seat is, apart from its days.
FACTS = ("title", "description", "sender", "represents", "voting", "note", "holder", "deputies")


class SeatError(ValueError):
    """What was asked for cannot be: `field` is the input at fault."""

    def __init__(self, message: str, field: str = "since") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True)
class Sitting:
    """A seat as it was on a day; `sender` and `represents` are UIDs of actors."""

    uid: str
    id: str
    function: str
    remark: str
    sender: str | None
    represents: tuple[str, ...]
    voting: bool
    valid_from: date | None
    valid_to: date | None
    # Not in anybody's log by accident.
    note: str | None = field(repr=False, default=None)
    holder: str | None = field(repr=False, default=None)
    deputies: tuple[str, ...] = field(repr=False, default=())


def folder_of(committee: Committee) -> DexterityContent | None:
    """Where a committee's seats are."""
    found = committee.get(FOLDER)
    return found if ISeatFolder.providedBy(found) else None


def seats_of(committee: Committee) -> list[Seat]:
    """All seats that a committee has, had or will have, in order."""
    folder = folder_of(committee)
    return (
        [] if folder is None else [seat for seat in folder.objectValues() if ISeat.providedBy(seat)]
    )


def seats_on(committee: Committee, day: date) -> list[Sitting]:
    """The seats that are valid on a day, each as it was then, in order."""
    if committee.ended(day):
        return []
    return [sitting(seat, day) for seat in seats_of(committee) if is_valid(seat, day)]


def is_valid(seat: Seat, day: date) -> bool:
    begun = seat.valid_from is None or seat.valid_from <= day
    return begun and (seat.valid_to is None or day <= seat.valid_to)


def sitting(seat: Seat, day: date) -> Sitting:
    """What a seat was on a day, from its record."""
    held = _facts(seat)
    for entry in seat.record:
        if entry["since"] <= day or entry is seat.record[0]:
            held = entry["facts"]
    return Sitting(
        uid=api.content.get_uuid(seat),
        id=seat.getId(),
        function=held["title"],
        remark=held["description"] or "",
        sender=held["sender"],
        represents=tuple(held["represents"]),
        voting=held["voting"],
        valid_from=seat.valid_from,
        valid_to=seat.valid_to,
        note=held["note"],
        holder=held["holder"],
        deputies=tuple(held["deputies"]),
    )


def remember(seat: Seat, since: date) -> bool:
    """Keep what the seat is now as what it is since a day; whether that was new.

    What is kept of days before stays. A seat that has not begun by then has nothing to keep.
    """
    facts = _facts(seat)
    kept = [entry for entry in seat.record if entry["since"] < since]
    if seat.valid_from is not None and seat.valid_from >= since:
        kept = []
    if kept and kept[-1]["facts"] == facts and len(kept) == len(seat.record):
        return False
    seat.record = (*kept, {"since": since if kept else date.min, "facts": facts})
    return True


def was_held(seat: Seat, day: date) -> bool:
    """Whether it began before a day and somebody has held it since."""
    begun = seat.valid_from is None or seat.valid_from < day
    return begun and any(entry["facts"]["holder"] for entry in seat.record)


def _facts(seat: Seat) -> dict[str, Any]:
    """Plain values: what is kept outlives every class."""
    values = {name: getattr(seat, name, None) for name in FACTS}
    for name in ("represents", "deputies"):
        values[name] = list(values[name] or ())
    return values


def line(committee: Committee, uid: str | None) -> set[str]:
    """A seat and those that followed it: whoever chairs by a seat does so by its successor."""
    found = {uid} if uid else set()
    for seat in seats_of(committee):
        if seat.predecessor in found:
            found.add(api.content.get_uuid(seat))
    return found


def chairs(committee: Committee) -> set[str]:
    """UIDs of the seats whose holders chair the committee, for their day."""
    return line(committee, committee.chair) | line(committee, committee.deputy)


def add(committee: Committee, **values: Any) -> Seat:
    """A new seat at the end."""
    folder = folder_of(committee)
    seat = createContent("Seat", **values)
    return addContentToContainer(folder, seat, checkConstraints=False)


def occupy(seat: Seat, holder: str | None, deputies: Iterable[str], since: date) -> None:
    """Who holds the seat and who stands in, since a day that is not in the future."""
    seat.holder, seat.deputies = holder, list(deputies)
    remember(seat, since)
    modified(seat)


def end(seat: Seat, last: date) -> None:
    """The seat's last day.

    :raises SeatError: where it had not begun by then.
    """
    if seat.valid_from and last < seat.valid_from:
        raise SeatError(_("error_seat_begins_later", default="The seat begins later than that."))
    seat.valid_to = last
    modified(seat)


def check_succession(seat: Seat, since: date) -> None:
    """:raises SeatError: unless the seat can end on the day before."""
    last = since - timedelta(days=1)
    if seat.valid_from and last < seat.valid_from:
        raise SeatError(_("error_seat_begins_later", default="The seat begins later than that."))
    if seat.valid_to is not None and seat.valid_to < last:
        raise SeatError(_("error_seat_ended", default="The seat has ended before that day."))


def succeed(seat: Seat, committee: Committee, since: date, **values: Any) -> Seat:
    """End a seat on the day before and begin its successor; what is not said stays as it was.

    :raises SeatError: where the seat would end before it began, or has ended before.
    """
    check_succession(seat, since)
    end(seat, since - timedelta(days=1))
    kept = {name: getattr(seat, name) for name in ("title", "description", "sender", "voting")}
    successor = add(
        committee,
        **{
            **kept,
            "represents": list(seat.represents or ()),
            "valid_from": since,
            "predecessor": api.content.get_uuid(seat),
            **values,
        },
    )
    folder = folder_of(committee)
    place = folder.getObjectPosition(seat.getId())
    folder.moveObjectToPosition(successor.getId(), place + 1)
    return successor


def end_all(committee: Committee, last: date) -> Iterator[Seat]:
    """End the committee: its last day, and that of every seat that would go on."""
    committee.ends_on = last
    for seat in seats_of(committee):
        if seat.valid_to is None or seat.valid_to > last:
            # One that has not begun never will: the committee has ended by then.
            seat.valid_to = max(last, seat.valid_from or last)
            modified(seat)
            yield seat
    modified(committee)
