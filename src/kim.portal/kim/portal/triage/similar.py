"""Which reports are like another one, or like a text that is being written.

The rule is plain: `key_words`, `score`, `best`. Reports are looked up by their words in the indexes
of the catalog, as their reader may see them: no object is woken, and only those that have a word,
or topic and place, in common are weighed.
"""

from AccessControl import getSecurityManager
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from collections import Counter
from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from kim.portal.gaps import life
from kim.portal.gaps.gap import GapReport
from kim.portal.words.changes import text_index
from kim.portal.words.german import analyse
from kim.portal.words.german import is_stop_word
from kim.portal.words.german import words
from kim.portal.words.text_index import LEMMA
from kim.portal.words.text_index import PART
from kim.portal.words.text_index import STEM
from plone import api
from Products.CMFPlone.CatalogTool import CatalogTool
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from typing import Any


#: Words that are compared: those of the title first, then the longest of the text.
MOST_WORDS = 10
SHORTEST_WORD = 4
#: What is less alike than this is another matter.
LEAST = 0.32
WORDS, TOPIC, PLACE, GROUP = 0.65, 0.15, 0.1, 0.1
#: So many words in common are as good as all: nobody tells the same in the same words.
ENOUGH = 4


@dataclass(frozen=True)
class Matter:
    """What a report is about: its words, and ids of terms and municipalities."""

    words: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """The entries that have topic, place or target group in common with a matter."""

    topic: Collection[int]
    place: Collection[int]
    group: Collection[int]


def key_words(title: str, text: str = "") -> tuple[str, ...]:
    """The words that say what it is about, each in one form only."""
    found: dict[str, str] = {}
    longest_first = sorted(words(text), key=len, reverse=True)
    for word in (*words(title), *longest_first):
        if len(word) >= SHORTEST_WORD and not is_stop_word(word) and not word.isdigit():
            found.setdefault(analyse(word).lemma, word)
    return tuple(found.values())[:MOST_WORDS]


def score(share: float, topic: bool, place: bool, group: bool) -> float:
    """From 0 to 1: the share of words in common, whether topic, place and target group agree."""
    return WORDS * share + TOPIC * topic + PLACE * place + GROUP * group


def best(hits: list[Iterable[int]], facts: Facts, most: int) -> list[tuple[int, float]]:
    """The most alike entries with their scores; `hits` has the entries of each word."""
    shared = Counter(entry for entries in hits for entry in entries)
    entries = {*shared, *(entry for entry in facts.topic if entry in facts.place)}
    enough = max(min(len(hits), ENOUGH), 1)
    weighed = (
        (
            -score(
                min(shared[entry] / enough, 1),
                entry in facts.topic,
                entry in facts.place,
                entry in facts.group,
            ),
            entry,
        )
        for entry in entries
    )
    return [(entry, -value) for value, entry in nsmallest(most, weighed) if -value >= LEAST]


def matter_of(gap: GapReport) -> Matter:
    return Matter(
        key_words(gap.title or "", gap.text or ""),
        tuple(gap.municipalities or ()),
        tuple(gap.topics or ()),
        tuple(gap.target_groups or ()),
    )


def similar_to(gap: GapReport, most: int = 5) -> list[tuple[AbstractCatalogBrain, float]]:
    """Reports of the same that the user may see, the most alike first."""
    own = api.content.get_uuid(gap)
    found = reports_like(matter_of(gap), most + 1)
    return [(brain, value) for brain, value in found if own != brain.UID][:most]


def reports_like(matter: Matter, most: int = 5) -> list[tuple[AbstractCatalogBrain, float]]:
    """Reports of a matter that the user may see, with their scores; no drafts."""
    catalog = api.portal.get_tool("portal_catalog")
    # Indexes what is waiting.
    catalog.getCounter()
    among = _visible(catalog)
    facts = Facts(
        *(
            intersection(among, _having(catalog, name, getattr(matter, name)))
            for name in ("topics", "municipalities", "target_groups")
        )
    )
    hits = [intersection(among, _with_word(catalog, word)) for word in matter.words]
    inner = catalog._catalog
    return [(inner[rid], value) for rid, value in best(hits, facts, most)]


def _visible(catalog: CatalogTool) -> Any:
    """Reports that the user may see."""
    roles = catalog._listAllowedRolesAndUsers(getSecurityManager().getUser())
    reports = intersection(
        _having(catalog, "portal_type", ["GapReport"]),
        _having(catalog, "review_state", (*life.OPEN, *life.ENDS)),
    )
    return intersection(reports, _having(catalog, "allowedRolesAndUsers", roles))


def _having(catalog: CatalogTool, name: str, values: Iterable[str]) -> Any:
    """Entries with one of the values in an index."""
    index = catalog._catalog.getIndex(name)._index
    found = (index.get(value, ()) for value in values)
    return multiunion([IISet((one,)) if isinstance(one, int) else IISet(one) for one in found])


def _with_word(catalog: CatalogTool, word: str) -> Any:
    """Entries with the word, in another form or as a part of another word too."""
    index = text_index(catalog)
    if index is None:
        return IISet()
    one = analyse(word)
    keys = (LEMMA + one.lemma, STEM + one.stem, PART + one.lemma)
    ids = (index.key_id(key) for key in keys)
    return multiunion([IISet(index.entries(each).keys()) for each in ids if each is not None])
