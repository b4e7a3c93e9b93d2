"""The agenda: numbers, times and order of a meeting's items, and what a reader sees of them.

Order is that of the items in the meeting; an item that is part of the one before follows it, and
moves with it. Of a confidential item, whoever is not entitled sees its number alone.
"""

from AccessControl import getSecurityManager
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from kim.portal.meetings import life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.names import item_id
from plone import api
from plone.dexterity.content import DexterityContent
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any


UP, DOWN = "up", "down"


@dataclass(frozen=True)
class Line:
    """A line of the agenda; `item` is None where its reader may not know what it is about."""

    uid: str
    number: str
    begins: time | None
    confidential: bool
    item: AgendaItem | None


@dataclass(frozen=True)
class Paper:
    """A document of an item."""

    title: str
    url: str
    content: DexterityContent


def numbers(subs: Iterable[bool]) -> Iterator[str]:
    """“1”, “2”, “2.1” …: a sub-item that has nothing before it is an item."""
    top = below = 0
    for sub in subs:
        if sub and top:
            below += 1
            yield f"{top}.{below}"
        else:
            top, below = top + 1, 0
            yield str(top)


def times(begins: datetime | None, durations: Sequence[int | None]) -> Iterator[time | None]:
    """When each begins, as long as all before it say how many minutes they take."""
    now = begins
    for minutes in durations:
        yield now.time() if now is not None else None
        now = now + timedelta(minutes=minutes) if now is not None and minutes else None


def items(meeting: Meeting) -> list[AgendaItem]:
    """All of them in order, whoever may see them."""
    return [item for item in meeting.objectValues() if IAgendaItem.providedBy(item)]


def lines(meeting: Meeting) -> list[Line]:
    """All lines in full: for records and mails to those who are entitled."""
    found = items(meeting)
    begins = meeting.start if meeting.begins and not meeting.is_procedure else None
    numbered = numbers(bool(item.sub) for item in found)
    timed = times(begins, [item.duration for item in found])
    return [
        Line(api.content.get_uuid(item), number, at, life.is_confidential(item), item)
        for item, number, at in zip(found, numbered, timed, strict=True)
    ]


def lines_for_reader(meeting: Meeting) -> list[Line]:
    """The lines as the current user may see them."""
    check = getSecurityManager().checkPermission
    return [line if check("View", line.item) else hidden(line) for line in lines(meeting)]


def hidden(line: Line) -> Line:
    """What everybody sees of a confidential item."""
    return Line(line.uid, line.number, line.begins, True, None)


def facts(line: Line) -> dict[str, Any]:
    """A line as plain values, as it is kept when invitations go out."""
    item = line.item
    return {
        "uid": line.uid,
        "number": line.number,
        "begins": line.begins,
        "confidential": line.confidential,
        "title": item.title,
        "kind": item.kind,
        "motion": item.motion,
        "rapporteur": item.rapporteur,
        "late": item.late,
        "papers": [paper.title for paper in papers(item)],
    }


def papers(item: AgendaItem) -> list[Paper]:
    """An item's documents in order; they are seen by whoever sees the item."""
    return [
        Paper(content.title or content.getId(), f"{content.absolute_url()}/view", content)
        for content in item.objectValues()
    ]


def add(place: DexterityContent, **values: Any) -> AgendaItem:
    """A new item at the end of an agenda, or a new topic; the id says nothing about it."""
    item = createContent("AgendaItem", **values)
    item.id = item_id(place.objectIds())
    return addContentToContainer(place, item, checkConstraints=False)


def move(item: AgendaItem, meeting: Meeting, direction: str) -> None:
    """One place up or down among its equals; sub-items go with their item.

    At either end it stays where it is.
    """
    blocks = [[name] for name in _ids(meeting)] if item.sub else _blocks(meeting)
    here = next(n for n, block in enumerate(blocks) if block[0] == item.getId())
    there = here - 1 if direction == UP else here + 1
    if 0 <= there < len(blocks):
        blocks[here], blocks[there] = blocks[there], blocks[here]
        arrange(meeting, [name for block in blocks for name in block])


def arrange(meeting: Meeting, names: Sequence[str]) -> None:
    """Put the items into this order; those that are not named follow as they were.

    :raises ValueError: for a name that is no item of the meeting.
    """
    known = _ids(meeting)
    if not set(names) <= set(known) or len(set(names)) < len(names):
        raise ValueError("not the items of this meeting")
    ordering = meeting.getOrdering()
    wanted = [*names, *(name for name in known if name not in set(names))]
    for position, name in enumerate(wanted):
        ordering.moveObjectToPosition(name, position, suppress_events=True)
    for item in items(meeting):
        item.reindexObject(idxs=["getObjPositionInParent"])


def _ids(meeting: Meeting) -> list[str]:
    return [item.getId() for item in items(meeting)]


def _blocks(meeting: Meeting) -> list[list[str]]:
    """Each item with the sub-items that follow it."""
    blocks: list[list[str]] = []
    for item in items(meeting):
        if item.sub and blocks:
            blocks[-1].append(item.getId())
        else:
            blocks.append([item.getId()])
    return blocks
