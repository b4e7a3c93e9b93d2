"""Building the text index again, in batches, while the portal goes on searching in it.

Needed where the index is new or the way it reads words has changed; ``make reindex`` does it.
"""

from collections.abc import Iterable
from kim.portal.words.changes import text_index
from plone.indexer.interfaces import IIndexableObject
from Products.CMFPlone.Portal import PloneSite
from zope.component import queryMultiAdapter


BATCH = 200


def batches(site: PloneSite) -> list[list[int]]:
    """The record ids of all that the catalog knows, in portions to be committed one by one."""
    rids = list(site.portal_catalog._catalog.paths)
    return [rids[place : place + BATCH] for place in range(0, len(rids), BATCH)]


def index(site: PloneSite, rids: Iterable[int]) -> None:
    """Index some entries as they are now; what is gone meanwhile is left out."""
    catalog = site.portal_catalog
    found = text_index(catalog)
    for rid in rids:
        path = catalog._catalog.paths.get(rid)
        content = site.unrestrictedTraverse(path, None) if path else None
        wrapped = queryMultiAdapter((content, catalog), IIndexableObject)
        if wrapped is None:
            found.unindex_object(rid)
        else:
            found.index_object(rid, wrapped)
    _tell(site)


def forget_missing(site: PloneSite) -> int:
    """Take out what the catalog does not know (any more); how many there were."""
    found = text_index(site.portal_catalog)
    missing = set(found.documents()) - set(site.portal_catalog._catalog.paths)
    for rid in missing:
        found.unindex_object(rid)
    _tell(site)
    return len(missing)


def _tell(site: PloneSite) -> None:
    """Every cache follows the catalog's counter, which knows nothing of a single index."""
    site.portal_catalog._increment_counter()
