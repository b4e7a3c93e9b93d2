"""What an address asks that a lenient reading leaves out, so that the page can say so."""

from collections.abc import Iterable
from collections.abc import Mapping
from kim.portal.search.query import DISTANCE
from kim.portal.search.query import Query
from typing import Any


MOST_NAMED = 5
LONGEST_NAMED = 40


def left_out(form: Mapping[str, Any], query: Query, facets: Iterable[str]) -> list[str]:
    """The values of a form that `query` does not have, as they were sent, a few of them.

    To sort by distance from nowhere is understood: the page asks for the place.
    """
    meant = {"sort": (query.sort, DISTANCE), "near": (query.near,), "size": (str(query.size),)}
    found: dict[str, None] = {}
    for name in (*meant, *facets):
        for value in _values(form.get(name)):
            if not isinstance(value, str):
                found[name] = None
            elif value and value not in meant.get(name, query.chosen.get(name, ())):
                found[value[:LONGEST_NAMED]] = None
    # A single text that is too long is cut, not left out.
    if not isinstance(form.get("q", ""), str):
        found["q"] = None
    return list(found)[:MOST_NAMED]


def _values(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
