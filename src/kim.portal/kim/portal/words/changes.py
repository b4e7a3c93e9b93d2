"""The log of what was indexed lately, so that bit sets need not be built anew after each write.

Every operation of the indexing queue writes one path, whatever it indexes. Who reads the log must
check it against the catalog's own counter: a call that went past the queue is not in it.
"""

from kim.portal.words.text_index import GermanTextIndex
from Products.CMFCore.interfaces import IIndexQueueProcessor
from Products.CMFCore.utils import getToolByName
from Products.CMFPlone.CatalogTool import CatalogTool
from random import randrange
from typing import Any
from zope.interface import implementer

import time


INDEX_NAME = "kim_text"
KEPT = 1000


@implementer(IIndexQueueProcessor)
class ChangeLog:
    """Keeps the paths of the last operations, some hundreds, oldest first."""

    def index(self, obj: Any, attributes: Any = None) -> None:
        note(obj)

    def reindex(self, obj: Any, attributes: Any = None, update_metadata: int = 1) -> None:
        note(obj)

    def unindex(self, obj: Any) -> None:
        note(obj)

    def begin(self) -> None:
        pass

    def commit(self) -> None:
        pass

    def abort(self) -> None:
        pass


def text_index(catalog: CatalogTool) -> GermanTextIndex | None:
    """The catalog's German text index; None in a site that has none (yet)."""
    return catalog._catalog.indexes.get(INDEX_NAME)


def note(obj: Any) -> None:
    """Write down that an object is being indexed."""
    catalog = getToolByName(obj, "portal_catalog", None)
    index = text_index(catalog) if catalog is not None else None
    if index is None:
        return
    changes = index.changes
    # In order of time, and never the same twice in two transactions at once.
    changes[time.time_ns() // 1000 * 1000 + randrange(1000)] = "/".join(obj.getPhysicalPath())
    _prune(changes)


def _prune(changes: Any) -> None:
    # Counting is cheap only now and then: the keys are times, so a random one will do.
    if randrange(KEPT // 4) == 0 and len(changes) > KEPT:
        for key in list(changes.keys())[:-KEPT]:
            del changes[key]
