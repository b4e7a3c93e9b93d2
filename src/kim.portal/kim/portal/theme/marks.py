"""Change marks: by what a cache may know that nothing has changed.

A mark is a short byte string that moves with every committed change of what it stands for, and is
``PENDING`` while a change is not committed. It is read from the serials that the database keeps
anyway: reading never writes, an aborted change leaves no trace, all processes agree.

A room whose pages depend on more than the catalog and the registry registers one more mark, and
every page cache follows it::

    @implementer(IChangeMark)
    @adapter(IPloneSiteRoot)
    def taxonomy_mark(site) -> bytes:
        return serial(taxonomy_of(site))

    <subscriber factory=".marks.taxonomy_mark" />

``cached_by_mark`` keeps what a function read from the site, in this process, for as long as the
marks stand still.
"""

from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterator
from DateTime import DateTime
from datetime import date
from datetime import datetime
from functools import lru_cache
from functools import wraps
from hashlib import blake2b
from persistent import Persistent
from plone.base.interfaces import IPloneSiteRoot
from plone.registry.interfaces import IRegistry
from Products.CMFCore.indexing import processQueue
from Products.CMFPlone.Portal import PloneSite
from threading import Lock
from typing import Concatenate
from typing import ParamSpec
from typing import TypeVar
from zoneinfo import ZoneInfo
from zoneinfo import ZoneInfoNotFoundError
from zope.component import adapter
from zope.component import getUtility
from zope.component import subscribers
from zope.interface import implementer
from zope.interface import Interface

import transaction


PENDING = b""
KEPT = 64

P = ParamSpec("P")
R = TypeVar("R")


class IChangeMark(Interface):
    """Bytes that move with each committed change, ``PENDING`` before the commit."""


def serial(*persistent: Persistent) -> bytes:
    """The newest serial of these objects; ``PENDING`` if one of them has uncommitted changes."""
    newest = b"\0"
    for item in persistent:
        item._p_activate()
        if item._p_changed or _set_aside(item):
            return PENDING
        newest = max(newest, item._p_serial)
    return newest


def _set_aside(item: Persistent) -> bool:
    """Whether a savepoint of this transaction holds a change: the object itself looks unchanged."""
    storage = getattr(item._p_jar, "_savepoint_storage", None)
    return storage is not None and item._p_oid in storage.index


@implementer(IChangeMark)
@adapter(IPloneSiteRoot)
def catalog_mark(site: PloneSite) -> bytes:
    """Moves when anything is indexed: content, its state, who may see it."""
    processQueue()
    counter = site.portal_catalog._counter
    return b"\0" if counter is None else serial(counter)


@implementer(IChangeMark)
@adapter(IPloneSiteRoot)
def dates_mark(site: PloneSite) -> bytes:
    """Moves when an entry appears or expires by its dates: the last such minutes that are over."""
    index = site.portal_catalog._catalog.indexes.get("effectiveRange")
    if index is None:
        return b"\0"
    now = index._convertDateTime(DateTime())
    begun = [_last(tree, now) for tree in (index._since, index._since_only)]
    # In its last minute an entry is still there.
    over = [_last(tree, now - 1) for tree in (index._until, index._until_only)]
    return repr([*begun, *over]).encode()


def _last(minutes: Persistent, now: int) -> int:
    try:
        return minutes.maxKey(now)
    except ValueError:
        return 0


@implementer(IChangeMark)
@adapter(IPloneSiteRoot)
def registry_mark(site: PloneSite) -> bytes:
    """Moves when a setting changes: the newest serial among the buckets of the registry's tree."""
    tree = getUtility(IRegistry, context=site).records._values
    return serial(tree, *buckets(tree))


def buckets(tree: Persistent) -> Iterator[Persistent]:
    """The parts of a BTree that change when a value does."""
    tree._p_activate()
    bucket = tree._firstbucket
    while bucket is not None:
        yield bucket
        bucket._p_activate()
        bucket = bucket._next


def site_mark(site: PloneSite) -> str | None:
    """All marks of the site as one short text; ``None`` while a change is pending."""
    processQueue()
    if not _untouched(site):
        return _site_mark(site)
    # A transaction that has changed nothing sees the same marks from begin to end.
    now = transaction.get()
    try:
        known = now.data(site_mark)
    except KeyError:
        known = {}
        now.set_data(site_mark, known)
    key = (site._p_jar, site._p_oid)
    if key not in known:
        known[key] = _site_mark(site)
    return known[key]


def _untouched(site: PloneSite) -> bool:
    jar = site._p_jar
    return jar is not None and not jar._registered_objects and jar._savepoint_storage is None


def _site_mark(site: PloneSite) -> str | None:
    marks = subscribers([site], IChangeMark)
    if PENDING in marks:
        return None
    return blake2b(b"|".join(sorted(marks)), digest_size=9).hexdigest()


def local_date(site: PloneSite) -> date:
    """Today where the site is: a page that says "today" or "in 3 days" ages at midnight."""
    return datetime.now(local_zone(site)).date()


def local_zone(site: PloneSite) -> ZoneInfo:
    """The time zone of the site's place."""
    name = getUtility(IRegistry, context=site).get("plone.portal_timezone")
    return _zone(name or "UTC")


@lru_cache(maxsize=16)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError):
        return ZoneInfo("UTC")


def cached_by_mark(
    function: Callable[Concatenate[PloneSite, P], R],
) -> Callable[Concatenate[PloneSite, P], R]:
    """Keep the results of ``function(site, *hashable)`` while the site's marks stand still.

    Nothing is kept of a transaction that changes something itself, be it on the way.
    """
    kept: OrderedDict[tuple, R] = OrderedDict()
    lock = Lock()

    @wraps(function)
    def cached(site: PloneSite, *args: P.args, **kwargs: P.kwargs) -> R:
        mark = site_mark(site)
        key = (site.getPhysicalPath(), mark, local_date(site), args, tuple(sorted(kwargs.items())))
        with lock:
            if mark is not None and key in kept:
                kept.move_to_end(key)
                return kept[key]
        result = function(site, *args, **kwargs)
        if mark is not None and mark == site_mark(site):
            with lock:
                kept[key] = result
                while len(kept) > KEPT:
                    kept.popitem(last=False)
        return result

    return cached
