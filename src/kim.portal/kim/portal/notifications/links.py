"""Signed addresses: a link in a mail lets one person do one thing until a date.

A token holds ids, never a name or an address: whoever has it can read it. A token of one purpose is
worth nothing for another. The secret is the site's own ring of keys, the same in all processes; no
page and no service shows it.
"""

from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hashlib import sha256
from itertools import islice
from itsdangerous import BadData
from itsdangerous import SignatureExpired
from itsdangerous import URLSafeSerializer
from itsdangerous import URLSafeTimedSerializer
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from Products.CMFPlone.Portal import PloneSite
from secrets import token_urlsafe
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility


RING = "kim.links"
SIGNER = {"key_derivation": "hmac", "digest_method": sha256}
SPENT = "kim.portal.notifications.spent"
#: A token that is older cannot be spent, so that a spent one need not be remembered longer.
LONGEST = timedelta(days=365)
#: Tokens that one spending forgets at most.
PORTION = 50


class LinkError(ValueError):
    """A link that opens nothing."""


class Expired(LinkError):
    """It was ours, and is too old."""


class Forged(LinkError):
    """It is not ours, or for another purpose."""


class Spent(LinkError):
    """It worked once and was used."""


def sign(purpose: str, data: dict[str, Any]) -> str:
    """A token for an address; `data` holds what JSON can, ids and no personal data.

    Two tokens are never the same, also for the same data.
    """
    install(api.portal.get())
    return _serializer(purpose).dumps([token_urlsafe(9), data])


def read(purpose: str, token: str, max_age: timedelta | None) -> dict[str, Any]:
    """What was signed.

    :raises Expired: when it was signed longer ago than `max_age` (``None``: never).
    :raises Forged: for everything else that is not a token of this purpose.
    """
    return _read(purpose, token, max_age)[0]


def seal(purpose: str, data: dict[str, Any]) -> str:
    """A token that is the same for the same data, for what is shown more than once.

    It does not age: what it opens is ended by forgetting what `data` names.
    """
    install(api.portal.get())
    return _sealer(purpose).dumps(data)


def unseal(purpose: str, token: str) -> dict[str, Any]:
    """What was sealed.

    :raises Forged: for everything that is not a sealed token of this purpose.
    """
    if not isinstance(token, str) or not token.isascii():
        raise Forged(purpose)
    try:
        return _sealer(purpose).loads(token)
    except BadData as error:
        raise Forged(purpose) from error


def spend(purpose: str, token: str) -> None:
    """Use a token up, in this transaction; two that do so at once conflict, and one finds it spent.

    :raises Spent: when it was used before.
    :raises Expired: when it is older than a year.
    :raises Forged: as `read` does.
    """
    key = _key(purpose, token)
    spent = _spent(api.portal.get())
    if not spent.add(key):
        raise Spent(purpose)
    for old in list(islice(_older(spent), PORTION)):
        spent.remove(old)


def was_spent(purpose: str, token: str) -> bool:
    """Whether a token has been used up; nothing is written.

    :raises LinkError: as `spend` does for what never was one, or is too old.
    """
    return _key(purpose, token) in IAnnotations(api.portal.get()).get(SPENT, ())


def install(site: PloneSite) -> None:
    """Make the secret; one that is there stays."""
    manager = getUtility(IKeyManager, context=site)
    if RING not in manager:
        ring = Keyring()
        ring.fill()
        manager[RING] = ring


def uninstall(site: PloneSite) -> None:
    """Forget the secret: no link that is out works any more."""
    IAnnotations(site).pop(SPENT, None)
    manager = getUtility(IKeyManager, context=site)
    if RING in manager:
        del manager[RING]


def _read(purpose: str, token: str, max_age: timedelta | None) -> tuple[dict[str, Any], datetime]:
    # What a request holds may be anything.
    if not isinstance(token, str) or not token.isascii():
        raise Forged(purpose)
    seconds = None if max_age is None else int(max_age.total_seconds())
    try:
        payload, signed = _serializer(purpose).loads(token, seconds, return_timestamp=True)
    except SignatureExpired as error:
        raise Expired(purpose) from error
    except BadData as error:
        raise Forged(purpose) from error
    return payload[1], signed


def _key(purpose: str, token: str) -> str:
    """What a token is remembered by."""
    signed = _read(purpose, token, LONGEST)[1]
    # Only what is signed counts: a signature has several spellings.
    digest = sha256(f"{purpose}\n{token.rpartition('.')[0]}".encode()).hexdigest()
    return f"{_seconds(signed)}{digest}"


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_keys(purpose), salt=f"kim.links.{purpose}", signer_kwargs=SIGNER)


def _sealer(purpose: str) -> URLSafeSerializer:
    # Of another salt: neither kind of token is worth anything as the other.
    return URLSafeSerializer(_keys(purpose), salt=f"kim.seals.{purpose}", signer_kwargs=SIGNER)


def _keys(purpose: str) -> list[str]:
    manager = getUtility(IKeyManager, context=api.portal.get())
    # The oldest first: the last one signs, all of them are good for reading.
    keys = [key for key in reversed(list(manager.get(RING, ()))) if key]
    if not keys:
        raise Forged(purpose)
    return keys


def _spent(site: PloneSite) -> OOTreeSet:
    annotations = IAnnotations(site)
    if SPENT not in annotations:
        annotations[SPENT] = OOTreeSet()
    return annotations[SPENT]


def _older(spent: OOTreeSet) -> Iterator[str]:
    return iter(spent.keys(None, _seconds(datetime.now(UTC) - LONGEST - timedelta(days=1))))


def _seconds(moment: datetime) -> str:
    """So written that text sorts like time."""
    return f"{int(moment.timestamp()):010x}"
