"""Who must act, on what, by when: the rule behind “waits for me”, reminders and the board.

A kind of thing that is tracked registers an adapter to `IDuties`, a higher room further ones as
subscription adapters; ``docs/development.md`` has an example. The catalog keeps what they say
(`tracking.indexers`), so no list wakes an object.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from plone.dexterity.content import DexterityContent
from typing import Any
from typing import Self
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import Interface


class ITracked(Interface):
    """Marks classes of what is tracked: it has states, duties and a way."""

    follows = Attribute("UIDs of what it came from.")


@dataclass(frozen=True)
class Duty:
    """`who`: ids of groups, or of users; `key` names in the kind's `todo` what is to be done.

    `due` is the last day, None where the thing itself has none. A duty that rests until a day
    `begins` on it; one that is over with a day `ends` with it, whether it was done or not. So the
    day decides when the duty is read, not when the catalog was written. `instead` is the key of
    the duty whose place it takes.
    """

    who: tuple[str, ...]
    key: str
    due: date | None = None
    begins: date | None = None
    ends: date | None = None
    instead: str = ""

    def is_open(self, day: date) -> bool:
        return (self.begins or day) <= day and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether nobody has to do it any more."""
        return self.ends is not None and self.ends < day

    def rests(self, day: date) -> bool:
        """Whether its time has not come."""
        return self.begins is not None and day < self.begins

    def is_overdue(self, day: date) -> bool:
        return self.due is not None and self.due < day

    @property
    def row(self) -> tuple[tuple[str, ...], str, str, str, str]:
        """As plain values, for the catalog; days as ISO text or empty."""
        days = (self.due, self.begins, self.ends)
        return (self.who, self.key, *(day.isoformat() if day else "" for day in days))

    @classmethod
    def of_row(cls, row: tuple[Any, ...]) -> Self:
        who, key, *days = row
        return cls(tuple(who), key, *(date.fromisoformat(day) if day else None for day in days))


class IDuties(Interface):
    """Says what is to be done with something now."""

    def __call__() -> Iterable[Duty]:
        """Nothing in a state that is an end."""


def duties(content: DexterityContent) -> list[Duty]:
    """Those of its kind, then those that other rooms add, without those that others replace."""
    own = IDuties(content, None)
    sources = [*([own] if own is not None else []), *subscribers([content], IDuties)]
    found = [duty for source in sources for duty in source()]
    replaced = {duty.instead for duty in found if duty.instead}
    return [duty for duty in found if duty.key not in replaced]


def of_brain(brain: Any) -> list[Duty]:
    """The duties that the catalog knows, whether their day has come or not."""
    return [Duty.of_row(row) for row in brain.duty_rows or ()]
