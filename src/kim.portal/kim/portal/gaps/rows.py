"""A gap report as a line of a list, from what the catalog knows of it."""

from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.county.days import spoken
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.page import Page
from kim.portal.gaps import committees
from kim.portal.gaps import indexers
from kim.portal.gaps.gap import KINDS
from kim.portal.gaps.kind import GAPS
from kim.portal.tracking.bodies import OFFICE_GROUP
from plone import api
from typing import Any


MARKS = {
    indexers.OBJECTION: _("mark_gap_objection", default="objection"),
    indexers.ANSWER: _("mark_gap_answer", default="query answered"),
    indexers.QUERY: _("mark_gap_query", default="query waits"),
}


@dataclass(frozen=True)
class GapRow:
    """`since` is when its state began, `due` what is due for the office, or for anybody.

    `rests` says that it was put off to a day to come, `back` that this day has come.
    """

    url: str
    title: str
    kind: str
    state: str
    place: str
    committee: str
    since: str
    due: str
    over: bool
    todo: str
    marks: list[str]
    rests: bool
    back: bool


def row(page: Page, brain: Any) -> GapRow:
    """The line of a brain, in the words of its reader."""
    language, day = api.portal.get_current_language(), today()
    duty = _duty(brain)
    key, due = duty if duty is not None else ("", None)
    put_off = key == "put_off"
    names = page.once(
        "names of committees", lambda: {one.UID: one.Title for one in committees.found()}
    )
    return GapRow(
        url=brain.getURL(),
        title=brain.Title,
        kind=page.say(dict(KINDS).get(brain.kind, "")),
        state=page.say(GAPS.states[brain.review_state]),
        place=page.where(brain.municipalities or [COUNTY_WIDE]),
        committee=names.get(brain.committee_uid, ""),
        since=spoken(brain.state_since, day, language),
        due=spoken(due, day, language) if due else "",
        over=due is not None and due < day,
        todo=page.say(GAPS.todo[key]) if key else "",
        marks=[page.say(words) for mark, words in MARKS.items() if mark in brain.gap_marks],
        rests=put_off and due > day,
        back=put_off and due <= day,
    )


def _duty(brain: Any) -> tuple[str, date | None] | None:
    """What the office must do, otherwise the first of what others must."""
    rows = sorted(brain.duty_rows or (), key=lambda one: OFFICE_GROUP not in one[0])
    if not rows:
        return None
    _who, key, due = rows[0][:3]
    return key, date.fromisoformat(due) if due else None
