"""The board: all that is tracked, counted by kind and state, and a list of what is chosen.

Everything comes from the catalog, as the asker may see it. Counts are sizes of intersections of the
indexes' sets: no brain is made for them.
"""

from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from collections.abc import Mapping
from dataclasses import dataclass
from kim.portal.access.parameters import BadParameter
from kim.portal.access.parameters import whole_number
from kim.portal.committees.seat import today
from kim.portal.directory.batch import LARGEST_PAGE
from kim.portal.directory.listing import Found
from kim.portal.pending import asking
from kim.portal.pending import filters
from kim.portal.pending.filters import Filter
from kim.portal.tracking.kinds import Kind
from kim.portal.tracking.kinds import kinds
from plone import api
from typing import Any


PAGE_SIZE = 25
DUE, AGE, NEW = "due", "age", "new"
SORTS: dict[str, dict[str, Any]] = {
    DUE: {"sort_on": asking.ORDER},
    AGE: {"sort_on": ("state_since", "UID")},
    NEW: {"sort_on": ("created", "UID"), "sort_order": "reverse"},
}
#: What stands in the address beside the filters.
OTHERS = ("sort", "page")

Counts = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Asked:
    """What the address asks for; `unknown` is what means nothing here."""

    filters: Mapping[str, Filter]
    chosen: dict[str, str]
    sort: str
    page: int
    unknown: dict[str, Any]

    @property
    def parameters(self) -> dict[str, str]:
        """For links to the other pages of the same list."""
        return self.chosen | ({} if self.sort == DUE else {"sort": self.sort})


def asked(form: Mapping[str, Any]) -> Asked:
    """Read an address; what means nothing is left out, and told.

    :raises BadParameter: for a page that is none, or too far.
    """
    kind_ = form.get("kind")
    known = filters.filters(today(), kind_ if isinstance(kind_, str) else None)
    sort = form.get("sort", DUE)
    unknown = filters.unknown(form, known, OTHERS)
    if not isinstance(sort, str) or sort not in SORTS:
        unknown["sort"], sort = sort, DUE
    return Asked(known, filters.chosen(form, known), sort, _page(form.get("page", "1")), unknown)


def found(one: Asked) -> Found:
    """The page of the list that is asked for: of what is under way, unless more is chosen."""
    query = filters.queries(one.chosen, one.filters, split=False)
    query.setdefault("portal_type", _types())
    if "state" in one.chosen:
        query["review_state"] = one.chosen["state"]
    elif "scope" not in one.chosen:
        query |= one.filters["scope"].query(filters.OPEN)
    start = (one.page - 1) * PAGE_SIZE
    catalog = api.portal.get_tool("portal_catalog")
    results = catalog(b_start=start, b_size=PAGE_SIZE, **SORTS[one.sort], **query)
    # The catalog has cut out the page; what lies before and after it are places without a brain.
    return Found(list(results[:PAGE_SIZE]), results.actual_result_count)


def counts(one: Asked) -> Counts:
    """Type → state → how many there are under the other filters; states of none are left out."""
    query = filters.queries(one.chosen, one.filters, split=True)
    catalog = api.portal.get_tool("portal_catalog")
    matching = _rids(catalog(portal_type=_types(), **query))
    types, states = (_sets(catalog, name) for name in ("portal_type", "review_state"))
    return {about.portal_type: _of_kind(about, matching, types, states) for about in kinds()}


def _of_kind(about: Kind, matching: IISet, types: Any, states: Any) -> dict[str, int]:
    own = _within(types, about.portal_type, matching)
    sizes = {state: len(_within(states, state, own)) for state in about.states} if own else {}
    return {state: size for state, size in sizes.items() if size}


def _within(sets: Any, value: str, rids: IISet) -> IISet:
    found = sets.get(value)
    if found is None:
        return IISet()
    # An index keeps the one entry of a value as a number.
    return intersection(IISet([found]) if isinstance(found, int) else found, rids)


def _sets(catalog: Any, name: str) -> Any:
    """Value → ids of the records that have it."""
    return catalog._catalog.getIndex(name)._index


def _rids(results: Any) -> IISet:
    """The ids of unsorted results, which are what a lazy sequence makes brains of."""
    return IISet(getattr(results, "_seq", ()))


def _types() -> list[str]:
    return [about.portal_type for about in kinds()]


def _page(value: Any) -> int:
    number = whole_number("page", value)
    if not 1 <= number <= LARGEST_PAGE:
        raise BadParameter("page", f"must be from 1 to {LARGEST_PAGE}")
    return number
