"""Loading a county's data into the site.

Each room registers a loader for its own files. A load checks all files first and writes nothing if
one is wrong; it finds records again by external id, changes nothing where nothing changed, leaves
alone what was edited in the site, and does not bring back what was removed there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from kim.portal.county.records import check
from kim.portal.county.records import CountyDataError
from kim.portal.county.records import Document
from kim.portal.county.records import Problem
from kim.portal.county.records import read
from kim.portal.county.settings import setting
from pathlib import Path
from persistent.mapping import PersistentMapping
from plone import api
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.interface import Attribute
from zope.interface import Interface

import hashlib
import json


LEDGER = "kim.portal.county_data"
CREATED, UPDATED, UNCHANGED, KEPT, REMOVED = "created", "updated", "unchanged", "kept", "removed"

Progress = Callable[[str], None]


class ICountyDataLoader(Interface):
    """A named utility; the name is the file's, without ``.yaml``."""

    order = Attribute("Loaders run in this order: what is referred to comes first.")
    schema = Attribute("JSON Schema of the whole file, see records.py.")
    added = Attribute(
        "Optional: names that `state` has since sites were loaded without them → their value where "
        "nobody has touched it."
    )

    def entries(data: Any) -> list[dict[str, Any]]:
        """The file's content as a list of things to load, each with an ``id``."""

    def find(entry: dict[str, Any]) -> Any | None:
        """What was made of this entry earlier, or None."""

    def state(found: Any, entry: dict[str, Any]) -> dict[str, Any]:
        """What the site holds now of all that `write` sets, as JSON-like values."""

    def write(found: Any | None, entry: dict[str, Any]) -> Any:
        """Create or update, and return what was written."""


@dataclass
class Summary:
    """What a load did: for each file the number of entries created, updated, and so on."""

    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def add(self, file: str, outcome: str, entry_id: str) -> None:
        counts = self.counts.setdefault(file, {})
        counts[outcome] = counts.get(outcome, 0) + 1
        if outcome in (KEPT, REMOVED):
            self.kept.append(f"{file}/{entry_id}")

    @property
    def changed(self) -> int:
        """How many entries were written."""
        return sum(c.get(CREATED, 0) + c.get(UPDATED, 0) for c in self.counts.values())

    def lines(self) -> list[str]:
        """The summary for a terminal."""
        found = [
            f"{file}: " + ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
            for file, counts in self.counts.items()
        ]
        if self.kept:
            found.append("left alone, edited or removed in the site: " + ", ".join(self.kept))
        return found


def load(folder: Path, progress: Progress = lambda line: None) -> Summary:
    """Load the county in `folder` into the current site.

    :raises CountyDataError: with every problem of every file; then nothing was written.
    """
    documents = read(folder)
    loaders = sorted(getUtilitiesFor(ICountyDataLoader), key=lambda item: item[1].order)
    problems = check(documents, {name: loader.schema for name, loader in loaders})
    problems.extend(_other_county(documents["county"]))
    if problems:
        raise CountyDataError(problems)
    summary = Summary()
    ledger = _ledger(api.portal.get())
    for name, loader in loaders:
        if name in documents:
            _load_file(name, loader, documents[name], ledger, summary, progress)
    return summary


def _other_county(document: Document) -> list[Problem]:
    """One portal holds one county: another's data would replace its term lists."""
    held = setting("county_id")
    if not held or not isinstance(document.data, dict) or document.data.get("id") == held:
        return []
    reason = f"this portal holds the county '{held}'; another county needs a portal of its own"
    return [Problem(document.file, document.line(("id",)), reason)]


def _load_file(
    name: str,
    loader: ICountyDataLoader,
    document: Document,
    ledger: PersistentMapping,
    summary: Summary,
    progress: Progress,
) -> None:
    entries = loader.entries(document.data)
    for number, entry in enumerate(entries, start=1):
        outcome = _load_entry(f"{name}/{entry['id']}", loader, entry, ledger)
        summary.add(name, outcome, entry["id"])
        if number % 25 == 0 or number == len(entries):
            progress(f"{name}: {number} of {len(entries)}")


def _load_entry(
    key: str, loader: ICountyDataLoader, entry: dict[str, Any], ledger: PersistentMapping
) -> str:
    """The ledger keeps two marks an entry: of the record as it was read, of what was made of it."""
    record_mark = mark(entry)
    seen_record, seen_state = ledger.get(key, (None, None))
    if seen_record == record_mark:
        return UNCHANGED
    found = loader.find(entry)
    if found is None and seen_record is not None:
        return REMOVED
    if found is not None and _was_edited(loader, loader.state(found, entry), seen_state):
        return KEPT
    written = loader.write(found, entry)
    ledger[key] = (record_mark, mark(loader.state(written, entry)))
    return CREATED if found is None else UPDATED


def _was_edited(loader: ICountyDataLoader, state: dict[str, Any], seen: str | None) -> bool:
    """Whether it is no longer what was made of it, be it by a loader that knew fewer fields."""
    added = getattr(loader, "added", {})
    untouched = all(state.get(name) == value for name, value in added.items())
    before = {name: value for name, value in state.items() if name not in added}
    return mark(state) != seen and not (untouched and mark(before) == seen)


def mark(value: Any) -> str:
    """A short digest of any JSON-like value; the order of sets and keys does not matter."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def _ledger(portal: PloneSite) -> PersistentMapping:
    annotations = IAnnotations(portal)
    if LEDGER not in annotations:
        annotations[LEDGER] = PersistentMapping()
    return annotations[LEDGER]
