"""In which order results are shown: by relevance, name, date or distance, a page at a time.

Generators: a page near the front costs little, however many results there are.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from kim.portal.search.facets import Entries
from kim.portal.search.facets import facets
from kim.portal.search.nearness import by_distance
from kim.portal.search.query import DISTANCE
from kim.portal.search.query import NAME
from kim.portal.search.query import Query
from kim.portal.search.query import VERIFIED
from kim.portal.words.matching import Clause
from kim.portal.words.sets import intersection
from kim.portal.words.sets import members
from kim.portal.words.sets import union
from kim.portal.words.snapshot import TYPE
from math import log
from Products.CMFPlone.Portal import PloneSite


# More than these equally good results are shown by name, not weighed one by one.
MOST_WEIGHED = 500
# The weight from which a word stands in the name.
NAMED = 3.0
# What people come for; of two results that match alike these stand first.
FIRST_TYPES = ("Offer", "Actor", "Municipality")


class Ranking:
    """The order of one question's results; ``visible``: the entries that the visitor may see."""

    def __init__(self, site: PloneSite, entries: Entries, visible: int, query: Query) -> None:
        self.site = site
        self.entries = entries
        self.visible = visible
        self.query = query

    def order(self, groups: list[int], matching: list[Clause]) -> Iterator[int]:
        """The positions of the results, the first one first."""
        if self.query.sort == NAME:
            yield from self._by_name(union(groups))
        elif self.query.sort == VERIFIED:
            yield from self._in_layers(union(groups), self._by_verification())
        elif self.query.sort == DISTANCE:
            layers = by_distance(self.site, self.entries, self.query.near)
            yield from self._in_layers(union(groups), layers)
        elif not matching:
            yield from self._in_layers(union(groups), self._foremost())
        else:
            for group in groups:
                yield from self._by_relevance(group, matching)

    def _by_verification(self) -> Iterator[int]:
        days = self.entries.values("verified_on")
        return (days[day] for day in sorted(days, reverse=True))

    def _foremost(self) -> list[int]:
        """What is meant by the filters in the first place: of this place, for this group."""
        every = -1
        known = facets()
        for name, values in self.query.chosen.items():
            facet, found = known[name], 0
            for value in values:
                found |= facet.foremost(self.entries, value)
            every &= found
        return [] if every == -1 else [every]

    def _in_layers(self, found: int, layers: Iterable[int]) -> Iterator[int]:
        """By layers, by name within each; what is in none of them comes last."""
        for layer in layers:
            yield from self._by_name(found & layer)
            found &= ~layer
        yield from self._by_name(found)

    def _by_name(self, found: int) -> Iterator[int]:
        if not found:
            return
        snapshot = self.entries.snapshot
        titles, rids, positions = snapshot.titles, snapshot.rids, snapshot.positions
        if found.bit_count() <= MOST_WEIGHED:
            # Of equal names in the order of all processes, which number the positions each its own.
            yield from sorted(members(found), key=lambda at: (titles[at], rids[at]))
            return
        flags = found.to_bytes((found.bit_length() + 7) >> 3, "little")
        last = found.bit_length()
        for _title, rid in snapshot.names:
            position = positions[rid]
            if position < last and flags[position >> 3] >> (position & 7) & 1:
                yield position

    def _by_relevance(self, group: int, matching: list[Clause]) -> Iterator[int]:
        """Names before the rest, what is near first; then each by its weight."""
        named = [weighing(clause, NAMED) for clause in matching]
        foremost = self._foremost()
        for layer in (intersection(named), -1):
            found = group & layer
            group &= ~layer
            if found.bit_count() <= MOST_WEIGHED:
                yield from sorted(members(found), key=self._weigher(found, matching, foremost))
            else:
                yield from self._in_layers(found, self._best_first(found, matching, foremost))

    def _best_first(self, found: int, matching: list[Clause], foremost: list[int]) -> Iterator[int]:
        """Layers of a large set: by the weakest of its words, what is near first in each."""
        weights = sorted({tier.weight for c in matching for tier in c.tiers}, reverse=True)
        for weight in weights:
            layer = intersection(weighing(clause, weight) for clause in matching) & found
            for near in foremost:
                yield layer & near
            yield layer

    def _weigher(
        self, found: int, matching: list[Clause], foremost: list[int]
    ) -> Callable[[int], tuple]:
        """The sort key of a result: weight, nearness, type, shortness of the name, name."""
        count = self.visible.bit_count() or 1
        weights: dict[int, float] = {}
        for clause in matching:
            rarity = log(1 + count / (clause.entries.bit_count() or 1))
            for tier in clause.tiers:
                weight = tier.weight * rarity
                for position in members(tier.entries & found):
                    weights[position] = weights.get(position, 0) + weight
        near = set(members(union(foremost) & found))
        helpful = set(members(self.entries.having(TYPE, FIRST_TYPES) & found))
        titles, rids = self.entries.snapshot.titles, self.entries.snapshot.rids
        return lambda position: (
            -round(weights[position], 6),
            position not in near,
            position not in helpful,
            len(titles[position]),
            titles[position],
            rids[position],
        )


def weighing(clause: Clause, least: float) -> int:
    """The entries in which a word weighs so much at least."""
    return union(tier.entries for tier in clause.tiers if tier.weight >= least)
