"""A facet as the search page shows it: its values with their counts, long lists folded.

The values are HTML already: there are some 150 of them on every page, and a template would take
longer for them than the search for its answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from kim.portal.search.finding import Count
from kim.portal.search.finding import FacetCounts


# A longer list is cut here, unless only a few more would be hidden.
SHOWN = 8
FEW_MORE = 2


@dataclass(frozen=True)
class Part:
    """Values that stand together, as HTML; those that are folded away may be ``is_open``.

    ``above``: the term that folded ones stand below, if there is one.
    """

    html: str
    is_folded: bool = False
    is_open: bool = False
    above: str = ""


@dataclass(frozen=True)
class Choices:
    """A facet; ``chosen``: how many of its values are."""

    title: str
    chosen: int
    is_open: bool
    parts: tuple[Part, ...]


def choices(facet: FacetCounts, is_open: bool) -> Choices:
    """A facet to choose from; one that is in use is open anyway."""
    chosen = len(facet.chosen)
    return Choices(facet.title, chosen, is_open or chosen > 0, tuple(_parts(facet)))


def _parts(facet: FacetCounts) -> Iterator[Part]:
    """A long list is folded below its uppermost terms, or cut where it has no levels."""
    name, values = facet.name, facet.values
    if len(values) <= SHOWN + FEW_MORE:
        yield Part(options(name, values))
    elif any(value.level for value in values):
        tops = [place for place, value in enumerate(values) if not value.level]
        for start, end in pairwise([*tops, len(values)]):
            yield Part(options(name, values[start : start + 1]))
            if values[start + 1 : end]:
                yield _fold(name, values[start + 1 : end], values[start].title)
    else:
        yield Part(options(name, values[:SHOWN]))
        yield _fold(name, values[SHOWN:])


def _fold(name: str, values: tuple[Count, ...], above: str = "") -> Part:
    is_open = any(value.chosen for value in values)
    return Part(options(name, values), is_folded=True, is_open=is_open, above=above)


def options(name: str, values: tuple[Count, ...]) -> str:
    """Values as check boxes of the search form; one that would give nothing is quiet."""
    return "\n".join(
        f'<label class="kim-option kim-level-{value.level}"{"" if value.count else " data-none"}>'
        f'<input type="checkbox" form="search-form" name="{escape(name)}"'
        f' value="{escape(value.value)}"{" checked" if value.chosen else ""}>'
        f'<span>{escape(value.title)}</span> <span class="kim-count">{value.count}</span></label>'
        for value in values
    )
