"""What tracked things are called in addresses: words that say nothing of what they are about."""

from collections.abc import Container
from kim.portal.tracking.duties import ITracked
from plone.app.content.namechooser import NormalizingNameChooser
from plone.dexterity.content import DexterityContent
from secrets import choice


#: No letter or digit that is taken for another one, no vowel that makes a word.
SIGNS = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 6


def name(taken: Container[str]) -> str:
    """Six signs that are free; at random, so that two at once do not meet."""
    found = ""
    while not found or found in taken:
        found = "".join(choice(SIGNS) for _sign in range(LENGTH))
    return found


class Names(NormalizingNameChooser):
    """Names in a folder of tracked things; what is no such thing is named as usual."""

    def chooseName(self, name_: str | None, obj: DexterityContent) -> str:
        if ITracked.providedBy(obj):
            return name(self.context)
        return super().chooseName(name_, obj)
