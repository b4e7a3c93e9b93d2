"""Agenda sources: the place where items come from by themselves.

A source is a named adapter of a meeting to `IAgendaSource`; ``docs/development.md`` has an example.
What it offers is put on the agenda when the meeting is planned, and again whenever something new
may have come; an item that the office took off does not come back.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from kim.portal import _
from kim.portal.committees.committee import STEERING
from kim.portal.committees.seat import committee_of
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import DISCUSSION
from kim.portal.meetings.item import INFORMATION
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from persistent.list import PersistentList
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.component import getAdapters
from zope.i18n import translate
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


KEY = "kim.portal.agenda_sources"
FIRST, MIDDLE, LAST = 0, 50, 100
STANDING_MANDATES = "standing-mandates"


@dataclass(frozen=True)
class Draft:
    """An item to be: `key` names it for ever, `place` says where it goes among what comes.

    `below` is the key of an item whose last part it becomes, where that is on the agenda.
    """

    key: str
    title: str
    kind: str = DISCUSSION
    text: str | None = None
    place: int = MIDDLE
    sub: bool = False
    below: str = ""


class IAgendaSource(Interface):
    """Offers items for a meeting's agenda."""

    order = Attribute("Whole number; lower is asked first.")

    def drafts() -> Iterator[Draft]:
        """What stands for the meeting now; the same thing always under the same key."""


def fill(meeting: Meeting) -> list[str]:
    """Put what the sources offer onto a planned meeting's agenda; keys of what is new."""
    if life.state(meeting) != life.PLANNED:
        return []
    known = IAnnotations(meeting).setdefault(KEY, PersistentList())
    drafts = [draft for draft in offered(meeting) if draft.key not in known]
    for draft in drafts:
        item = agenda.add(
            meeting, title=draft.title, kind=draft.kind, text=draft.text, sub=draft.sub
        )
        item.origin = draft.key
        known.append(draft.key)
    _settle(meeting, drafts)
    return [draft.key for draft in drafts]


def offered(meeting: Meeting) -> list[Draft]:
    sources = sorted(getAdapters((meeting,), IAgendaSource), key=lambda found: found[1].order)
    return [draft for _name, source in sources for draft in source.drafts()]


def _settle(meeting: Meeting, drafts: Sequence[Draft]) -> None:
    """New items go before, or behind, those that are there already."""
    items, places = agenda.items(meeting), {draft.key: draft.place for draft in drafts}
    order = sorted(items, key=lambda item: places.get(item.origin or "", MIDDLE))
    for draft in drafts:
        if draft.below:
            _put_below(order, draft)
    agenda.arrange(meeting, [item.getId() for item in order])


def _put_below(order: list[AgendaItem], draft: Draft) -> None:
    origins = [item.origin for item in order]
    if draft.below not in origins:
        return
    item = order.pop(origins.index(draft.key))
    end = [one.origin for one in order].index(draft.below) + 1
    while end < len(order) and order[end].sub:
        end += 1
    item.sub = True
    order.insert(end, item)


@implementer(IAgendaSource)
@adapter(IMeeting)
class StandingItems:
    """What stands on every agenda: for the steering group the state of its mandates (§ 3.2)."""

    order = 20

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def drafts(self) -> Iterator[Draft]:
        committee = committee_of(self.meeting)
        if committee is None or self.meeting.is_procedure:
            return
        if committee.level == STEERING:
            title = _("standing_mandates", default="State of the mandates")
            yield Draft(STANDING_MANDATES, said(title), INFORMATION, place=10)


def said(message: str) -> str:
    """In the language that the site's content is written in."""
    return translate(message, target_language=api.portal.get_default_language())
