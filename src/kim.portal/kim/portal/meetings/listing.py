"""Lists of a committee's meetings, straight from the catalog: they wake none of them.

Rows are brains with ``meets_on``, ``last_day``, ``meeting_times``, ``meeting_place`` and
``meeting_kind`` beside what every brain has.
"""

from kim.portal.committees.committee import Committee
from kim.portal.directory.listing import Found
from kim.portal.meetings import life
from kim.portal.meetings.folders import MEETINGS
from plone import api
from typing import Any


PAGE = 25


def ahead(committee: Committee) -> list[Any]:
    """What the reader may see of what is to come or going on, the next one first."""
    return find(committee, review_state=life.AHEAD).brains


def behind(committee: Committee, limit: int, start: int = 0) -> Found:
    """What lies behind or was called off, the last one first."""
    states = (*life.BEHIND, life.CANCELLED)
    return find(committee, limit, start, review_state=states, sort_order="reverse")


def find(
    committee: Committee,
    limit: int | None = None,
    start: int = 0,
    raised: bool = False,
    **query: Any,
) -> Found:
    """Meetings by day; `raised` finds those that the current user may not see, for rules alone."""
    catalog = api.portal.get_tool("portal_catalog")
    search = catalog.unrestrictedSearchResults if raised else catalog
    path = "/".join((*committee.getPhysicalPath(), MEETINGS))
    results = search(
        portal_type="Meeting", path={"query": path, "depth": 1}, sort_on="meets_on", **query
    )
    end = None if limit is None else start + limit
    return Found(list(results[start:end]), len(results))
