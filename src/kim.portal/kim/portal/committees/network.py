"""Where networks were until version 1002: existing databases name their class by this address.

In code they are `kim.portal.networks.network`.
"""

from importlib import import_module
from typing import Any


MOVED = ("INetwork", "Network")


def __getattr__(name: str) -> Any:
    if name not in MOVED:
        raise AttributeError(name)
    return getattr(import_module("kim.portal.networks.network"), name)
