"""What waits for me: the place where a higher room puts what waits for the office or for a user.

A section is made by a subscription adapter of one of the two lists; ``docs/development.md`` has an
example. It runs as the user whose list it is. Sections appear in their order, those of `editing`
first; where a room has nothing to say, its adapter returns None.
"""

from dataclasses import dataclass
from typing import Any
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IWorklist(Interface):
    """A list of what waits: a browser view."""

    def row(brain: Any) -> "Row":
        """An entry as the catalog knows it."""


class IOfficeList(IWorklist):
    """``@@office``: what waits for the office."""


class IOwnList(IWorklist):
    """``@@my-entries``: what waits for the user."""


class ISection(Interface):
    """Part of a list."""

    order = Attribute("Whole number; lower comes first.")


class ISections(Interface):
    """Several parts of a list from one adapter: an iterable of `ISection`."""


@dataclass(frozen=True)
class Row:
    """One line: `url` and `title` of what waits, `kind` of thing, what to do `next`."""

    url: str
    title: str
    kind: str
    state: str = ""
    changed: str = ""
    next: str = ""
    is_change: bool = False


@implementer(ISection)
@dataclass(frozen=True)
class Section:
    """A heading and its rows; `empty` is said where there are none.

    Columns in which no row has anything are left out. `day_title` names the column of `changed`
    where it tells another day than that of the last change. `total` is how many there are where
    not all are rows; `more_url` leads to the others.
    """

    title: str
    rows: list[Row]
    empty: str = ""
    add_url: str | None = None
    order: int = 100
    day_title: str = ""
    total: int = 0
    more_url: str = ""

    @property
    def count(self) -> int:
        return max(self.total, len(self.rows))

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)

    def has(self, column: str) -> bool:
        """Whether any row says something there."""
        return any(getattr(row, column) for row in self.rows)


def sections(worklist: IWorklist) -> list[ISection]:
    """What the other rooms put on a list, in order."""
    many = subscribers([worklist], ISections)
    found = [*subscribers([worklist], ISection), *(section for some in many for section in some)]
    return sorted(found, key=lambda section: section.order)
