"""To whom minutes were sent for objections, until when, and who has said that they have none.

Who attended is kept as it was when the minutes were circulated.
"""

from BTrees.OOBTree import OOBTree
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from kim.portal.committees.seat import today
from kim.portal.meetings.meeting import Meeting
from kim.portal.minutes import life
from kim.portal.minutes.minutes import Minutes
from kim.portal.sessions import attendance
from kim.portal.sessions.attendance import PRESENT
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


CIRCULATIONS = "kim.portal.minutes.circulations"
OBJECTIONS = "kim.portal.minutes.objections"
AGREED = "kim.portal.minutes.agreed"
TURNS = "kim.portal.minutes.turns"


@dataclass(frozen=True)
class Attender:
    """Somebody who was at the meeting, and for which seat; as text, they stay as they were."""

    person: str
    seat: str
    function: str
    name: str = field(repr=False)


@dataclass(frozen=True)
class Circulation:
    """Minutes sent to those who attended; objections may come until the last day, it included."""

    until: date
    when: datetime
    by: str
    to: tuple[Attender, ...]


def attended(meeting: Meeting) -> list[Attender]:
    """Who was there, one a person; in a written procedure, who was asked."""
    rows = attendance.rows(meeting)
    if not meeting.is_procedure:
        rows = [row for row in rows if row.status == PRESENT]
    found: dict[str, Attender] = {}
    for row in rows:
        if row.person and row.person not in found:
            found[row.person] = Attender(row.person, row.seat.uid, row.seat.function, row.name)
    return list(found.values())


def circulation(minutes: Minutes) -> Circulation | None:
    """The last one; also of minutes that were taken back since."""
    kept = IAnnotations(minutes).get(CIRCULATIONS)
    if not kept:
        return None
    row = dict(kept[-1])
    row["to"] = tuple(Attender(**one) for one in row["to"])
    return Circulation(**row)


def keep_circulation(minutes: Minutes, one: Circulation) -> None:
    """Nobody has agreed yet to what is sent now."""
    annotations = IAnnotations(minutes)
    annotations.setdefault(CIRCULATIONS, PersistentList()).append(
        asdict(one) | {"to": tuple(asdict(each) for each in one.to)}
    )
    annotations[AGREED] = OOBTree()
    meet(minutes)
    if OBJECTIONS not in annotations:
        # Several people will write at once: there is a place for it before the first does.
        annotations[OBJECTIONS] = OOBTree()


def meet(minutes: Minutes) -> None:
    """What is said about minutes and what ends that meet in one object.

    Of two that act at once the later starts again from what the earlier has left: nobody objects
    to what was just approved.
    """
    annotations = IAnnotations(minutes)
    if TURNS not in annotations:
        annotations[TURNS] = PersistentMapping(number=0)
    annotations[TURNS]["number"] += 1


def attender(minutes: Minutes, person: str) -> Attender | None:
    found = circulation(minutes)
    return next((one for one in found.to if one.person == person), None) if found else None


def is_open(minutes: Minutes) -> bool:
    """Whether objections may come now."""
    found = circulation(minutes)
    return found is not None and life.state(minutes) == life.CIRCULATED and today() <= found.until


def agreed(minutes: Minutes) -> set[str]:
    """Who has said that they have no objection to what stands now."""
    return set(IAnnotations(minutes).get(AGREED) or ())


def waits_for(minutes: Minutes) -> list[Attender]:
    """Who has said nothing yet."""
    found = circulation(minutes)
    said = agreed(minutes)
    return [one for one in found.to if one.person not in said] if found else []
