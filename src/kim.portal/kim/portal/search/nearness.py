"""How far a municipality is: in borders that one crosses (a register says who borders on whom)."""

from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.search.facets import Entries
from kim.portal.theme.marks import cached_by_mark
from plone import api
from Products.CMFPlone.Portal import PloneSite


def rings(site: PloneSite, place: str) -> list[list[str]]:
    """Municipalities by distance: the place itself, its neighbours, theirs, and so on."""
    borders = _borders(site)
    found, seen = [[place]], {place}
    while found[-1]:
        ring = sorted({near for each in found[-1] for near in borders.get(each, ())} - seen)
        seen.update(ring)
        found.append(ring)
    return found[:-1]


def by_distance(site: PloneSite, entries: Entries, place: str) -> list[int]:
    """Sets of entries, the nearest first; what is for the whole county comes after the place's own.

    Entries without a known place are in none of them.
    """
    first, *others = [entries.having("municipalities", ring) for ring in rings(site, place)]
    return [first, entries.having("municipalities", (COUNTY_WIDE,)), *others]


@cached_by_mark
def _borders(site: PloneSite) -> dict[str, tuple[str, ...]]:
    # Borders are a register's facts, whoever asks.
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Municipality", is_working_copy=False
    )
    found = [brain._unrestrictedGetObject() for brain in brains]
    return {place.getId(): tuple(place.neighbours or ()) for place in found}
