"""Lists of the directory, straight from the catalog: what pages show and the API hands out.

Plain functions over the catalog; they run as the visitor and wake no object. Lists are cut where
they are asked for, so that a page costs the same with a hundred entries or ten thousand.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from kim.portal.county.indexers import UNKNOWN_PLACE
from plone import api
from typing import Any


ENTRY_TYPES = ("Actor", "Offer")


@dataclass(frozen=True)
class Found:
    """A cut of a list: `brains` to show, `total` that there are."""

    brains: list[Any]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.brains)


NOTHING = Found([], 0)


def find(limit: int | None = None, start: int = 0, **query: Any) -> Found:
    """Published entries by name (by relevance where words are looked for), no working copies."""
    if "SearchableText" not in query:
        query.setdefault("sort_on", "sortable_title")
    query.setdefault("portal_type", ENTRY_TYPES)
    catalog = api.portal.get_tool("portal_catalog")
    results = catalog(is_working_copy=False, **query)
    end = None if limit is None else start + limit
    return Found(list(results[start:end]), len(results))


def by_category(limit: int, **query: Any) -> dict[str, Found]:
    """Category → a cut of its entries by name; one query, and only the brains shown are made.

    The catalog sorts by category and name; where a category ends is found by halving.
    """
    catalog = api.portal.get_tool("portal_catalog")
    query.setdefault("portal_type", "Actor")
    results = catalog(is_working_copy=False, sort_on=("category", "sortable_title"), **query)
    found, start = {}, 0
    while start < len(results):
        category = results[start].category
        end = bisect_right(results, category, lo=start, key=lambda brain: brain.category)
        found[category] = Found(list(results[start : min(start + limit, end)]), end - start)
        start = end
    return found


def newest(limit: int) -> Found:
    """What came in last."""
    return find(
        limit,
        portal_type=("Offer", "Programme"),
        sort_on="effective",
        sort_order="reverse",
    )


def place_unknown(limit: int, **query: Any) -> Found:
    """What exists, but nobody told where."""
    return find(limit, municipalities=UNKNOWN_PLACE, **query)


def of_actor(actor: Any) -> list[Any]:
    """An actor's offers by name."""
    path = "/".join(actor.getPhysicalPath())
    return find(portal_type="Offer", path={"query": path, "depth": 1}).brains


def by_uid(uids: list[str]) -> list[Any]:
    """Actors by UID, by name, without those that the visitor may not see."""
    return find(portal_type="Actor", UID=list(uids)).brains if uids else []


def offers_by_uid(uids: Iterable[str]) -> list[Any]:
    """Offers, drafts too, by name, without those that the visitor may not see."""
    wanted = list(uids)
    return find(portal_type="Offer", UID=wanted).brains if wanted else []


def by_external_id(external_id: str | None) -> Any | None:
    """The actor with this external id, None if there is none to see."""
    if not external_id:
        return None
    found = find(1, portal_type="Actor", external_id=external_id).brains
    return found[0] if found else None
