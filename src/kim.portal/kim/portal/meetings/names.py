"""What meetings and agenda items are called in addresses, by whatever way they are made.

A meeting by its day; an item by a number alone, since it may be confidential.
"""

from collections.abc import Iterable
from datetime import date
from kim.portal.meetings.folders import IMeetingFolder
from kim.portal.meetings.folders import ITopicFolder
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import IMeeting
from plone.app.content.namechooser import NormalizingNameChooser
from plone.dexterity.content import DexterityContent
from zope.component import adapter


PREFIX = "top-"


def item_id(taken: Iterable[str]) -> str:
    """``top-7``: one more than the highest there."""
    ends = [name.removeprefix(PREFIX) for name in taken]
    return f"{PREFIX}{max((int(end) for end in ends if end.isdecimal()), default=0) + 1}"


def meeting_id(day: date, taken: Iterable[str]) -> str:
    """``2026-11-30``, with a number behind it for the second meeting of a day."""
    taken, name, number = set(taken), day.isoformat(), 2
    while name in taken:
        name, number = f"{day.isoformat()}-{number}", number + 1
    return name


class ItemNames(NormalizingNameChooser):
    """Names of what is added to a meeting or to topics; what is no item is named as usual."""

    def chooseName(self, name: str | None, obj: DexterityContent) -> str:
        if IAgendaItem.providedBy(obj):
            return item_id(self.context.objectIds())
        return super().chooseName(name, obj)


@adapter(IMeeting)
class AgendaNames(ItemNames):
    """In a meeting."""


@adapter(ITopicFolder)
class TopicNames(ItemNames):
    """Among topics."""


@adapter(IMeetingFolder)
class MeetingNames(NormalizingNameChooser):
    """Names of meetings."""

    def chooseName(self, name: str | None, obj: DexterityContent) -> str:
        day = getattr(obj, "day", None)
        return meeting_id(day, self.context.objectIds()) if day else super().chooseName(name, obj)
