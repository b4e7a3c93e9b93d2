"""Words → the entries that have them, forgiving, and how well.

A query becomes *clauses*, one for each word (or phrase that the office knows); a clause becomes
*tiers*: sets of entries with a weight, the best first. Name counts before summary before text, and
what was written before what was forgiven (a part of a compound, a synonym, a slip of the pen).
"""

from Acquisition import aq_parent
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from kim.portal.theme.marks import cached_by_mark
from kim.portal.words.changes import text_index
from kim.portal.words.german import analyse
from kim.portal.words.german import is_stop_word
from kim.portal.words.german import Word
from kim.portal.words.german import words
from kim.portal.words.snapshot import Places
from kim.portal.words.snapshot import Snapshot
from kim.portal.words.synonyms import Phrase
from kim.portal.words.text_index import GermanTextIndex
from kim.portal.words.text_index import LEMMA
from kim.portal.words.text_index import PART
from kim.portal.words.text_index import STEM
from Products.CMFPlone.CatalogTool import CatalogTool
from Products.CMFPlone.Portal import PloneSite
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract
from typing import Any
from typing import Protocol


MOST_WORDS = 12
MOST_COMPLETIONS = 20
MOST_CORRECTIONS = 4
MOST_TRIED = 50
SHORTEST_COMPLETED = 3
# Name, summary, text.
FIELDS = (8.0, 3.0, 1.0)
EXACT, STEMMED, LABEL, PARTIAL, SYNONYM, COMPLETED, CORRECTED = 1.0, 0.8, 0.7, 0.7, 0.6, 0.5, 0.4
NOWHERE: Places = (0, 0, 0)


@dataclass(frozen=True)
class Tier:
    """Entries that match equally well."""

    weight: float
    entries: int


@dataclass(frozen=True)
class Clause:
    """What one word or phrase of the query finds.

    ``words``: the folded words and parts to highlight. ``correction``: the word that it was taken
    for.
    """

    text: str
    tiers: tuple[Tier, ...]
    words: frozenset[str]
    correction: str | None = None

    @property
    def entries(self) -> int:
        """All entries that match."""
        found = 0
        for tier in self.tiers:
            found |= tier.entries
        return found


@dataclass(frozen=True)
class Label:
    """What a label stands for: ``foremost`` carry it, ``entries`` are for it among others."""

    foremost: int
    entries: int
    is_place: bool


class Labels(Protocol):
    """Labels that mean something as words of a query."""

    known: Mapping[Phrase, Any]

    def __contains__(self, key: Phrase) -> bool: ...

    def find(self, key: Phrase) -> Label:
        """What a label stands for."""

    def mentioning(self, lemma: str) -> int:
        """The entries that carry a longer label with this word in it."""


class Matcher:
    """Looks words up in one state of the index; sees only the entries in `visible`.

    `labels`: phrase → entries that carry a term with this label, see :class:`Labels`.
    """

    def __init__(
        self,
        catalog: CatalogTool,
        snapshot: Snapshot,
        visible: int,
        synonyms: dict[Phrase, tuple[str, ...]],
        labels: Labels,
    ) -> None:
        self.catalog = catalog
        self.index: GermanTextIndex = text_index(catalog)
        self.snapshot = snapshot
        self.visible = visible
        self.synonyms = synonyms
        self.labels = labels

    def clauses(self, text: str) -> list[Clause]:
        """The clauses of a query; a word that stands nowhere has no tiers."""
        written = list(dict.fromkeys(words(text)))
        said = [word for word in written if not is_stop_word(word)] or written
        said = said[:MOST_WORDS]
        analysed = [analyse(word) for word in said]
        found, place = [], 0
        while place < len(said):
            length = self._known_phrase(analysed[place:])
            found.append(
                self._clause(said[place : place + length], analysed[place : place + length])
            )
            place += length
        return found

    def named(self, said: list[str]) -> int:
        """Entries that have all words in the name, where the last one may be a beginning."""
        *whole, last = [analyse(word) for word in said]
        found = self.visible
        for word in whole:
            found &= either(self._word(word.lemma), self._key(STEM + word.stem))[0]
        begun = self._part(last)[0]
        for kind in (LEMMA, PART):
            for key_id in self.index.key_ids(kind + last.text, MOST_COMPLETIONS):
                begun |= self.snapshot.places(self.catalog, key_id)[0]
        return found & begun

    def _known_phrase(self, analysed: list[Word]) -> int:
        """How many of the first words are one phrase that synonyms or labels know; at least 1."""
        for length in range(min(4, len(analysed)), 1, -1):
            key = tuple(word.lemma for word in analysed[:length])
            if key in self.synonyms or key in self.labels:
                return length
        return 1

    def _clause(self, said: list[str], analysed: list[Word]) -> Clause:
        text = " ".join(said)
        lit = {form for word in analysed for form in (word.text, word.lemma, STEM + word.stem)}
        ways = [(quality, places) for quality, places in self._literally(analysed)]
        key = tuple(word.lemma for word in analysed)
        if key in self.labels:
            label = self.labels.find(key)
            if label.is_place:
                return Clause(text, self._place_tiers(label, ways), frozenset(lit))
            ways.append((LABEL, (0, label.foremost, label.entries)))
        if len(analysed) == 1:
            ways.append((LABEL, (0, 0, self.labels.mentioning(analysed[0].lemma))))
        for meaning in self.synonyms.get(key, ()):
            means = _significant(meaning)
            found = self._phrase(means)
            if any(found):
                # In a compound it would be another thing: Bildung, but not Weiterbildung.
                lit |= {LEMMA + word.lemma for word in means}
                ways.append((SYNONYM, found))
        correction = None
        if not self._seen(ways):
            completed = self._completed(analysed[-1].text) if len(said) == 1 else NOWHERE
            if any(completed):
                ways = [(COMPLETED, completed)]
            else:
                correction, ways = self._corrected(analysed)
                lit |= {analyse(word).lemma for word in words(correction or "")}
        return Clause(text, self._tiers(ways), frozenset(lit), correction)

    def _literally(self, analysed: list[Word]) -> Iterator[tuple[float, Places]]:
        yield EXACT, self._all(self._key(LEMMA + word.lemma) for word in analysed)
        yield STEMMED, self._all(self._key(STEM + word.stem) for word in analysed)
        yield PARTIAL, self._all(self._part(word) for word in analysed)

    def _part(self, word: Word) -> Places:
        """The word as a part of a compound, or its own parts wherever they stand."""
        found = either(self._key(PART + word.lemma), self._word(word.stem))
        if word.leaves:
            found = either(found, self._all(self._word(part) for part in word.leaves))
        return either(found, self._key(LEMMA + word.lemma))

    def _phrase(self, analysed: list[Word]) -> Places:
        return self._all(
            either(self._key(LEMMA + word.lemma), self._key(STEM + word.stem)) for word in analysed
        )

    def _word(self, lemma: str) -> Places:
        return either(self._key(LEMMA + lemma), self._key(PART + lemma))

    def _key(self, key: str) -> Places:
        key_id = self.index.key_id(key)
        return NOWHERE if key_id is None else self.snapshot.places(self.catalog, key_id)

    def _all(self, several: Iterable[Places]) -> Places:
        """Entries that have all of them: in the name, at least in the summary, anywhere."""
        named = summed = somewhere = -1
        for name, summary, text in several:
            named &= name
            summed &= name | summary
            somewhere &= name | summary | text
        if somewhere == -1:
            return NOWHERE
        return named, summed, somewhere

    def _seen(self, ways: list[tuple[float, Places]]) -> bool:
        return any(entries & self.visible for _quality, places in ways for entries in places)

    def _completed(self, folded: str) -> Places:
        """Entries that have a word that begins so."""
        if len(folded) < SHORTEST_COMPLETED:
            return NOWHERE
        found = NOWHERE
        for kind in (LEMMA, PART):
            for key_id in self.index.key_ids(kind + folded, MOST_COMPLETIONS):
                found = either(found, self.snapshot.places(self.catalog, key_id))
        return found if any(places & self.visible for places in found) else NOWHERE

    def _corrected(self, analysed: list[Word]) -> tuple[str | None, list[tuple[float, Places]]]:
        """Each word as the nearest words that mean something to a visitor here."""
        corrected, several = [], []
        for word in analysed:
            found = either(self._part(word), self._key(STEM + word.stem))
            near = [] if self._seen([(EXACT, found)]) else self.nearest(word.text)
            for lemma in near:
                found = either(found, self._meaning(lemma))
            several.append(found)
            corrected.append(near[0] if near else word.text)
        found = self._all(several)
        if not self._seen([(CORRECTED, found)]):
            return None, []
        return " ".join(corrected), [(CORRECTED, found)]

    def nearest(self, folded: str) -> list[str]:
        """The words that differ least from a misspelt one and find something, the best first."""
        slips = most_slips(folded)
        if not slips:
            return []
        known = chain(_vocabulary(aq_parent(self.catalog)), self._said())
        near = extract(folded, known, scorer=OSA.distance, score_cutoff=slips, limit=MOST_TRIED)
        found: dict[str, tuple[int, bool, int]] = {}
        for lemma, distance, _place in near:
            seen = [places & self.visible for places in self._meaning(lemma)]
            if any(seen):
                number = sum(places.bit_count() for places in seen)
                found[lemma] = (distance, lemma[:1] != folded[:1], -number)
        ranked = sorted(found, key=lambda lemma: found[lemma])
        return [lemma for lemma in ranked if found[lemma][0] == found[ranked[0]][0]][
            :MOST_CORRECTIONS
        ]

    def _said(self) -> Iterator[str]:
        """Single words that synonyms and labels know."""
        return (key[0] for key in chain(self.synonyms, self.labels.known) if len(key) == 1)

    def _meaning(self, lemma: str) -> Places:
        """A word as it stands in entries, as what it means, and as a label."""
        found = self._word(lemma)
        for meaning in self.synonyms.get((lemma,), ()):
            found = either(found, self._phrase(_significant(meaning)))
        if (lemma,) in self.labels:
            label = self.labels.find((lemma,))
            found = either(found, (0, label.foremost, label.entries))
        return found

    def _place_tiers(self, label: Label, ways: list[tuple[float, Places]]) -> tuple[Tier, ...]:
        """A place: what is for it comes before what only mentions it, say in the county's name."""
        name, summary, _text = FIELDS
        literal = NOWHERE
        for _quality, places in ways:
            literal = either(literal, places)
        ranked = (
            (name, literal[0] & label.foremost),
            (name * PARTIAL, label.foremost),
            (summary, label.entries),
            *zip((STEMMED, COMPLETED, CORRECTED), literal, strict=True),
        )
        return disjoint((weight, entries & self.visible) for weight, entries in ranked)

    def _tiers(self, ways: list[tuple[float, Places]]) -> tuple[Tier, ...]:
        """The ways to match as tiers, the best first."""
        ranked = [
            (quality * field, entries & self.visible)
            for quality, places in ways
            for field, entries in zip(FIELDS, places, strict=True)
        ]
        return disjoint(sorted(ranked, key=lambda tier: -tier[0]))


def disjoint(ranked: Iterable[tuple[float, int]]) -> tuple[Tier, ...]:
    """Tiers in which each entry stands once, in its best."""
    found, taken = [], 0
    for weight, entries in ranked:
        new = entries & ~taken
        if new:
            found.append(Tier(weight, new))
            taken |= new
    return tuple(found)


def _significant(phrase: str) -> list[Word]:
    return [analyse(word) for word in words(phrase) if not is_stop_word(word)]


def either(one: Places, other: Places) -> Places:
    return one[0] | other[0], one[1] | other[1], one[2] | other[2]


def most_slips(folded: str) -> int:
    """How many letters may be wrong, missing, too many or swapped in a word of this length."""
    length = len(folded)
    if length < 4:
        return 0
    return 1 if length < 6 else 2 if length < 10 else 3


@cached_by_mark
def _vocabulary(site: PloneSite) -> list[str]:
    """All words that the entries have; a list of thousands, read once until something changes."""
    return text_index(site.portal_catalog).vocabulary()
