"""What differs between two texts, word by word: plain rules over plain text."""

from dataclasses import dataclass
from difflib import SequenceMatcher

import re


KEPT, GONE, NEW = "kept", "gone", "new"
TOKEN = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Piece:
    """A part of a text: in both, in the old one alone, or in the new one alone."""

    kind: str
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """Pieces in the order of reading; what is gone stands before what came in its place.

    Without what is new they are the old text, without what is gone the new one.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    found: list[Piece] = []
    for _tag, i, j, k, m in SequenceMatcher(str.isspace, before, after).get_opcodes():
        gone, came = "".join(before[i:j]), "".join(after[k:m])
        if gone == came:
            _append(found, KEPT, gone)
            continue
        _append(found, GONE, gone)
        _append(found, NEW, came)
    return found


def changed(pieces: list[Piece]) -> bool:
    return any(piece.kind != KEPT for piece in pieces)


def _append(found: list[Piece], kind: str, text: str) -> None:
    if not text:
        return
    if found and found[-1].kind == kind:
        found[-1] = Piece(kind, found[-1].text + text)
    else:
        found.append(Piece(kind, text))
