"""Dates in a text: which are of birth, which can hardly be anything else."""

from collections.abc import Iterator
from dataclasses import dataclass

import re


MONTHS = (
    r"(?:Jan(?:uar|\.)?|Jänner|Feb(?:ruar|\.)?|März|Mrz\.?|Maerz|Apr(?:il|\.)?|Mai|Jun[i.]?|Jul[i.]?"
    r"|Aug(?:ust|\.)?|Sep(?:t\.?|tember|\.)?|Okt(?:ober|\.)?|Nov(?:ember|\.)?|Dez(?:ember|\.)?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19\d\d|20\d\d)"
DATE = re.compile(
    rf"(?<![\d.])(?:{YEAR}-{MONTH}-{DAY}"
    rf"|{DAY}(?:\. ?{MONTH}\. ?|[-/]{MONTH}[-/]| {MONTH} )(?:{YEAR}|\d\d)"
    rf"|{DAY}\.? ?{MONTHS} ?(?:{YEAR}|\d\d))(?!\d|\.\d)",
    re.I,
)
BEFORE = re.compile(
    r"(?:\b(?:Geburts(?:datum|tag)|Geb(?:urts)?\.?-?[ ]?(?:Dat|Tag|Datum)\b"
    r"|Geburt\b|geb\b|gebor(?:en(?:e[nrsm]?)?)\b|born\b|date of birth|DOB\b)"
    r"[.:]?(?:[^.,;!?\d]{0,40}|[\s,]{0,4})|[*✶⁎∗]"
    # With a blank it may be the bullet of a list.
    r"|[^\s] ?[*✶⁎∗] {1,2})$",
    re.I,
)
BEHIND = re.compile(r"^[) ,]{0,2}(?:in [^\W\d]{1,30} )?(?:geb\b|geboren)", re.I)
#: What laws, terms and beginnings are called before their date.
NO_BIRTH = re.compile(
    r"(?:\b(?:seit|ab|bis|Stand|Fassung)(?: (?:dem|zum|der))?"
    r"|(?:gesetz|verordnung|konvention|abkommen|protokoll|vertrag|erlass|beschluss|urteil|BGBl|richtlinie|G)"
    r"[^.;!?\d]{0,30})\s?$",
    re.I,
)
#: Older than the Residence Act: hardly anything that is reported now happened before.
OLD = 2005


@dataclass(frozen=True)
class Day:
    """A full date in a text, with what stands around it."""

    span: tuple[int, int]
    year: int
    before: str
    behind: str

    @property
    def is_birth(self) -> bool:
        """A word beside it says so."""
        return bool(BEFORE.search(self.before) or BEHIND.search(self.behind))

    @property
    def only_birth(self) -> bool:
        """It lies far back, and no law or term is named before it."""
        return self.year < OLD and not NO_BIRTH.search(self.before)


def dates(text: str) -> Iterator[Day]:
    """Every full date."""
    for match in DATE.finditer(text):
        start, end = match.span()
        year = match[0][:4] if match[0][:4].isdigit() else match[0][-4:]
        # "12.03.90" is of the last century, "12.03.15" of this one or a term: not asked about.
        number = int(year) if year.isdigit() else 2000 - 100 * (match[0][-2:] > "30")
        yield Day((start, end), number, text[max(0, start - 70) : start], text[end : end + 40])


def births(text: str) -> Iterator[tuple[int, int]]:
    """Dates that a word makes dates of birth."""
    return (day.span for day in dates(text) if day.is_birth)
