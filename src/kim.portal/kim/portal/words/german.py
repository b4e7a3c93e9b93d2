"""German words as a search compares them: folded, in their base form, compounds in their parts.

Plain functions over text. *Folded* is lower case with ä, ae and a alike (o, u and ß/ss likewise),
so that "Auslaenderbehoerde" and "Auslanderbehorde" are one word. A word that the dictionary knows
counts by its base form ("Kurse" → "kurs"), any other by its stem too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from pathlib import Path
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY
from Stemmer import Stemmer
from unicodedata import combining
from unicodedata import normalize
from zope.processlifetime import IProcessStarting

import re


WORD = re.compile(r"\w+")
# Soft hyphens and joiners stand within words.
INVISIBLE = re.compile(r"[\xad\u200b-\u200f\u2060\ufeff]")
# What a word of everyday language has at most; longer ones are cut.
LONGEST_WORD = 60
SHORTEST_PART = 4
# Joints of German compounds (Fugenelemente), the longest first.
JOINTS = ("ens", "es", "en", "er", "s", "n", "e", "")
# "ue" is a u with dots, but not in "Frauen", "neue", "Quelle".
DOTTED = {"a": "ä", "o": "ö", "u": "ü"}
DIGRAPHS = re.compile(r"ae|oe|(?<![aeq])ue")
LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "ı": "i", "ø": "o", "æ": "a"})
# Short parts that many compounds of this field end or begin with.
SHORT_PARTS = frozenset({"amt", "job", "rat", "tag"})
NO_PARTS = frozenset({"eine", "einer", "eines", "einem", "einen", "nach", "sich", "dies", "samt"})
# Folded words that say nothing about what is looked for.
STOP_WORDS = frozenset(
    Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split()
)


@dataclass(frozen=True)
class Word:
    """A word analysed: ``text`` folded, ``lemma`` its folded base form, ``stem`` of the text.

    ``parts`` are the folded base forms of all parts of a compound, ``leaves`` of the smallest ones;
    ``base`` is the base form as one writes it.
    """

    text: str
    lemma: str
    stem: str
    parts: tuple[str, ...]
    leaves: tuple[str, ...]
    base: str


def words(text: str) -> list[str]:
    """The words of a text as they are written, in order; ligatures of a PDF as letters."""
    return [word[:LONGEST_WORD] for word in WORD.findall(normalize("NFKC", composed(text)))]


def composed(text: str) -> str:
    """A text without what nobody sees: accents as signs of their own, soft hyphens, joiners."""
    return normalize("NFC", INVISIBLE.sub("", text))


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case, without accents; ä, ae and a alike."""
    text = normalize("NFC", text).lower().translate(LETTERS)
    bare = "".join(c for c in normalize("NFD", text) if not combining(c))
    return DIGRAPHS.sub(lambda match: match[0][0], bare)


def is_stop_word(word: str) -> bool:
    """Whether a word says nothing about what is looked for."""
    return fold(word) in STOP_WORDS


@lru_cache(maxsize=65_536)
def analyse(word: str) -> Word:
    """What a single word is compared by."""
    text = fold(word)
    base = base_form(word) or word
    # The plural of a compound is split as its singular.
    parts = split(base) if len(text) > SHORTEST_PART else ()
    leaves = tuple(fold_base(part) for part in parts if not split(part))
    lemma = fold(base)
    named = dict.fromkeys(fold_base(part) for part in parts)
    named.pop(lemma, None)
    return Word(text, lemma, stem(text), tuple(named), leaves, base)


def fold_base(part: str) -> str:
    """The folded base form of a part of a compound, which is a noun if it can be one."""
    return fold(base_form(part.capitalize()) or part)


def stem(folded: str) -> str:
    """The Snowball stem of a folded word."""
    return _stemmer().stemWord(folded)


def base_form(word: str) -> str | None:
    """The dictionary's base form ("Kursen" → "Kurs"); None for words that it does not have.

    A word may come in any case, and with ae for ä. People type "arbeit" and mean Arbeit: what can
    be a noun is one, in texts as well as in questions.
    """
    lower = word.lower()
    found = _lookup(lower.capitalize()) or _lookup(lower) or _lookup(word)
    if found is None and DIGRAPHS.search(lower):
        dotted = DIGRAPHS.sub(lambda match: DOTTED[match[0][0]], lower)
        found = _lookup(dotted.capitalize()) or _lookup(dotted)
    return found


@lru_cache(maxsize=16_384)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound, as written: each one found, long and short; () for a simple word.

    "Frauenberatungsstelle" → Frauen, Beratungsstelle, Beratung, Stelle
    """
    found: dict[str, None] = {}
    for part in _halves(word.lower()) or ():
        found[part] = None
        found.update(dict.fromkeys(split(part)))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _halves(word: str) -> tuple[str, str] | None:
    """A lower-case compound cut in two, as evenly as possible; None for a simple word.

    The second half is a word of the dictionary if there is such a cut, otherwise a compound.
    """
    middle = len(word) // 2
    places = sorted(range(3, len(word) - 2), key=lambda place: abs(place - middle))
    tails = [(place, word[place:]) for place in places if _can_be_part(word[place:])]
    for is_second in (_is_word, _halves):
        for place, tail in tails:
            if is_second(tail):
                head = _head(word[:place])
                if head:
                    return head, tail
    return None


@lru_cache(maxsize=16_384)
def _head(text: str) -> str | None:
    """The first half of a compound without its joint, if it is a word or a compound itself."""
    for joint in JOINTS:
        if joint and not text.endswith(joint):
            continue
        bare = text[: len(text) - len(joint)]
        # Some lose an e at the joint: Sprach(e)kurs, Schul(e)amt.
        for candidate in (text, bare, text + "e"):
            if _can_be_part(candidate) and _is_noun(candidate):
                return candidate
    for joint in JOINTS:
        bare = text.removesuffix(joint)
        if _can_be_part(bare) and _is_word(bare):
            return bare
    bare = text.removesuffix("s")
    return bare if len(bare) > 2 * SHORTEST_PART and _halves(bare) else None


def _can_be_part(text: str) -> bool:
    return (len(text) >= SHORTEST_PART and text not in NO_PARTS) or text in SHORT_PARTS


def _is_noun(text: str) -> bool:
    base = _lookup(text.capitalize())
    return base is not None and base[0].isupper()


def _is_word(text: str) -> bool:
    return (_lookup(text.capitalize()) or _lookup(text)) is not None


@lru_cache(maxsize=131_072)
def _lookup(spelling: str) -> str | None:
    return _dictionary().get(spelling)


@cache
def _dictionary() -> Mapping[str, str]:
    # Read in half a second when the first word is asked for; the other one takes 110 MB.
    return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("de")


def warm_up(event: IProcessStarting) -> None:
    """Read the dictionary before the first visitor asks."""
    _dictionary()


@cache
def _stemmer() -> Stemmer:
    # Without a cache of its own the stemmer may be shared by threads.
    return Stemmer("german", 0)
