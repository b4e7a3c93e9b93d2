"""How a word is written that the search knows only folded: read off from what was found."""

from collections.abc import Iterable
from kim.portal.words.german import analyse
from kim.portal.words.german import base_form
from kim.portal.words.german import fold
from kim.portal.words.german import split
from kim.portal.words.german import words


def as_written(folded: str, typed: str, texts: Iterable[str]) -> str:
    """Folded words as one writes them ("auslanderbehorde" → "Ausländerbehörde").

    `typed`: what somebody wrote instead, of which some words may be right; `texts`: where the
    others stand. A word that stands nowhere stays as it is.
    """
    right = {fold(word): word for word in words(typed)}
    written = [word for text in texts for word in words(text)]
    return " ".join(right.get(word) or _spelling(word, written) or word for word in folded.split())


def _spelling(folded: str, written: list[str]) -> str | None:
    """The word itself comes before its base form, that before a part of a compound."""
    for spellings in (_itself, _base, _parts):
        for word in written:
            for spelling in spellings(word, folded):
                if fold(spelling) == folded:
                    return spelling
    return None


def _itself(word: str, folded: str) -> Iterable[str]:
    return (word,)


def _base(word: str, folded: str) -> Iterable[str]:
    analysed = analyse(word)
    return (analysed.base,) if analysed.lemma == folded else ()


def _parts(word: str, folded: str) -> Iterable[str]:
    if folded not in analyse(word).parts:
        return
    for part in split(analyse(word).base):
        # A part of a compound is a noun if it can be one.
        noun = base_form(part.capitalize())
        yield noun or part
