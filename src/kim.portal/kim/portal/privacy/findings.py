"""What in a text is, or may be, about a client: a pure rule over characters.

Three kinds are refused, since nothing else looks like them: AZR numbers, IBANs and dates of birth.
All others are asked about; there false alarms are kept low, because people stop reading questions.

- An AZR number is the day of the first entry, a running number of five digits and a check digit
  (https://www.anwalt.org/azr-nummer); the day is taken to be six digits, year first. § 2 AZRG-DV
  wants mistyped ones to be recognised, but how the check digit is computed is not told there: every
  digit passes. With the word AZR beside it any long number is taken for one.
- An IBAN has the length of its country and a checksum (ISO 13616, ISO 7064 mod 97-10).
- A date is one of birth where a word says so. Meetings, laws and letters have dates too.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from kim.portal.privacy.dates import births
from kim.portal.privacy.dates import dates
from kim.portal.privacy.names import names

import re
import unicodedata


AZR = "azr"
IBAN = "iban"
BIRTH = "birth"
OLD_DATE = "old_date"
PHONE = "phone"
EMAIL = "email"
FILE = "file"
NAME = "name"
REFUSED = frozenset({AZR, IBAN, BIRTH})

#: Lengths of IBANs by country, as the registry of ISO 13616 has them.
LENGTHS = {
    country: length
    for length, countries in (
        (15, "NO"),
        (16, "BE"),
        (18, "DK FI FO GL NL SD"),
        (19, "MK SI"),
        (20, "AT BA EE KZ LT LU MN XK"),
        (21, "CH HR LI LV"),
        (22, "BG BH CR DE GB GE IE ME RS VA"),
        (23, "AE GI IL IQ OM SO TL"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
        (25, "LY PT ST"),
        (26, "IS TR"),
        (27, "BI DJ FR GR IT MC MR SM"),
        (28, "AL AZ BY CY DO GT HU LB NI PL SV"),
        (29, "BR EG PS QA UA"),
        (30, "JO KW MU YE"),
        (31, "MT SC"),
        (32, "LC"),
        (33, "RU"),
    )
    for country in countries.split()
}

IBAN_BEGINS = re.compile(r"(?<![^\W_])[A-Za-z]{2}\s?\d{2}(?=[ \-.\n]{0,2}[A-Za-z\d])")
TWELVE = re.compile(
    r"(?<![\d+])\d{6}[ \-/]?\d{5}[ \-/]?\d(?!\d)|(?<![\d+])\d{3}(?: \d{3}){3}(?!\d)"
)
AZR_NAMED = re.compile(
    r"\b(?:AZR|Ausländerzentralregister)[ \-]?(?:Nr\b\.?|Nummer\b|No\b\.?)?[^\w\n]{0,4}"
    r"(?:ist |lautet )?(\d(?:[ \-/]?\d){7,13})(?!\d)",
    re.I,
)
CALL_WORD = (
    r"\b(?:Tel|Telefon|Telefonnummer|Fon|Phone|Handy|Handynummer|Mobil|Fax|Rufnummer|WhatsApp)"
)
CALL_BEFORE = re.compile(CALL_WORD + r"\b[^\w\n]{0,4}$", re.I)
CALL_NAMED = re.compile(
    CALL_WORD + r"\b[^\w\n]{0,4}(\+?\(?\d(?:[ ()/\-]{0,3}\d){3,17})(?!\d)", re.I
)
CALL = re.compile(
    r"(?<![\w.,/\-])(?:\+ ?[1-9]|00[1-9]|\(?0[1-9])(?:[ ()/\-]{0,3}\d){5,15}(?![\d]|[.,]\d)"
)
KEY_BEFORE = re.compile(r"\b(?:AGS|Gemeindeschlüssel)\b[^\w\n]{0,4}$", re.I)
MAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}(?:@|\s?[\[(](?:at|ät)[\])]\s?)[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,5}"
)
FILE_NAMED = re.compile(
    r"\b(?:Aktenzeichen|Geschäftszeichen|Kassenzeichen|Kundennummer|BG[ \-]?Nummer"
    r"|Bedarfsgemeinschaftsnummer|(?:Reise)?Pass(?:nummer|[ \-]?Nr\b\.?)|Ausweisnummer"
    r"|(?:Sozial|Renten|Kranken)?[Vv]ersichertennummer|(?:Sozial|Renten)?[Vv]ersicherungsnummer"
    r"|Steuer[ \-]?ID|Az\b\.?|Gz\b\.?)"
    r"[^\w\n]{0,4}((?=[A-Za-z./\-]{0,12}\d)[A-Za-z\d](?:[./\-]?[A-Za-z\d]){3,24})"
)
# A file of the BAMF with the country's key, a unit of dependants, a customer, an insured person; an
# IBAN of Germany that was mistyped.
FILE_ALONE = re.compile(
    r"(?<![\w./\-])(?:DE\d\d(?: ?\d{4}){4} ?\d\d|\d{7}-\d{3}|\d{5}(?:BG|//)\d{7}"
    r"|\d{3}[A-Z]\d{6}|\d{2} ?\d{6} ?[A-Z] ?\d{3})"
    r"(?![\w/\-])"
)


@dataclass(frozen=True)
class Finding:
    """A passage: ``text[start:end]`` of what was looked through."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def refused(self) -> bool:
        """Whether nobody may confirm it."""
        return self.kind in REFUSED


Span = tuple[int, int]


def findings(text: str) -> list[Finding]:
    """Every passage that may be about a client, in the order of the text; none overlap."""
    plain = "".join(map(_plain, text))
    taken = bytearray(len(text))
    found: list[Finding] = []
    for kind, rule in RULES:
        for start, end in rule(plain):
            if 1 in taken[start:end]:
                continue
            taken[start:end] = b"\1" * (end - start)
            if kind is not None:
                found.append(Finding(kind, start, end, text[start:end]))
    return sorted(found, key=lambda finding: finding.start)


def _plain(character: str) -> str:
    """The same character as a rule knows it: one for one, so that positions stay."""
    if character < "\x7f":
        return "\n" if character in "\r\v\f" else character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category in ("Zs", "Cf") or character == "\t":
        return " "
    return "\n" if category in ("Zl", "Zp") else character


def _ibans(text: str) -> Iterator[Span]:
    for match in IBAN_BEGINS.finditer(text):
        length = LENGTHS.get(match[0][:2].upper())
        if length is None:
            continue
        end, characters = match.start(), ""
        while len(characters) < length and end < len(text):
            if text[end].isascii() and text[end].isalnum():
                characters += text[end]
            elif text[end] not in " -.\n" or end - match.start() > 2 * length:
                break
            end += 1
        ends = end == len(text) or not text[end].isalnum()
        if len(characters) == length and ends and _checks(characters.upper()):
            yield match.start(), end


def _checks(iban: str) -> bool:
    """ISO 7064 mod 97-10"""
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1


def _azr_numbers(text: str) -> Iterator[Span]:
    for match in AZR_NAMED.finditer(text):
        yield match.span(1)
    for match in TWELVE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        before = text[max(0, match.start() - 24) : match.start()]
        if _is_day(digits[:6]) and not CALL_BEFORE.search(before):
            yield match.span()


def _is_day(digits: str) -> bool:
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True


def _phones(text: str) -> Iterator[Span]:
    for match in CALL_NAMED.finditer(text):
        yield match.span(1)
    for match in CALL.finditer(text):
        if not KEY_BEFORE.search(text[max(0, match.start() - 24) : match.start()]):
            yield match.span()


def _files(text: str) -> Iterator[Span]:
    for match in FILE_NAMED.finditer(text):
        yield match.span(1)
    for match in FILE_ALONE.finditer(text):
        yield match.span()


def _of(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


def _births(text: str) -> Iterator[Span]:
    return births(text)


def _old_dates(text: str) -> Iterator[Span]:
    return (day.span for day in dates(text) if day.only_birth)


def _other_dates(text: str) -> Iterator[Span]:
    return (day.span for day in dates(text))


#: What a rule takes, the later ones leave alone. Dates that mean nothing are no telephone numbers.
RULES: tuple[tuple[str | None, Callable[[str], Iterator[Span]]], ...] = (
    (IBAN, _ibans),
    (BIRTH, _births),
    (AZR, _azr_numbers),
    (EMAIL, _of(MAIL)),
    (OLD_DATE, _old_dates),
    (None, _other_dates),
    (FILE, _files),
    (PHONE, _phones),
    (NAME, names),
)
