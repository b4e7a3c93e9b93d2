"""Finding: one question gives the results, the counts of all facets and what else to try.

Runs as the visitor: their rights are one more set. Wakes no object and makes no brain; what it
costs grows with the number of sets, hardly with the number of entries.
"""

from AccessControl import getSecurityManager
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.search.facets import Entries
from kim.portal.search.facets import facets
from kim.portal.search.facets import IFacet
from kim.portal.search.facets import Option
from kim.portal.search.facets import said
from kim.portal.search.labels import Labels
from kim.portal.search.labels import PLACE
from kim.portal.search.query import Known
from kim.portal.search.query import Query
from kim.portal.search.ranking import MOST_WEIGHED
from kim.portal.search.ranking import Ranking
from kim.portal.words.changes import text_index
from kim.portal.words.matching import Clause
from kim.portal.words.matching import Matcher
from kim.portal.words.sets import at_least
from kim.portal.words.sets import intersection
from kim.portal.words.sets import members
from kim.portal.words.snapshot import RIGHTS
from kim.portal.words.snapshot import snapshots
from kim.portal.words.synonyms import synonyms
from Products.CMFPlone.Portal import PloneSite
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from typing import NamedTuple


# So few full matches are followed by those that lack a word.
FEW = 5


class Count(NamedTuple):
    """How many results a value has, given the other facets; ``chosen``: it is a filter now."""

    value: str
    title: str
    level: int
    count: int
    chosen: bool


@dataclass(frozen=True)
class FacetCounts:
    """A facet with all its values, those that would give nothing too."""

    name: str
    title: str
    values: tuple[Count, ...]

    @property
    def chosen(self) -> tuple[Count, ...]:
        return tuple(count for count in self.values if count.chosen)


@dataclass(frozen=True)
class Relief:
    """A filter that, taken off, gives `total` results; ``kept``: that does so as the only one."""

    facet: str
    value: str
    title: str
    total: int
    kept: bool = False


@dataclass(frozen=True)
class Found:
    """The answer. ``brains``: one page of results; ``total``: of all of them.

    ``partly``: how many results, the last ones, lack a word of the query. ``corrected``: what the
    query was taken for, word by word, None if it was taken as it stands. ``missing``: its words
    that stand nowhere. ``words``: what to highlight. ``reliefs``: only where nothing was found.
    """

    query: Query
    brains: tuple[AbstractCatalogBrain, ...]
    total: int
    partly: int
    facets: tuple[FacetCounts, ...]
    corrections: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    words: frozenset[str]
    reliefs: tuple[Relief, ...]


class Finder:
    """One visitor's view of the entries, for one or several questions."""

    def __init__(self, site: PloneSite) -> None:
        self.site = site
        self.catalog = site.portal_catalog
        self.snapshot = snapshots.of(self.catalog)
        self.entries = Entries(site, self.snapshot)
        self.facets: Mapping[str, IFacet] = facets()
        self._options: dict[str, list[Option]] = {}
        self.visible = self._visible()

    def find(self, query: Query) -> Found:
        """Answer a question."""
        clauses = self.clauses(query.text)
        matching = [clause for clause in clauses if clause.tiers]
        groups = self._groups(query, matching, bool(clauses))
        base = 0
        for group in groups:
            base |= group
        chosen = {name: self.having(name, values) for name, values in query.chosen.items()}
        results = base
        for entries in chosen.values():
            results &= entries
        partly = (results & ~groups[0]).bit_count() if matching else 0
        ranking = Ranking(self.site, self.entries, self.visible, query)
        order = ranking.order([group & results for group in groups], matching)
        page = islice(order, query.start, query.start + query.size)
        return Found(
            query=query,
            brains=tuple(self.brains(page)),
            total=results.bit_count(),
            partly=partly,
            facets=tuple(self._counts(query, base, results, chosen)),
            corrections=tuple((c.text, c.correction) for c in clauses if c.correction),
            missing=tuple(clause.text for clause in clauses if not clause.tiers),
            words=frozenset().union(*(clause.words for clause in matching)),
            reliefs=() if results else tuple(self._reliefs(query, base)),
        )

    def count(self, text: str) -> int:
        """How many results some words have."""
        clauses = [clause.entries for clause in self.clauses(text) if clause.tiers]
        return intersection(clauses).bit_count() if clauses else 0

    def clauses(self, text: str) -> list[Clause]:
        """What the words of a query find among the visible entries; nothing before the upgrade."""
        if not text or text_index(self.catalog) is None:
            return []
        return self.matcher.clauses(text)

    @cached_property
    def matcher(self) -> Matcher:
        labels = Labels(self.site, self.entries)
        return Matcher(self.catalog, self.snapshot, self.visible, synonyms(self.site), labels)

    @cached_property
    def known(self) -> Known:
        """Facet → the values that may be asked for."""
        return {
            name: frozenset(option.value for option in self.options(name)) for name in self.facets
        }

    @property
    def places(self) -> frozenset[str]:
        """The municipalities that a distance can be measured from."""
        return self.known.get(PLACE, frozenset()) - {COUNTY_WIDE, UNKNOWN_PLACE}

    def options(self, name: str) -> list[Option]:
        """A facet's values as they can be chosen."""
        if name not in self._options:
            self._options[name] = self.facets[name].options()
        return self._options[name]

    def having(self, name: str, values: Iterable[str]) -> int:
        """The entries that have one of a facet's values."""
        facet, found = self.facets[name], 0
        for value in values:
            found |= self.entries.of(facet, value)
        return found

    def brains(self, positions: Iterable[int]) -> Iterator[AbstractCatalogBrain]:
        """The catalog's brains of some results."""
        inner = self.catalog._catalog
        return (inner[self.snapshot.rids[position]] for position in positions)

    def shortest_first(self, found: int, most: int) -> list[int]:
        """The entries with the shortest names of a set."""
        titles, rids = self.snapshot.titles, self.snapshot.rids
        first = islice(members(found), MOST_WEIGHED)
        return sorted(first, key=lambda at: (len(titles[at]), titles[at], rids[at]))[:most]

    def _visible(self) -> int:
        catalog = self.catalog
        roles = catalog._listAllowedRolesAndUsers(getSecurityManager().getUser())
        found = self.entries.having(RIGHTS, roles) & self.snapshot.alive
        return found if catalog.allow_inactive({}) else found & self.snapshot.in_effect(catalog)

    def _groups(self, query: Query, matching: list[Clause], asked: bool) -> list[int]:
        """Results by how many words they have: all of them, all but one, and so on."""
        if not asked:
            return [self.visible]
        if not matching:
            return [0]
        found = at_least([clause.entries for clause in matching])
        groups, taken = [], 0
        for entries in found:
            groups.append(entries & ~taken)
            taken |= entries
            if taken.bit_count() >= FEW:
                break
        return groups

    def _counts(
        self, query: Query, base: int, results: int, chosen: Mapping[str, int]
    ) -> Iterator[FacetCounts]:
        for name, facet in self.facets.items():
            others = results
            if name in chosen:
                others = base
                for other, entries in chosen.items():
                    if other != name:
                        others &= entries
            taken = query.chosen.get(name, ())
            options = self.options(name)
            sets = self.entries.sets(facet, (option.value for option in options))
            counts = tuple(
                Count(value, title, level, (sets[value] & others).bit_count(), value in taken)
                for value, title, level in options
            )
            yield FacetCounts(name, said(facet.title), counts)

    def _reliefs(self, query: Query, base: int) -> list[Relief]:
        """Filters to take off one by one; where none of them alone helps, which to keep."""
        values = [(name, value) for name, chosen in query.chosen.items() for value in chosen]
        without = [
            Relief(name, value, self._title(name, value), total)
            for name, value in values
            if (total := self._total(query.without(name, value), base))
        ]
        if without or len(values) < 2:
            return without
        return [
            Relief(name, value, self._title(name, value), total, kept=True)
            for name, value in values
            if (total := self._total(query.only(name, value), base))
        ]

    def _total(self, query: Query, base: int) -> int:
        for name, values in query.chosen.items():
            base &= self.having(name, values)
        return base.bit_count()

    def _title(self, name: str, value: str) -> str:
        titles = {option.value: option.title for option in self.options(name)}
        return titles.get(value, value)
