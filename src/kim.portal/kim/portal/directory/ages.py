"""Stages of life that an age range touches: what people choose from instead of typing an age."""

from dataclasses import dataclass
from kim.portal import _
from typing import Any


@dataclass(frozen=True)
class Band:
    """Ages from ``first`` to ``last``, in whole years, both included."""

    id: str
    first: int
    last: int
    title: Any


BANDS = (
    Band("0-5", 0, 5, _("age_0_5", default="Small children (up to 5)")),
    Band("6-13", 6, 13, _("age_6_13", default="Children (6 to 13)")),
    Band("14-17", 14, 17, _("age_14_17", default="Teenagers (14 to 17)")),
    Band("18-26", 18, 26, _("age_18_26", default="Young adults (18 to 26)")),
    Band("27-64", 27, 64, _("age_27_64", default="Adults (27 to 64)")),
    Band("65", 65, 200, _("age_65", default="Older people (65 and over)")),
)


def bands(age_from: int | None, age_to: int | None) -> list[str]:
    """The ids of the bands that a range touches; all of them are no restriction: none."""
    if age_from is None and age_to is None:
        return []
    first = age_from or 0
    last = BANDS[-1].last if age_to is None else age_to
    return [band.id for band in BANDS if band.first <= last and band.last >= first]
