"""Who must act, on what, by when: the rule behind “waits for me”, reminders and the board.

A kind of thing that is tracked registers an adapter to `IDuties`; ``docs/development.md`` has an
example. The catalog keeps what it says (index ``awaits``, columns ``duty_rows`` and ``due_on``), so
no list wakes an object.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from plone.dexterity.content import DexterityContent
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from zope.interface import Attribute
from zope.interface import Interface


class ITracked(Interface):
    """Marks classes of what is tracked: it has states, duties and a way."""

    follows = Attribute("UIDs of what it came from.")


@dataclass(frozen=True)
class Duty:
    """`who`: ids of groups, or of users; `key` names in the kind's `todo` what is to be done.

    `due` is the last day, None where the thing itself has none.
    """

    who: tuple[str, ...]
    key: str
    due: date | None = None


class IDuties(Interface):
    """Says what is to be done with something now."""

    def __call__() -> Iterable[Duty]:
        """Nothing in a state that is an end."""


def duties(content: DexterityContent) -> list[Duty]:
    found = IDuties(content, None)
    return [] if found is None else list(found())


@indexer(ITracked)
def awaits(content: IDexterityContent) -> list[str]:
    """Groups and users that must act."""
    return sorted({who for duty in duties(content) for who in duty.who})


@indexer(ITracked)
def duty_rows(content: IDexterityContent) -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """(who, key, day as ISO text or empty), as plain values."""
    return tuple((d.who, d.key, d.due.isoformat() if d.due else "") for d in duties(content))


@indexer(ITracked)
def due_on(content: IDexterityContent) -> date:
    """The first day on which something is due."""
    found = [duty.due for duty in duties(content) if duty.due]
    if not found:
        raise AttributeError("due_on")
    return min(found)
