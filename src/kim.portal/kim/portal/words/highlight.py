"""Which words of a result were found: the pieces of a text, marked or not."""

from functools import lru_cache
from html import escape
from kim.portal.words.german import analyse
from kim.portal.words.german import composed
from kim.portal.words.german import WORD
from kim.portal.words.text_index import LEMMA
from kim.portal.words.text_index import STEM
from typing import NamedTuple


SHORTEST_BEGINNING = 3


class Piece(NamedTuple):
    """A piece of a text; ``found``: it is what was looked for."""

    text: str
    found: bool


def pieces(text: str, words: frozenset[str]) -> list[Piece]:
    """A text cut where what was looked for begins and ends; `words` as :class:`Found` has them."""
    text, found, place = composed(text), [], 0
    for match in WORD.finditer(text):
        if words and is_found(match[0], words):
            if match.start() > place:
                found.append(Piece(text[place : match.start()], False))
            found.append(Piece(match[0], True))
            place = match.end()
    if place < len(text):
        found.append(Piece(text[place:], False))
    return found


@lru_cache(maxsize=8_192)
def is_found(written: str, words: frozenset[str]) -> bool:
    """Whether a word of a text is one that was looked for, inflected or in a compound."""
    word = analyse(written)
    forms = {word.lemma, word.text, LEMMA + word.lemma, STEM + word.stem, *word.parts}
    return not words.isdisjoint(forms) or word.text.startswith(_beginnings(words))


@lru_cache(maxsize=64)
def _beginnings(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in words if len(word) >= SHORTEST_BEGINNING and word.isalnum())


def marked(text: str, words: frozenset[str]) -> str:
    """A text as HTML, what was looked for in ``<mark>``."""
    if not words:
        return escape(text)
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.found else escape(piece.text)
        for piece in pieces(text, words)
    )
