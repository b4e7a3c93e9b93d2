"""People's names in a text. German nouns are capitalised, so a capital alone tells nothing.

A name is what follows a title or a word for a client, a given name with a surname or initial, and a
word with an initial in the middle of a sentence ("Samira K. wartet").
"""

from collections.abc import Iterator
from pathlib import Path

import re


LETTER = "(?:[^\\W\\d_]|[\u0300-\u036f])"
UPPER = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĽŃŇŌŐŘŚŞŠŢŤŪŮŰŹŻŽА-ЯІЇЄҐ]"
PART = rf"(?:{UPPER}{LETTER}{{1,29}}(?:['’\-]{LETTER}{{1,29}}){{0,3}})"
INITIAL = rf"(?:{UPPER}\.(?!{LETTER}))"
PARTICLE = r"(?:(?:von|van|der|de|da|dos|al|el|bin|ibn|abu|zu|zur)[ \-])"
TITLED = re.compile(
    r"(?<![\w\-])(?:Herrn?|Frau|Fräulein|Familie|Eheleute|Ehepaar|Fam\."
    r"|(?<![,\-–] )[HF]r\.)"
    rf"\s{{1,2}}((?:(?:Dr|Prof|med)\.\s?){{0,3}}{PARTICLE}{{0,2}}(?:{PART}|{INITIAL})"
    rf"(?:[ ](?:{PART}|{INITIAL})){{0,2}})"
)
CLIENT = re.compile(
    r"(?<![\w\-])(?:Klient(?:in)?|Mandant(?:in)?|Patient(?:in)?|Ratsuchende[rn]?|Asylbewerber(?:in)?"
    rf"|Antragsteller(?:in)?)\s({PART}|{INITIAL})"
)
PAIR = re.compile(rf"(?<![\w.\-])({PART})[ ]({PARTICLE}{{0,2}}(?:{PART}(?:[ ]{PART})?|{INITIAL}))")
IN_SENTENCE = re.compile(rf"^(?:[,)]|\s(?!{UPPER})\w)")
SAINT = re.compile(r"(?:St\.|Sankt)\s$")

#: How German nouns end that are no names.
NOUN = re.compile(
    r"(?:ungs?|ungen|heit(?:en)?|keit(?:en)?|schaft(?:en)?|tion(?:en)?|tät(?:en)?|ismus|nisse?|hilfen?"
    r"|kurse?s?|geld|gelder|recht|rechts|amt|amts|ämter|stelle|stellen|zentrum|schule|schulen|platz|plätze"
    r"|beratung|meister(?:in)?|leiter(?:in)?|rat|rätin|präsident(?:in)?|direktor(?:in)?|straße)$",
    re.I,
)


def _words(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


NOUNS = _words("nouns.txt")
GIVEN = _words("given_names.txt")


def names(text: str) -> Iterator[tuple[int, int]]:
    """Every passage that is probably a name; spans may overlap."""
    for pattern in (TITLED, CLIENT):
        for match in pattern.finditer(text):
            words = _names_of(match[1])
            if words:
                yield match.start(), match.start(1) + len(words)
    position = 0
    while match := PAIR.search(text, position):
        # The second word may be the first of the next pair: "Kollegin Anna Schmidt".
        position = match.start(2)
        if _is_pair(text, match):
            yield match.start(), match.start(2) + len(_names_of(match[2]) or match[2])


def _names_of(words: str) -> str:
    """The words up to the first that is a noun."""
    kept: list[str] = []
    for word in words.split(" "):
        if _is_noun(word):
            break
        kept.append(word)
    return " ".join(kept)


def _is_pair(text: str, match: re.Match[str]) -> bool:
    first, second = match[1], match[2]
    if _is_noun(first) or _is_noun(second.split(" ")[0]):
        return False
    if first in GIVEN:
        return not SAINT.search(text[max(0, match.start() - 7) : match.start()])
    initial = second.endswith(".")
    return initial and len(first) > 2 and bool(IN_SENTENCE.match(text[match.end() :][:3]))


def _is_noun(word: str) -> bool:
    return word in NOUNS or bool(NOUN.search(word))
