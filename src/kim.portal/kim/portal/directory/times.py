"""Weekly times as data: opening hours of an actor, times of an offer."""

from collections.abc import Iterable
from datetime import time
from kim.portal import _
from kim.portal.county.vocabularies import choices
from typing import Any
from zope import schema
from zope.interface import Interface
from zope.schema import ValidationError


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

days = choices(
    ("monday", _("monday", default="Monday")),
    ("tuesday", _("tuesday", default="Tuesday")),
    ("wednesday", _("wednesday", default="Wednesday")),
    ("thursday", _("thursday", default="Thursday")),
    ("friday", _("friday", default="Friday")),
    ("saturday", _("saturday", default="Saturday")),
    ("sunday", _("sunday", default="Sunday")),
)


class EndsBeforeItStarts(ValidationError):
    __doc__ = _("error_times", default="A time ends before it starts. Please check from and to.")


class ITimeSlot(Interface):
    """One span of one weekday."""

    day = schema.Choice(title=_("slot_day", default="Day"), vocabulary="kim.days")
    opens = schema.Time(title=_("slot_opens", default="From"))
    closes = schema.Time(title=_("slot_closes", default="To"))
    note = schema.TextLine(
        title=_("slot_note", default="Note, for example: by appointment"),
        required=False,
        max_length=200,
    )


def in_order(slots: Iterable[dict[str, Any]]) -> bool:
    """:raises EndsBeforeItStarts: where a slot's end is not after its start."""
    for slot in slots:
        if slot.get("opens") and slot.get("closes") and slot["closes"] <= slot["opens"]:
            raise EndsBeforeItStarts(slot)
    return True


def by_day(slots: Iterable[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Slots grouped by weekday, Monday first, each day's in order of the clock."""
    found = []
    for day in DAYS:
        of_day = [slot for slot in slots if slot.get("day") == day]
        if of_day:
            found.append((day, sorted(of_day, key=lambda slot: slot.get("opens") or time.min)))
    return found


def clock(value: time | None) -> str:
    """08:05 → 8:05."""
    return f"{value.hour}:{value.minute:02}" if value else ""
