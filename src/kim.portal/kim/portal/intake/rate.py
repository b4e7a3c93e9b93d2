"""How much comes in by forms: a limit that all processes share, and that knows no addresses.

Every submission without login is one mark in a set of its hour: a hash of the hour and the address
(IPv6: of its network of 64 bits), and a random part. So two submissions never write the same key,
and BTrees resolve writes of different keys; only the first mark of an hour may conflict, and the
publisher runs that request again. The key of the hash is the site's (`notifications.links`), the
hour is in it: marks tell no address and cannot be joined across hours. They go after two hours.
"""

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet
from hashlib import sha256
from ipaddress import ip_address
from ipaddress import ip_network
from ipaddress import IPv6Address
from itertools import islice
from kim.portal.intake.settings import setting
from kim.portal.notifications import links
from plone import api
from secrets import token_hex
from time import time
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.intake.rate"
HOUR = 3600
#: Hours that are kept: this one and the one before.
KEPT = 2


class TooMany(Exception):
    """The limit of this hour is reached."""


def count(address: str) -> None:
    """Note a submission from a client's address.

    :raises TooMany: where it is one too many; then nothing is written.
    """
    hour = int(time()) // HOUR
    hours = _hours()
    marks = hours.get(hour)
    if marks is None:
        marks = hours[hour] = OOTreeSet()
        for old in list(hours.keys(None, hour - KEPT)):
            del hours[old]
    client = _client(address, hour)
    if _reaches(marks.keys(client, client + "~"), setting("per_address")):
        raise TooMany(address)
    if _reaches(marks.keys(), setting("in_all")):
        raise TooMany("in all")
    marks.add(client + token_hex(8))


def _reaches(found: object, most: int) -> bool:
    return sum(1 for _each in islice(iter(found), most)) >= most


def _client(address: str, hour: int) -> str:
    """The hash of whoever sends, in this hour."""
    seal = links.seal("intake-rate", {"from": _network(address), "hour": hour})
    return sha256(seal.encode()).hexdigest()[:24]


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _hours() -> LOBTree:
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = LOBTree()
    return annotations[KEY]
