"""Sections of minutes and how they are made again: a rule over plain values.

What is made anew is merged with what was written by hand, line by line; where both changed the same
lines, both stay. A section whose item has left the agenda stays if somebody wrote in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from kim.portal.sessions.merging import merged

import re


#: What no text has: controls that no keyboard types, halves of characters.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

OPENING, ATTENDANCE, CLOSING = "opening", "attendance", "closing"


@dataclass(frozen=True)
class Section:
    """One part of minutes: `key` is the UID of its agenda item, or one of the three names above.

    `made` is what it was when it was made last, `text` what stands. `public` is what everyone reads
    in its place once the minutes are published; None: the text itself. `gone`: its item is not on
    the agenda any more. `doubtful`: two versions of the same lines stand in it.
    """

    key: str
    number: str = ""
    heading: str = ""
    kind: str = ""
    confidential: bool = False
    made: str = ""
    text: str = ""
    public: str | None = None
    gone: bool = False
    doubtful: bool = False
    revision: int = 0

    @property
    def touched(self) -> bool:
        """Whether somebody wrote in it."""
        return self.text != self.made


@dataclass(frozen=True)
class Merged:
    """A text in which two others are; `both` where the same lines stand in two versions."""

    text: str
    both: bool


def tidy(text: str) -> str:
    """A text as it is kept: lines end in one way, without blanks, and none is empty at the ends."""
    lines = NOT_TEXT.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Two texts that come from the same one; no line that either has added is lost."""
    text = tidy(merged(base, mine, theirs))
    # Where the same lines were changed differently, it matters which version comes first.
    return Merged(text, text != tidy(merged(base, theirs, mine)))


def made_again(old: Sequence[Section], new: Sequence[Section]) -> list[Section]:
    """The sections as they stand after making them again; their order is that of the new ones."""
    before = {section.key: section for section in old}
    again = [_again(before[one.key], one) if one.key in before else one for one in new]
    present = {section.key for section in new}
    gone = [replace(one, gone=True) for one in old if one.key not in present and one.touched]
    at = len(again) - (1 if again and again[-1].key == CLOSING else 0)
    return [*again[:at], *gone, *again[at:]]


def _again(old: Section, new: Section) -> Section:
    result = merge(old.made, old.text, new.made)
    return replace(
        new,
        text=result.text,
        doubtful=old.doubtful or result.both,
        revision=old.revision + (result.text != old.text),
    )
