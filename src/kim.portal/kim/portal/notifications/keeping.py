"""Who wants one digest a day, and what is kept for it until then.

Both are trees of the site, made with the first write. Each kept message is an object and a key of
its own: several processes may tell one person at once, and what is told while a digest is written
stays for the next.
"""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from dataclasses import asdict
from dataclasses import dataclass
from hashlib import sha256
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations

import time


KEY = "kim.portal.notifications.digest"
CHOSEN, KEPT = "chosen", "kept"
#: Behind every mark of a message.
LAST = "~"


@dataclass(frozen=True)
class Message:
    """What a person is told; `about` is the UID of the content, `purpose` a word of the room."""

    subject: str
    text: str
    about: str = ""
    purpose: str = ""

    @property
    def mark(self) -> str:
        """The same for what says the same of the same; subjects may differ."""
        return sha256(repr((self.about, self.purpose, self.text)).encode()).hexdigest()


def wants_digest(person: str) -> bool:
    """Whether somebody has chosen one mail a day."""
    return person in _part(CHOSEN)


def choose_digest(person: str) -> None:
    _part(CHOSEN, make=True).add(person)


def choose_at_once(person: str) -> None:
    """What is kept stays kept: `preferences.choose` sends it."""
    if wants_digest(person):
        _part(CHOSEN, make=True).remove(person)


def keep(person: str, message: Message) -> None:
    """Until the next digest; what is kept already is not kept twice."""
    kept = _part(KEPT, make=True)
    key = (person, message.mark)
    if key not in kept:
        kept[key] = PersistentMapping({**asdict(message), "told": time.time_ns()})


def messages(person: str) -> list[Message]:
    """What is kept for somebody, in the order in which it was told."""
    rows = sorted(_rows(person).values(), key=lambda row: row["told"])
    return [Message(*(row[name] for name in Message.__match_args__)) for row in rows]


def people() -> list[str]:
    """For whom something is kept."""
    return sorted({person for person, _mark in _part(KEPT)})


def forget(person: str) -> None:
    """What is kept for somebody goes; the choice stays."""
    kept = _part(KEPT)
    for key in _rows(person):
        del kept[key]


def uninstall() -> None:
    """All choices and all that is kept go."""
    IAnnotations(api.portal.get()).pop(KEY, None)


def _rows(person: str) -> dict[tuple[str, str], PersistentMapping]:
    return dict(_part(KEPT).items((person, ""), (person, LAST)))


def _part(name: str, make: bool = False) -> Any:
    """One of the trees; an empty one that nobody keeps, where none is made."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        trees = PersistentMapping({CHOSEN: OOTreeSet(), KEPT: OOBTree()})
        if not make:
            return trees[name]
        annotations[KEY] = trees
    return annotations[KEY][name]
