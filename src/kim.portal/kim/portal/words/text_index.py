"""The catalog's index for the forgiving text search: a pluggable index, kept in the database.

It follows whatever the catalog does (rebuild, abort, a second process), and stores for each word
which entries have it and where: in the name, in the summary or anywhere else. What a question to
it finds, and how that is ranked, is :mod:`kim.portal.words.matching`'s matter.

The words are kept as *keys*: ``=kurs`` a word's base form, ``~kur`` its stem, ``+kurs`` a part of
a compound.
"""

from AccessControl.class_init import InitializeClass
from array import array
from BTrees.IIBTree import IIBTree
from BTrees.IOBTree import IOBTree
from BTrees.Length import Length
from BTrees.LOBTree import LOBTree
from BTrees.OIBTree import OIBTree
from collections.abc import Iterator
from kim.portal.words.german import analyse
from kim.portal.words.german import is_stop_word
from kim.portal.words.german import words
from OFS.SimpleItem import SimpleItem
from Products.PluginIndexes.interfaces import IPluggableIndex
from random import randrange
from typing import Any
from zope.interface import implementer


NAME, SUMMARY, TEXT = 1, 2, 4
LEMMA, STEM, PART = "=", "~", "+"
# An entry's texts are cut: a book pasted into a field must not slow everybody's search.
LONGEST_TEXT = 50_000
MASK_BITS = 3
# Key ids share 32 bits with the mask.
MOST_KEYS = 2 ** (32 - MASK_BITS)


@implementer(IPluggableIndex)
class GermanTextIndex(SimpleItem):
    """Key → entries with the places of the word; entry → its keys, to take it out again."""

    meta_type = "KIM German text index"
    zmi_icon = "fas fa-language"
    query_options = ("query",)
    operators = ("and",)
    useOperator = "and"
    manage_options = ()
    # As catalog.xml writes it; an indexer that gives (name, summary, text).
    indexed_attrs = ["search_texts"]

    def __init__(self, id: str) -> None:
        self.id = id
        self.clear()

    def clear(self) -> None:
        """Forget everything, the log of changes too."""
        self._ids = OIBTree()
        self._keys = IOBTree()
        self._entries = IOBTree()
        self._documents = IOBTree()
        self._length = Length()
        # Written by :mod:`kim.portal.words.changes`.
        self.changes = LOBTree()

    # What the catalog calls

    def index_object(self, documentId: int, obj: Any, threshold: Any = None) -> int:
        """Index an entry under the words of ``search_texts``: name, summary, everything else."""
        texts = getattr(obj, self.indexed_attrs[0], None)
        texts = texts() if callable(texts) else texts
        found = keys_of(*texts) if texts else {}
        packed = array("I", sorted(self._id_of(key) << MASK_BITS | found[key] for key in found))
        new = packed.tobytes()
        old = self._documents.get(documentId)
        if new == old:
            return 0
        self._change(documentId, dict(unpacked(old)), dict(unpacked(new)))
        if old is None:
            self._length.change(1)
        self._documents[documentId] = new
        return 1

    def unindex_object(self, documentId: int) -> None:
        old = self._documents.get(documentId)
        if old is not None:
            self._change(documentId, dict(unpacked(old)), {})
            del self._documents[documentId]
            self._length.change(-1)

    def _apply_index(self, request: dict[str, Any]) -> None:
        """The catalog's own queries do not use this index: it has ranks, no yes and no."""
        return None

    def query_index(self, record: Any, resultset: Any = None) -> None:
        return None

    def getEntryForObject(self, documentId: int, default: Any = None) -> Any:
        packed = self._documents.get(documentId)
        if packed is None:
            return default
        return sorted(self._keys[key_id] for key_id, _ in unpacked(packed))

    def getIndexSourceNames(self) -> tuple[str, ...]:
        return tuple(self.indexed_attrs)

    def getIndexQueryNames(self) -> tuple[str, ...]:
        return (self.id,)

    def uniqueValues(self, name: str | None = None, withLengths: int = 0) -> Iterator[Any]:
        for key, key_id in self._ids.items():
            yield (key, len(self._entries.get(key_id, ()))) if withLengths else key

    def numObjects(self) -> int:
        """The number of entries in the index."""
        return self._length()

    def indexSize(self) -> int:
        """The number of different keys."""
        return len(self._ids)

    # What the search asks

    def key_id(self, key: str) -> int | None:
        return self._ids.get(key)

    def key_ids(self, prefix: str, most: int) -> list[int]:
        """Ids of at most `most` keys that begin with `prefix`."""
        found = []
        for key_id in self._ids.values(min=prefix, max=prefix + "\uffff"):
            found.append(key_id)
            if len(found) == most:
                break
        return found

    def entries(self, key_id: int) -> IIBTree:
        """Entries with this key: docid → places (NAME, SUMMARY, TEXT or'ed)."""
        return self._entries.get(key_id) or IIBTree()

    def places(self, documentId: int) -> dict[int, int]:
        """The keys of one entry: id → places."""
        return dict(unpacked(self._documents.get(documentId)))

    def documents(self) -> list[int]:
        return list(self._documents.keys())

    def vocabulary(self) -> list[str]:
        """All words that an entry or a compound in it has, as folded base forms."""
        found = {key[1:]: None for key in self._ids.keys(min=PART, max=PART + "\uffff")}
        found.update({key[1:]: None for key in self._ids.keys(min=LEMMA, max=LEMMA + "\uffff")})
        return list(found)

    def _id_of(self, key: str) -> int:
        found = self._ids.get(key)
        if found is None:
            # At random, so that two who bring new words seldom meet.
            found = randrange(1, MOST_KEYS)
            while found in self._keys:
                found = randrange(1, MOST_KEYS)
            self._ids[key] = found
            self._keys[found] = key
        return found

    def _change(self, document: int, old: dict[int, int], new: dict[int, int]) -> None:
        for key_id in old.keys() - new.keys():
            entries = self._entries.get(key_id)
            if entries is not None:
                entries.pop(document, None)
                if not entries:
                    self._forget(key_id)
        for key_id, places in new.items():
            if old.get(key_id) == places:
                continue
            entries = self._entries.get(key_id)
            if entries is None:
                entries = self._entries[key_id] = IIBTree()
            entries[document] = places

    def _forget(self, key_id: int) -> None:
        """Nobody has the word any more: it must not come back as a suggestion."""
        del self._entries[key_id]
        del self._ids[self._keys.pop(key_id)]


def unpacked(packed: bytes | None) -> Iterator[tuple[int, int]]:
    """Stored keys of an entry → pairs of key id and places."""
    for value in array("I", packed or b""):
        yield value >> MASK_BITS, value & (NAME | SUMMARY | TEXT)


def keys_of(name: str, summary: str, text: str) -> dict[str, int]:
    """The keys of an entry's texts, each with the places where it stands."""
    found: dict[str, int] = {}
    for place, content in ((NAME, name), (SUMMARY, summary), (TEXT, text)):
        for written in set(words(content[:LONGEST_TEXT])):
            if is_stop_word(written):
                continue
            word = analyse(written)
            for key in (LEMMA + word.lemma, STEM + word.stem, *(PART + p for p in word.parts)):
                found[key] = found.get(key, 0) | place
    return found


InitializeClass(GermanTextIndex)


def manage_addGermanTextIndex(self: Any, id: str, REQUEST: Any = None) -> Any:
    """Add the index to a catalog in the ZMI."""
    return self.manage_addIndex(id, GermanTextIndex.meta_type, REQUEST=REQUEST)


def initialize(context: Any) -> None:
    """Make the index known to catalogs and their profiles."""
    context.registerClass(
        GermanTextIndex,
        permission="Add Pluggable Index",
        constructors=(manage_addGermanTextIndex,),
        visibility=None,
    )
