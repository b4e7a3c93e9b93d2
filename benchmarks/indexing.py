"""What indexing an entry costs: with our indexes, without our text index, as Plone alone does."""

from benchmarks import server
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from statistics import median
from time import process_time
from typing import Any

import transaction


ENTRIES = 60
STOCK, WITHOUT_TEXT, ALL = "stock", "without text", "all"


def measure(site_id: str, size: int, path_of: Callable[[Any, int], Any]) -> dict[str, float]:
    """Milliseconds for a new entry, by catalog; the median of some entries, each in turns.

    `path_of` gives the offer of a number. Nothing is kept.
    """
    times: dict[str, list[float]] = {STOCK: [], WITHOUT_TEXT: [], ALL: []}
    numbers = Random(size).sample(range(size), ENTRIES)
    with server.manager() as app:
        from zope.component.hooks import setSite

        setSite(app[site_id])
        offers = [path_of(app[site_id], number) for number in numbers]
        catalog = app[site_id].portal_catalog
        for offer in offers:
            catalog.uncatalog_object("/".join(offer.getPhysicalPath()))
        for offer in offers:
            for name in times:
                with _limited(catalog, name):
                    spent = _timed(catalog, offer, with_log=name == ALL)
                    catalog.uncatalog_object("/".join(offer.getPhysicalPath()))
                times[name].append(spent)
        transaction.abort()
    return {name: median(found) * 1000 for name, found in times.items()}


def _timed(catalog: Any, offer: Any, with_log: bool) -> float:
    from kim.portal.words.changes import note

    start = process_time()
    catalog.catalog_object(offer)
    if with_log:
        note(offer)
    return process_time() - start


@contextmanager
def _limited(catalog: Any, name: str) -> Iterator[None]:
    """The catalog as if it had only some of its indexes and columns."""
    inner = catalog._catalog
    indexes, schema, names = inner.indexes, inner.schema, inner.names
    ours = _ours() if name == STOCK else {"kim_text"} if name == WITHOUT_TEXT else set()
    inner.indexes = {key: index for key, index in indexes.items() if key not in ours}
    if name == STOCK:
        kept = [column for column in names if column not in ours]
        inner.names = tuple(kept)
        inner.schema = {column: place for place, column in enumerate(kept)}
    try:
        yield
    finally:
        inner.indexes, inner.schema, inner.names = indexes, schema, names


def _ours() -> set[str]:
    """Names of the indexes and columns in our profile."""
    from kim.portal import profiles
    from lxml import etree
    from pathlib import Path

    tree = etree.parse(Path(profiles.__path__[0]) / "default" / "catalog.xml")
    return {
        node.get("name") or node.get("value")
        for node in [*tree.findall("index"), *tree.findall("column")]
    }
