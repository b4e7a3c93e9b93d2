"""What waits for whom, asked of the catalog.

No object is woken, and nothing is found that the asker may not see.
"""

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.county.days import spoken
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import of_brain
from kim.portal.tracking.kinds import Kind
from kim.portal.tracking.kinds import kind
from plone import api
from typing import Any
from zope.i18n import translate


#: Overdue first, then what is due next; among those the one that waits longest.
ORDER = "due_order"


@dataclass(frozen=True)
class Waiting:
    """Something that is tracked, as the catalog knows it, and what is to be done with it."""

    brain: Any
    kind: Kind
    duties: tuple[Duty, ...]

    @property
    def due(self) -> date | None:
        return min((duty.due for duty in self.duties if duty.due), default=None)


def who_am_i() -> set[str]:
    """The user and their groups, as duties name them."""
    user = api.user.get_current()
    return {user.getId(), *user.getGroups()}


def waits_for(who: Collection[str], day: date, **query: Any) -> Any:
    """Brains of all that waits for one of these on the day, in order."""
    query.setdefault("sort_on", ORDER)
    return api.portal.get_tool("portal_catalog")(awaits=sorted(who), **begun(day), **query)


def begun(day: date) -> dict[str, Any]:
    """Not put off: somebody has to act by now."""
    return {"begins_on": {"query": day, "range": "max"}}


def read(brains: Any, who: Collection[str], day: date) -> Iterator[Waiting]:
    """Of each what these have to do; a brain of which that is nothing is left out."""
    for brain in brains:
        about = kind(brain.portal_type)
        mine = [d for d in of_brain(brain) if d.is_open(day) and not set(who).isdisjoint(d.who)]
        if mine and about is not None:
            yield Waiting(brain, about, tuple(mine))


def todo(one: Waiting, language: str) -> str:
    """What is to be done, in words."""
    messages = dict.fromkeys(one.kind.todo.get(duty.key, duty.key) for duty in one.duties)
    return ", ".join(translate(message, target_language=language) for message in messages)


def spoken_due(due: date | None, language: str, day: date | None = None) -> str:
    """A last day as people say it; that it is over is said in words."""
    now = day or today()
    if due is None:
        return ""
    words = spoken(due, now, language)
    if due >= now:
        return words
    late = _("due_late", default="overdue: ${day}", mapping={"day": words})
    return translate(late, target_language=language)
