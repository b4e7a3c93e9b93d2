"""What the catalog knows of the searchable entries, as bit sets: counting is an AND and a popcount.

A snapshot belongs to one committed state of the catalog. It is kept in the process; the next state
is made from it by the log of changes (:mod:`kim.portal.words.changes`) in a few milliseconds, and
only built anew where that log cannot account for everything that happened.

A set is a Python integer; an entry is a bit in it, at the same *position* in all sets.
"""

from bisect import bisect_left
from bisect import insort
from collections.abc import Iterable
from collections.abc import Iterator
from DateTime import DateTime
from kim.portal.theme.marks import PENDING
from kim.portal.theme.marks import serial
from kim.portal.words.changes import text_index
from kim.portal.words.sets import members
from kim.portal.words.sets import to_set
from kim.portal.words.text_index import NAME
from kim.portal.words.text_index import SUMMARY
from kim.portal.words.text_index import TEXT
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.CatalogTool import CatalogTool
from threading import Lock
from typing import Any


SEARCHED = (
    "Offer",
    "Actor",
    "Municipality",
    "Programme",
    "Network",
    "Committee",
    "Document",
    "News Item",
    "Event",
)
NAMES = "sortable_title"
RANGE = "effectiveRange"
RIGHTS = "allowedRolesAndUsers"
TYPE = "portal_type"
#: What is not for everyone to find, whatever its type: working copies, committees' papers.
LEFT_OUT = ("is_working_copy", "is_paper")
KEPT = 3
KEPT_WORDS = 500
PLACES = (NAME, SUMMARY, TEXT)
Places = tuple[int, int, int]


class Snapshot:
    """The sets of one state of the catalog; sets of further indexes and words are read on demand.

    Lives in one process and is shared by its threads: what is added to it later is the same
    whoever adds it.
    """

    def __init__(self, mark: bytes, counter: int, seen: frozenset[int]) -> None:
        self.mark = mark
        self.counter = counter
        self.seen = seen
        #: position → the catalog's record id, 0 where an entry is gone.
        self.rids: list[int] = []
        #: record id → position; path → position.
        self.positions: dict[int, int] = {}
        self.paths: dict[str, int] = {}
        #: all entries.
        self.alive = 0
        #: (sortable title, record id), in order: the same in all processes.
        self.names: list[tuple[str, int]] = []
        #: position → sortable title.
        self.titles: dict[int, str] = {}
        #: index → value → set.
        self.indexes: dict[str, dict[Any, int]] = {}
        #: key id of the text index → sets of name, summary, text.
        self.words: dict[int, Places] = {}
        #: what facets made of the sets, see :meth:`made`.
        self._made: tuple[Any, dict[Any, dict[str, int]]] = (None, {})
        #: position → (since, until) in the catalog's minutes, where it is not always in effect.
        self.limited: dict[int, tuple[int | None, int | None]] = {}

    def values(self, catalog: CatalogTool, name: str) -> dict[Any, int]:
        """Value → set of one catalog index that holds keywords, fields, truths or dates."""
        found = self.indexes.get(name)
        if found is None:
            # A site that has not been upgraded yet lacks an index: nothing has its values.
            index = catalog._catalog.indexes.get(name)
            if index is None:
                return {}
            found = self.indexes[name] = self._read(index)
        return found

    def places(self, catalog: CatalogTool, key_id: int) -> Places:
        """The entries that have a word in the name, in the summary, elsewhere."""
        found = self.words.get(key_id)
        if found is None:
            entries = text_index(catalog).entries(key_id)
            found = self._sets(entries.items())
            if len(self.words) >= KEPT_WORDS:
                self.words.clear()
            self.words[key_id] = found
        return found

    def made(self, mark: Any) -> dict[Any, dict[str, int]]:
        """Sets made of these and of what else `mark` stands for (terms, the date); kept with it."""
        kept, found = self._made
        if kept != mark:
            found = {}
            self._made = (mark, found)
        return found

    def in_effect(self, catalog: CatalogTool) -> int:
        """The entries that are published now by their dates."""
        if not self.limited:
            return self.alive
        now = _minute(catalog._catalog)
        return self.alive & ~to_set(
            position
            for position, (since, until) in self.limited.items()
            if (since is not None and since > now) or (until is not None and until < now)
        )

    def _read(self, index: Any) -> dict[Any, int]:
        if index.meta_type == "BooleanIndex":
            return self._by_truth(index._unindex.items())
        return {
            value: self._set((rids,) if isinstance(rids, int) else rids)
            for value, rids in index._index.items()
        }

    def _by_truth(self, pairs: Iterable[tuple[int, Any]]) -> dict[Any, int]:
        found: dict[Any, list[int]] = {}
        for rid, value in pairs:
            found.setdefault(bool(value), []).append(rid)
        return {value: self._set(rids) for value, rids in found.items()}

    def _set(self, rids: Iterable[int]) -> int:
        """Record ids → the set of those that are searchable."""
        position_of, flags = self.positions.get, bytearray(len(self.rids) // 8 + 1)
        for rid in rids:
            position = position_of(rid)
            if position is not None:
                flags[position >> 3] |= 1 << (position & 7)
        return int.from_bytes(flags, "little")

    def _sets(self, entries: Iterable[tuple[int, int]]) -> Places:
        """Pairs of record id and places → a set for each place; frequent words have many."""
        position_of, size = self.positions.get, len(self.rids) // 8 + 1
        names, summaries, texts = bytearray(size), bytearray(size), bytearray(size)
        for rid, places in entries:
            position = position_of(rid)
            if position is not None:
                byte, bit = position >> 3, 1 << (position & 7)
                if places & NAME:
                    names[byte] |= bit
                if places & SUMMARY:
                    summaries[byte] |= bit
                if places & TEXT:
                    texts[byte] |= bit
        name, summary, text = (int.from_bytes(each, "little") for each in (names, summaries, texts))
        return name, summary, text


def build(catalog: CatalogTool, mark: bytes) -> Snapshot:
    """A snapshot from nothing but the catalog."""
    # Asking for the counter indexes what is waiting, which goes into the log.
    counter = catalog.getCounter()
    index = text_index(catalog)
    found = Snapshot(mark, counter, frozenset(index.changes if index is not None else ()))
    inner = catalog._catalog
    for rid in _searchable(inner):
        found.positions[rid] = len(found.rids)
        found.rids.append(rid)
    found.alive = (1 << len(found.rids)) - 1
    found.paths = {inner.paths[rid]: position for rid, position in found.positions.items()}
    titles = inner.getIndex(NAMES)
    found.titles = {
        position: titles.getEntryForObject(rid) or "" for rid, position in found.positions.items()
    }
    found.names = sorted((found.titles[place], rid) for rid, place in found.positions.items())
    now = _minute(inner)
    for rid, position in found.positions.items():
        _limit(found, inner, rid, position, now)
    return found


def _searchable(inner: Any) -> list[int]:
    types = inner.getIndex(TYPE)._index
    found: set[int] = set()
    for name in SEARCHED:
        found.update(types.get(name, ()))
    return sorted(rid for rid in found if not _is_left_out(inner, rid))


def _is_left_out(inner: Any, rid: int) -> bool:
    # A site that is being upgraded lacks the newer index.
    indexes = (inner.indexes.get(name) for name in LEFT_OUT)
    return any(index.getEntryForObject(rid) for index in indexes if index is not None)


def _minute(inner: Any) -> int:
    """Now, as the catalog counts time."""
    return inner.getIndex(RANGE)._convertDateTime(DateTime())


def _limit(snapshot: Snapshot, inner: Any, rid: int, position: int, now: int) -> None:
    since, until = inner.getIndex(RANGE).getEntryForObject(rid) or (None, None)
    # Whoever is in effect and has no end stays so.
    if until is not None or (since is not None and since > now):
        snapshot.limited[position] = (since, until)
    else:
        snapshot.limited.pop(position, None)


def advance(old: Snapshot, catalog: CatalogTool, mark: bytes) -> Snapshot | None:
    """The snapshot of the state now, from an older one; None if the log has gaps."""
    index = text_index(catalog)
    if index is None:
        return None
    counter = catalog.getCounter()
    log = dict(index.changes)
    new = log.keys() - old.seen
    oldest = min(log, default=0)
    if counter - old.counter != len(new) or any(
        key >= oldest for key in old.seen if key not in log
    ):
        return None
    found = Snapshot(mark, counter, frozenset(log))
    found.rids, found.alive = list(old.rids), old.alive
    found.positions, found.paths = dict(old.positions), dict(old.paths)
    found.names, found.titles = list(old.names), dict(old.titles)
    found.limited = dict(old.limited)
    paths = {log[key] for key in new}
    touched = to_set(place for path in paths for place in _move(found, catalog, path))
    _reread(old, found, catalog, touched)
    return found


def _move(snapshot: Snapshot, catalog: CatalogTool, path: str) -> Iterator[int]:
    """Take an entry out of the order of names and put it in again as it is now."""
    inner = catalog._catalog
    rid = inner.uids.get(path)
    if rid is not None and (
        inner.getIndex(TYPE).getEntryForObject(rid) not in SEARCHED or _is_left_out(inner, rid)
    ):
        rid = None
    position = snapshot.paths.get(path)
    if position is not None:
        yield position
        title = snapshot.titles.pop(position)
        del snapshot.names[bisect_left(snapshot.names, (title, snapshot.rids[position]))]
        if snapshot.rids[position] != rid:
            snapshot.positions.pop(snapshot.rids[position], None)
            snapshot.rids[position] = 0
            snapshot.alive &= ~(1 << position)
            snapshot.limited.pop(position, None)
            del snapshot.paths[path]
            position = None
    if rid is None:
        return
    if position is None:
        position = len(snapshot.rids)
        snapshot.rids.append(rid)
        snapshot.positions[rid] = snapshot.paths[path] = position
        snapshot.paths[path] = position
        snapshot.alive |= 1 << position
        yield position
    title = inner.getIndex(NAMES).getEntryForObject(rid) or ""
    snapshot.titles[position] = title
    insort(snapshot.names, (title, rid))
    _limit(snapshot, inner, rid, position, _minute(inner))


def _reread(old: Snapshot, new: Snapshot, catalog: CatalogTool, touched: int) -> None:
    """The sets of the old snapshot with what was touched as the catalog has it now."""
    inner = catalog._catalog
    others = ~touched
    now = [
        (1 << position, new.rids[position]) for position in members(touched) if new.rids[position]
    ]
    for name, values in list(old.indexes.items()):
        index = inner.getIndex(name)
        found = {value: held & others for value, held in values.items()}
        for bit, rid in now:
            for value in _values(index, rid):
                found[value] = found.get(value, 0) | bit
        new.indexes[name] = found
    words = text_index(catalog)
    for key_id, sets in list(old.words.items()):
        new.words[key_id] = tuple(held & others for held in sets)
    for bit, rid in now:
        for key_id, places in words.places(rid).items():
            held = new.words.get(key_id)
            if held is not None:
                new.words[key_id] = tuple(
                    found | bit if places & place else found
                    for place, found in zip(PLACES, held, strict=True)
                )


def _values(index: Any, rid: int) -> tuple[Any, ...]:
    value = index.getEntryForObject(rid)
    if value is None:
        return ()
    if index.meta_type == "BooleanIndex":
        return (bool(value),)
    # FieldIndex and DateIndex hold one value, KeywordIndex several.
    return tuple(value) if isinstance(value, list | tuple | set) else (value,)


class Snapshots:
    """The latest snapshots of each catalog in this process, newest last."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], list[Snapshot]] = {}
        self._lock = Lock()

    def of(self, catalog: CatalogTool) -> Snapshot:
        """The snapshot of the catalog as this transaction sees it."""
        processQueue()
        counter = catalog._counter
        mark = b"\0" if counter is None else serial(counter)
        place = catalog.getPhysicalPath()
        kept = self._kept.get(place, [])
        for snapshot in reversed(kept):
            if snapshot.mark == mark:
                return snapshot
        found = self._next(kept, catalog, mark)
        # What is not committed yet may never be.
        if mark != PENDING:
            with self._lock:
                latest = sorted([*self._kept.get(place, []), found], key=lambda item: item.mark)
                self._kept[place] = latest[-KEPT:]
        return found

    def _next(self, kept: list[Snapshot], catalog: CatalogTool, mark: bytes) -> Snapshot:
        for older in reversed(kept):
            if mark == PENDING or older.mark < mark:
                found = advance(older, catalog, mark)
                if found is not None:
                    return found
        return build(catalog, mark)


snapshots = Snapshots()
