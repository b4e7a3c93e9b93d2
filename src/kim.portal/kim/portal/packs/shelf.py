"""Packs that were bound a moment ago, kept in this process: the whole committee asks for the same.

One is bound at a time: that bounds what it costs, and who comes while theirs is being bound takes
it from here.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from zope.interface import implementer
from zope.interface import Interface


#: Bytes of all that is kept.
CAPACITY = 100_000_000
#: Seconds that a request waits for the one before it; the site has few threads.
PATIENCE = 20


class Busy(Exception):
    """Another pack is being bound; it takes longer than a request should wait."""


class IShelf(Interface):
    """Keeps what was bound."""

    def fetch(key: str | None, make: Callable[[], bytes]) -> bytes:
        """What was made of the key; without a key it is made anew.

        :raises Busy: where another one is being made for too long.
        """


@implementer(IShelf)
class Shelf:
    """See IShelf; the least recently asked for goes first."""

    def __init__(self, capacity: int = CAPACITY, patience: float = PATIENCE) -> None:
        self._capacity = capacity
        self._patience = patience
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()
        self._making = Lock()

    def fetch(self, key: str | None, make: Callable[[], bytes]) -> bytes:
        found = self._look(key)
        if found is not None:
            return found
        if not self._making.acquire(timeout=self._patience):
            raise Busy
        try:
            found = self._look(key)
            if found is None:
                found = make()
                self._keep(key, found)
            return found
        finally:
            self._making.release()

    def _look(self, key: str | None) -> bytes | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def _keep(self, key: str | None, data: bytes) -> None:
        if key is None or len(data) > self._capacity:
            return
        with self._lock:
            self._kept[key] = data
            while sum(map(len, self._kept.values())) > self._capacity:
                self._kept.popitem(last=False)
