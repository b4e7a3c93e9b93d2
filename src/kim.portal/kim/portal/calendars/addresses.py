"""Addresses of feeds: one for all meetings of a person, one more for each committee they ask for.

An address is personal, whatever it is for, so that it ends with the person's rights. The site keeps
no more than a random word for each; the address is that word, sealed (`notifications.links`), so it
can be shown again, and a copy of the database without its keys opens nothing. A new word makes the
old address worthless.
"""

from BTrees.OOBTree import OOBTree
from dataclasses import dataclass
from kim.portal.notifications import links
from kim.portal.notifications.links import Forged
from plone import api
from secrets import token_urlsafe
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.calendars"
WORDS, OWNERS = "words", "owners"
PURPOSE = "calendars.feed"
VIEW = "@@kalender"
END = ".ics"
#: Instead of a committee's UID: all committees that the person sits in.
ALL = ""


@dataclass(frozen=True)
class Subscription:
    """Whose feed it is, and of which committee (its UID, or `ALL`)."""

    person: str
    committee: str = ALL


def subscribe(wanted: Subscription) -> str:
    """A new address; one that was there before opens nothing any more."""
    unsubscribe(wanted)
    words, owners = _kept(make=True)
    word = token_urlsafe(16)
    words[word] = (wanted.person, wanted.committee)
    owners[(wanted.person, wanted.committee)] = word
    return _address(word)


def unsubscribe(wanted: Subscription) -> None:
    words, owners = _kept()
    word = owners.pop((wanted.person, wanted.committee), None)
    if word is not None:
        del words[word]


def forget(person: str) -> None:
    """An account that is gone has no addresses."""
    for committee in list(addresses(person)):
        unsubscribe(Subscription(person, committee))


def addresses(person: str) -> dict[str, str]:
    """All addresses of a person: a committee's UID, or `ALL` → the feed's address."""
    _words, owners = _kept()
    found = owners.items((person, ALL), (person, chr(0x10FFFF)))
    return {committee: _address(word) for (_person, committee), word in found}


def opened(name: str) -> Subscription | None:
    """Whose feed an address' last part opens; None for whatever is not, or no longer, good."""
    if not name.endswith(END):
        return None
    try:
        word = links.unseal(PURPOSE, name.removesuffix(END))["word"]
    except Forged:
        return None
    words, _owners = _kept()
    found = words.get(word)
    return None if found is None else Subscription(*found)


def uninstall() -> None:
    """Forget all addresses."""
    IAnnotations(api.portal.get()).pop(KEY, None)


def _address(word: str) -> str:
    sealed = links.seal(PURPOSE, {"word": word})
    return f"{api.portal.get().absolute_url()}/{VIEW}/{sealed}{END}"


def _kept(make: bool = False) -> tuple[OOBTree, OOBTree]:
    """Words → (person, committee), and the other way round."""
    annotations = IAnnotations(api.portal.get())
    kept = annotations.get(KEY)
    if kept is None:
        kept = OOBTree({WORDS: OOBTree(), OWNERS: OOBTree()})
        if make:
            annotations[KEY] = kept
    return kept[WORDS], kept[OWNERS]
