"""Where the sections of minutes are kept: on the minutes, each by itself.

Two people who save different sections at once do not meet; who saves the same one is merged with
what was saved meanwhile, since the last texts of each section are kept until the minutes are
approved.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from dataclasses import asdict
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.sections import Section
from persistent.mapping import PersistentMapping
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.minutes"
#: Texts of a section that are kept for merging.
MOST = 50


def _kept(minutes: Minutes) -> PersistentMapping:
    annotations = IAnnotations(minutes)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping(order=(), sections=OOBTree())
    return annotations[KEY]


def sections(minutes: Minutes) -> list[Section]:
    """All of them in order, in full."""
    found = IAnnotations(minutes).get(KEY)
    if found is None:
        return []
    return [Section(**found["sections"][key]["section"]) for key in found["order"]]


def section(minutes: Minutes, key: str) -> Section | None:
    return next((one for one in sections(minutes) if one.key == key), None)


def keep_all(minutes: Minutes, found: Sequence[Section]) -> None:
    """These sections in this order, and no other."""
    kept = _kept(minutes)
    order = tuple(one.key for one in found)
    for key in [key for key in kept["sections"] if key not in order]:
        del kept["sections"][key]
    for one in found:
        keep(minutes, one)
    if kept["order"] != order:
        kept["order"] = order


def keep(minutes: Minutes, one: Section) -> None:
    """A section as it is now; nothing is written where it is so already."""
    kept = _kept(minutes)["sections"]
    if one.key not in kept:
        kept[one.key] = PersistentMapping(section={}, texts={})
    row, values = kept[one.key], asdict(one)
    if row["section"] == values:
        return
    texts = {**row["texts"], one.revision: one.text}
    row["section"] = values
    row["texts"] = {number: texts[number] for number in sorted(texts)[-MOST:]}


def text_of(minutes: Minutes, key: str, revision: int) -> str | None:
    """What stood in a section then; None where nobody knows any more."""
    found = IAnnotations(minutes).get(KEY)
    row = found["sections"].get(key) if found is not None else None
    return row["texts"].get(revision) if row is not None else None


def forget_texts(minutes: Minutes) -> None:
    """What stood in the sections before is nobody's business once they are approved."""
    for row in _kept(minutes)["sections"].values():
        row["texts"] = {}
