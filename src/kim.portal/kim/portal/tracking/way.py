"""The way of something from the report to the result, as one line of steps.

What something came from is in its `follows`; what came of it the catalog finds under ``follows``.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from kim.portal.committees.views import person as named
from kim.portal.tracking import life
from kim.portal.tracking.kinds import kind
from kim.portal.tracking.life import Step
from plone import api
from plone.dexterity.content import DexterityContent
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


def before(content: DexterityContent) -> list[DexterityContent]:
    """What it came from, whoever may see it."""
    return _objects(_find(UID=list(content.follows))) if content.follows else []


def after(content: DexterityContent) -> list[DexterityContent]:
    """What came of it, whoever may see it."""
    return _objects(_find(follows=api.content.get_uuid(content)))


def pending(content: DexterityContent) -> bool:
    """Whether something that came of it is still under way, whoever may see it."""
    catalog = api.portal.get_tool("portal_catalog")
    behind, known = {api.content.get_uuid(content)}, set()
    while behind:
        known |= behind
        level = catalog.unrestrictedSearchResults(follows=sorted(behind))
        if any(brain.review_state in kind(brain.portal_type).open for brain in level):
            return True
        behind = {brain.UID for brain in level} - known
    return False


def whole(content: DexterityContent) -> list[DexterityContent]:
    """All before it, itself, all after it; each once, no more than `MOST`."""
    return [content, *_objects(_others(content))]


def way(content: DexterityContent) -> list[Station]:
    """All steps that its reader may see, in the order of time.

    What its reader may not see is not woken; the way goes on behind it.
    """
    uids = [brain.UID for brain in _others(content)]
    seen = api.portal.get_tool("portal_catalog")(UID=uids) if uids else []
    check = api.user.has_permission
    others = [one for one in _objects(seen) if check("View", obj=one)]
    names: dict[str, str] = {}
    stations = [s for one in (content, *others) for s in _stations(one, one is content, names)]
    return sorted(stations, key=lambda station: station.when)


def _stations(content: DexterityContent, here: bool, known: dict[str, str]) -> Iterator[Station]:
    about = kind(content.portal_type)
    names = api.user.has_permission(NAMES)
    notes = INotes(content, None)
    for step in (*life.steps(content), *(notes() if notes is not None else ())):
        yield Station(
            about.steps.get(step.name, step.name),
            step.state,
            _who(step.by, known) if names else about.actors.get(step.name, ""),
            step.when,
            step.why,
            content.title,
            content.absolute_url(),
            about.title,
            here,
        )


def _who(user_id: str, known: dict[str, str]) -> str:
    if user_id and user_id not in known:
        known[user_id] = named(user_id).name
    return known.get(user_id, "")


def _others(content: DexterityContent) -> list[Any]:
    """Brains of all before it and all after it; one query for each level of the way."""
    uid = api.content.get_uuid(content)
    found: dict[str, Any] = {}
    ahead = list(content.follows)
    while ahead and len(found) < MOST:
        level = {one.UID: one for one in _find(UID=ahead) if one.UID not in found}
        found |= level
        ahead = sorted({each for one in level.values() for each in one.follows or ()} - set(found))
    behind = [uid]
    while behind and len(found) < MOST:
        level = {one.UID: one for one in _find(follows=behind) if one.UID not in found}
        found |= level
        behind = sorted(level)
    found.pop(uid, None)
    return list(found.values())[:MOST]


def _find(**query: Any) -> list[Any]:
    catalog = api.portal.get_tool("portal_catalog")
    return list(
        catalog.unrestrictedSearchResults(sort_on="created", b_start=0, b_size=MOST, **query)
    )


def _objects(brains: Iterable[Any]) -> list[DexterityContent]:
    return [brain._unrestrictedGetObject() for brain in brains]
