"""What is asked for: the parameters of an address, typed; page and API read the same.

``q`` words, one parameter a facet (several times for several values), ``sort``, ``near``, ``page``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from kim.portal.access.parameters import BadParameter
from kim.portal.access.parameters import whole_number
from kim.portal.words.german import composed
from typing import Any
from urllib.parse import urlencode


RELEVANCE, NAME, VERIFIED, DISTANCE = "relevance", "name", "verified", "distance"
SORTS = (RELEVANCE, NAME, VERIFIED, DISTANCE)
LONGEST_TEXT = 200
PAGE_SIZE = 25
LARGEST_PAGE = 100_000
LARGEST_SIZE = 100

Known = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Query:
    """A question to the search. ``chosen``: facet → its chosen values; pages count from 1."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = RELEVANCE
    near: str = ""
    page: int = 1
    size: int = PAGE_SIZE

    @property
    def start(self) -> int:
        """How many results come before the page."""
        return (self.page - 1) * self.size

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.chosen

    def parameters(self, page: int | None = None) -> list[tuple[str, str]]:
        """The query as parameters of an address, what goes without saying left out."""
        found = [("q", self.text)] if self.text else []
        found += [(name, value) for name, values in self.chosen.items() for value in values]
        if self.sort != RELEVANCE:
            found.append(("sort", self.sort))
        if self.near:
            found.append(("near", self.near))
        if self.size != PAGE_SIZE:
            found.append(("size", str(self.size)))
        if page is not None and page > 1:
            found.append(("page", str(page)))
        return found

    def address(self, base: str, page: int | None = None) -> str:
        """The query as an address below `base`."""
        parameters = urlencode(self.parameters(page))
        return f"{base}?{parameters}" if parameters else base

    def only(self, facet: str, value: str) -> "Query":
        """The query with a single filter left."""
        return replace(self, chosen={facet: (value,)}, page=1)

    def without(self, facet: str, value: str) -> "Query":
        """The query with one filter taken off; the first page of it."""
        chosen = {
            name: left
            for name, values in self.chosen.items()
            if (left := tuple(v for v in values if (name, v) != (facet, value)))
        }
        return replace(self, chosen=chosen, page=1)


def read(form: Mapping[str, Any], known: Known, places: frozenset[str]) -> Query:
    """The query in a form; `known`: facet → its values, `places`: municipalities to sort by.

    :raises BadParameter: names the first parameter that cannot be meant; any other name is left
        to whoever else reads the address.
    """
    near = _one(form, "near", "")
    if near and near not in places:
        raise BadParameter("near", "is not a municipality")
    sort = _one(form, "sort", RELEVANCE)
    if sort not in SORTS:
        raise BadParameter("sort", f"must be one of {', '.join(SORTS)}")
    chosen = {name: _values(form, name, known[name]) for name in known if name in form}
    if sort == DISTANCE and not near:
        near = next((value for value in chosen.get("municipality", ()) if value in places), "")
        if not near:
            raise BadParameter("near", "is missing: the municipality to measure from")
    return Query(
        text=_text(form),
        chosen={name: values for name, values in chosen.items() if values},
        sort=sort,
        near=near,
        page=_number(form, "page", 1, LARGEST_PAGE),
        size=_number(form, "size", PAGE_SIZE, LARGEST_SIZE),
    )


def read_leniently(form: Mapping[str, Any], known: Known, places: frozenset[str]) -> Query:
    """The same for a page that people reach by old links: what cannot be meant is left out."""
    left = dict(form)
    if isinstance(left.get("q"), str):
        left["q"] = left["q"][:LONGEST_TEXT]
    for name in known:
        if name in left:
            values = left[name] if isinstance(left[name], list | tuple) else [left[name]]
            left[name] = [
                value for value in values if isinstance(value, str) and value in known[name]
            ]
    while True:
        try:
            return read(left, known, places)
        except BadParameter as error:
            if error.name == "near" and "near" not in left:
                left["sort"] = RELEVANCE
            left.pop(error.name, None)


def _text(form: Mapping[str, Any]) -> str:
    text = composed(_one(form, "q", ""))
    if len(text) > LONGEST_TEXT:
        raise BadParameter("q", f"must not be longer than {LONGEST_TEXT} characters")
    # Control characters say nothing.
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _one(form: Mapping[str, Any], name: str, default: str) -> str:
    value = form.get(name, default)
    if not isinstance(value, str):
        raise BadParameter(name, "must be one text")
    return value or default


def _number(form: Mapping[str, Any], name: str, default: int, most: int) -> int:
    value = form.get(name, "")
    if value == "":
        return default
    number = whole_number(name, value)
    if number < 1:
        raise BadParameter(name, "must be 1 or more")
    return min(number, most)


def _values(form: Mapping[str, Any], name: str, known: frozenset[str]) -> tuple[str, ...]:
    value = form[name]
    values = value if isinstance(value, list | tuple) else [value]
    found: dict[str, None] = {}
    for item in values:
        # An empty value is what a form sends for a select in which nothing is chosen.
        if item == "":
            continue
        if not isinstance(item, str) or item not in known:
            raise BadParameter(name, "has a value that does not exist")
        found[item] = None
    return tuple(found)
