"""Words that people looked for and that stand nowhere: the office sees what is missing.

Single words, counted by the day: no question as a whole, no address, no person. Nothing is kept of
what could be one's number, and nothing is shown that was asked only once.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from kim.portal.theme.marks import buckets
from kim.portal.theme.marks import local_date
from kim.portal.words.german import fold
from Products.CMFPlone.Portal import PloneSite
from zope.annotation.interfaces import IAnnotations

import time


KEY = "kim.portal.words.unmet"
MOST = 500
LONGEST, SHORTEST = 30, 3
KEPT_FOR = timedelta(days=90)
# Seconds between two writes: somebody who sends rubbish must not keep the database busy.
PAUSE = 2.0


@dataclass(frozen=True)
class Unmet:
    """A word, how often it was asked for, the last day, and how it was first typed."""

    word: str
    count: int
    last: date
    typed: str


def note(site: PloneSite, words: Iterable[str]) -> None:
    """Count words that stand nowhere; a write, so only where something is missing."""
    told = {fold(word): word for word in words if _is_plain(word)}
    if not told:
        return
    kept = IAnnotations(site).get(KEY)
    if kept is None:
        kept = IAnnotations(site)[KEY] = OOBTree()
    elif time.time() - _last_write(kept) < PAUSE:
        return
    today = local_date(site)
    for word, typed in told.items():
        count, _last, first_typed = kept.get(word, (0, today, typed))
        kept[word] = (count + 1, today, first_typed)
    _thin_out(kept, today)


def unmet(site: PloneSite) -> list[Unmet]:
    """What was asked for more than once lately, the most frequent first."""
    first = local_date(site) - KEPT_FOR
    found = [
        Unmet(word, count, last, typed)
        for word, (count, last, typed) in IAnnotations(site).get(KEY, {}).items()
        if count > 1 and last >= first
    ]
    return sorted(found, key=lambda each: (-each.count, each.word))


def _is_plain(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def _last_write(kept: OOBTree) -> float:
    """A tree does not move when only a bucket of it does."""
    return max(part._p_mtime or 0.0 for part in (kept, *buckets(kept)))


def _thin_out(kept: OOBTree, today: date) -> None:
    """Drop what is old; where there is too much, what was asked for least."""
    for word, (_count, last, _typed) in list(kept.items()):
        if last < today - KEPT_FOR:
            del kept[word]
    if len(kept) > MOST:
        ranked = sorted(kept.items(), key=lambda item: item[1][:2])
        for word, _seen in ranked[: len(kept) - MOST // 2]:
            del kept[word]
