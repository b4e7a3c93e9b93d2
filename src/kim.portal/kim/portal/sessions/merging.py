"""Two people type into one text: what each of them changed since they last saw it is kept.

By lines. Where both changed the same lines, both versions stand one below the other: somebody will
tidy up; nobody's words are lost.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from merge3 import Merge3


def merged(base: str, theirs: str, mine: str) -> str:
    """The text with the changes from `base` to `theirs` and from `base` to `mine`."""
    groups = Merge3(base.split("\n"), theirs.split("\n"), mine.split("\n")).merge_groups()
    lines: list[str] = []
    for kind, *found in groups:
        lines += _both(*found) if kind == "conflict" else found[0]
    return "\n".join(lines)


def _both(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    """Where both have changed something: as finely as it can be told apart."""
    if len(base) == len(theirs) == len(mine):
        rows = zip(base, theirs, mine, strict=True)
        return [line for was, one, other in rows for line in _line(was, one, other)]
    return _added(base, theirs, mine) or _added(base, mine, theirs) or _union(theirs, mine)


def _line(was: str, one: str, other: str) -> list[str]:
    """Neighbouring lines were changed, each perhaps by one alone."""
    if was == one:
        return [other]
    return [one] if was == other or one == other else [one, other]


def _added(base: Sequence[str], longer: Sequence[str], other: Sequence[str]) -> list[str]:
    """One only added lines before or after what the other changed; empty where it is not so."""
    size = len(base)
    if not size or size >= len(longer) or not other:
        return []
    if longer[:size] == base:
        return [*other, *longer[size:]]
    if longer[-size:] == base:
        return [*longer[:-size], *other]
    return []


def _union(theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    """All lines of both; those that they share, once."""
    lines: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, theirs, mine).get_opcodes():
        lines += theirs[a:b]
        if kind != "equal":
            lines += mine[c:d]
    return lines
