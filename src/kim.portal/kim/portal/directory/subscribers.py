"""What follows from an entry being copied."""

from plone.dexterity.interfaces import IDexterityContent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def copied(content: IDexterityContent, event: IObjectCopiedEvent) -> None:
    """A pasted copy is an entry of its own: not the loader's, not yet verified."""
    content.external_id = None
    content.verified_on = None
