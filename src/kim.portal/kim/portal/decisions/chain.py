"""The chain of decisions: each seal covers what was decided and the seal before it.

Whoever changes, removes or inserts a decision breaks the chain from there on; the last seal stands
on every extract that was handed out. Plain values, no Plone.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import json


#: Before the first decision.
START = "0" * 64


@dataclass(frozen=True)
class Link:
    """A decision as the chain sees it; its record says which seal came `before`."""

    record: Mapping[str, Any]
    seal: str


@dataclass(frozen=True)
class Fault:
    """Where the chain is broken: `number` of the decision, `what` in a word."""

    number: str
    what: str


def seal(record: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of a record as JSON in UTF-8: keys in order, without blanks."""
    return sha256(written(record).encode("utf-8")).hexdigest()


def written(record: Mapping[str, Any]) -> str:
    """A record as text: in this form it is kept, for a text cannot be changed by accident."""
    return json.dumps(dict(record), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def read(text: str) -> dict[str, Any]:
    """The record of a text; empty where somebody has made it unreadable."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def faults(links: Sequence[Link]) -> Iterator[Fault]:
    """All faults of a chain whose links come in the order of their sequence.

    ``seal``: a record is not what was sealed; ``before``: it does not follow the one before it;
    ``sequence`` and ``number``: one is missing, or there twice.
    """
    before, year, count = START, "", 0
    for position, link in enumerate(links, 1):
        record = link.record
        number = str(record.get("number", ""))
        if seal(record) != link.seal:
            yield Fault(number, "seal")
        if record.get("before") != before:
            yield Fault(number, "before")
        if record.get("sequence") != position:
            yield Fault(number, "sequence")
        this_year = number.rpartition("/")[2]
        count = count + 1 if this_year == year else 1
        if number != f"{count}/{this_year}":
            yield Fault(number, "number")
        before, year = link.seal, this_year
