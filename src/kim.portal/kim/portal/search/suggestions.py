"""What to offer while somebody types: words, filters, names of entries that begin so.

Only what the visitor would find: a suggestion without a visible result is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from kim.portal.search.directory_facets import type_title
from kim.portal.search.facets import said
from kim.portal.search.finding import Finder
from kim.portal.theme.marks import cached_by_mark
from kim.portal.words.german import fold
from kim.portal.words.german import is_stop_word
from kim.portal.words.german import words
from kim.portal.words.sets import union
from kim.portal.words.synonyms import lines
from kim.portal.words.synonyms import parsed
from Products.CMFPlone.Portal import PloneSite
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain


ENTRY, FILTER, WORD = "entry", "filter", "word"
SHORTEST = 2
MOST_ENTRIES, MOST_FILTERS, MOST_WORDS = 5, 3, 3
# Facets whose values people name; the others are yes and no.
NAMED_FACETS = ("municipality", "topic", "target_group", "language", "category")


@dataclass(frozen=True)
class Suggestion:
    """One suggestion: ``text`` to show, ``kind`` of what it is.

    An entry has a ``brain`` and its type as ``detail``; a filter has a ``facet``, its ``value`` and
    the ``detail`` that it is a topic, a place …; a word is searched for as it stands. ``count``:
    results it leads to.
    """

    text: str
    kind: str
    count: int = 1
    detail: str = ""
    brain: AbstractCatalogBrain | None = None
    facet: str = ""
    value: str = ""


def suggestions(finder: Finder, text: str) -> list[Suggestion]:
    """Suggestions for a text that is being typed; none for less than two letters."""
    typed = [word for word in words(text) if not is_stop_word(word)] or words(text)
    if not typed or len(fold(typed[-1])) < SHORTEST:
        return []
    return [
        *islice(_words(finder, fold(" ".join(typed))), MOST_WORDS),
        *islice(_filters(finder, typed), MOST_FILTERS),
        *_entries(finder, typed),
    ]


def _words(finder: Finder, folded: str) -> Iterator[Suggestion]:
    """The words that the office gave a meaning."""
    for known, written in _everyday(finder.site):
        if known.startswith(folded) and known != folded:
            count = finder.count(written)
            if count:
                yield Suggestion(written, WORD, count)


@cached_by_mark
def _everyday(site: PloneSite) -> tuple[tuple[str, str], ...]:
    said = {phrase for line in lines() for phrase in (parsed(line) or ((), ()))[0]}
    return tuple(sorted((fold(phrase), phrase) for phrase in said))


def _filters(finder: Finder, typed: list[str]) -> Iterator[Suggestion]:
    """Values of facets with a word that begins so."""
    starts = [fold(word) for word in typed]
    for name in NAMED_FACETS:
        facet = finder.facets.get(name)
        for option in finder.options(name) if facet is not None else ():
            label = [fold(word) for word in words(option.title)]
            if all(any(word.startswith(start) for word in label) for start in starts):
                found = finder.entries.of(facet, option.value) & finder.visible
                if found:
                    yield Suggestion(
                        option.title,
                        FILTER,
                        found.bit_count(),
                        said(facet.title),
                        facet=name,
                        value=option.value,
                    )


def _entries(finder: Finder, typed: list[str]) -> Iterator[Suggestion]:
    """Entries with all words in their name, the last one perhaps not finished."""
    matcher = finder.matcher
    found = matcher.named(typed)
    if not found:
        clauses = [clause for clause in matcher.clauses(" ".join(typed)) if clause.tiers]
        named = [union(tier.entries for tier in clause.tiers[:1]) for clause in clauses]
        found = named[0] if len(named) == 1 else 0
    for brain in finder.brains(finder.shortest_first(found, MOST_ENTRIES)):
        yield Suggestion(
            brain.Title, ENTRY, detail=said(type_title(brain.portal_type)), brain=brain
        )
