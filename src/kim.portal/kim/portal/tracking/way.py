"""The way of something from the report to the result, as one line of steps.

What something came from is in its `follows`; what came of it the catalog finds under ``follows``.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from kim.portal.committees.views import person as named
from kim.portal.tracking import life
from kim.portal.tracking.duties import ITracked
from kim.portal.tracking.kinds import kind
from kim.portal.tracking.life import Step
from plone import api
from plone.dexterity.content import DexterityContent
from plone.indexer import indexer
from typing import Any
from zope.interface import Interface


MOST = 50
NAMES = "kim.portal: View Reporter"


@dataclass(frozen=True)
class Station:
    """A step on the way; `title` and `url` of what took it, `who` as its reader may know them.

    `what` and `who` are messages or text, `here` says whether it is a step of the thing itself.
    """

    what: str
    state: str
    who: str
    when: datetime
    why: str
    title: str
    url: str
    kind: str
    here: bool


class INotes(Interface):
    """Adapts what is tracked: what happened to it without a step, as steps for its way."""

    def __call__() -> Iterable[Step]:
        """In any order; the names are among the kind's `steps` and `actors`."""


@indexer(ITracked)
def follows(content: Any) -> list[str]:
    return list(content.follows)


def before(content: DexterityContent) -> list[DexterityContent]:
    """What it came from, whoever may see it."""
    return _objects(UID=list(content.follows)) if content.follows else []


def after(content: DexterityContent) -> list[DexterityContent]:
    """What came of it, whoever may see it."""
    return _objects(follows=api.content.get_uuid(content))


def whole(content: DexterityContent) -> list[DexterityContent]:
    """All before it, itself, all after it; each once."""
    found: dict[str, DexterityContent] = {}
    for one in (*_closure(content, before), content, *_closure(content, after)):
        found.setdefault(api.content.get_uuid(one), one)
    return list(found.values())


def way(content: DexterityContent) -> list[Station]:
    """All steps that its reader may see, in the order of time."""
    check = api.user.has_permission
    visible = [one for one in whole(content) if check("View", obj=one)]
    stations = [s for one in visible for s in _stations(one, one is content)]
    return sorted(stations, key=lambda station: station.when)


def _stations(content: DexterityContent, here: bool) -> Iterator[Station]:
    about = kind(content.portal_type)
    names = api.user.has_permission(NAMES)
    notes = INotes(content, None)
    for step in (*life.steps(content), *(notes() if notes is not None else ())):
        yield Station(
            about.steps.get(step.name, step.name),
            step.state,
            _who(step.by) if names else about.actors.get(step.name, ""),
            step.when,
            step.why,
            content.title,
            content.absolute_url(),
            about.title,
            here,
        )


def _who(user_id: str) -> str:
    return named(user_id).name if user_id else ""


def _closure(content: DexterityContent, direction: Any) -> list[DexterityContent]:
    found, ahead = [], direction(content)
    while ahead and len(found) < MOST:
        one = ahead.pop(0)
        found.append(one)
        ahead.extend(direction(one))
    return found


def _objects(**query: Any) -> list[DexterityContent]:
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(sort_on="created", sort_limit=MOST, **query)[:MOST]
    return [brain._unrestrictedGetObject() for brain in brains]
