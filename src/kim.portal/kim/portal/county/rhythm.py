"""How often somebody meets, where that is stated as a number, and when the next time is due."""

from calendar import monthrange
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.county.vocabularies import choices
from plone.supermodel import model
from typing import Any
from zope import schema


DAYS, MONTHS = "days", "months"

units = choices(
    (DAYS, _("unit_days", default="days")), (MONTHS, _("unit_months", default="months"))
)


class IRhythm(model.Schema):
    """How often somebody meets: in words, and as a number where it is stated as one."""

    rhythm = schema.TextLine(
        title=_("field_rhythm", default="How often it meets"), required=False, max_length=200
    )
    meets_every = schema.Int(
        title=_("field_meets_every", default="As a number: every …"),
        description=_(
            "field_meets_every_help",
            default="From this the portal knows when the next meeting is due.",
        ),
        required=False,
        min=1,
        max=400,
    )
    meets_unit = schema.Choice(
        title=_("field_meets_unit", default="… days or months"),
        vocabulary="kim.meeting_units",
        default=MONTHS,
    )


#: In county data: ``{days: 14}`` or ``{months: 6}``.
MEETS_EVERY = {
    "type": "object",
    "properties": {
        unit: {"type": "integer", "minimum": 1, "maximum": 400} for unit in (DAYS, MONTHS)
    },
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
}


def due_on(last: date, every: int, unit: str) -> date:
    """`every` days or months after the last one; a day that a month lacks is its last one."""
    if unit == DAYS:
        return last + timedelta(days=every)
    month = last.month - 1 + every
    year, month = last.year + month // 12, month % 12 + 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))


def loaded(entry: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record of county data."""
    unit, number = next(iter(entry.get("meets_every", {MONTHS: None}).items()))
    return {"rhythm": entry.get("rhythm"), "meets_every": number, "meets_unit": unit}


def in_words(every: int | None, unit: str) -> str | None:
    """“every 14 days”, for where nobody has put the rhythm into words of their own."""
    if not every:
        return None
    if unit == DAYS:
        many = _("every_days", default="every ${count} days", mapping={"count": every})
        return many if every > 1 else _("every_day", default="every day")
    many = _("every_months", default="every ${count} months", mapping={"count": every})
    return many if every > 1 else _("every_month", default="every month")
