"""What the catalog knows of actors, offers and programmes, so that lists wake no object."""

from Acquisition import aq_parent
from kim.portal.directory.actor import IActor
from kim.portal.directory.ages import bands
from kim.portal.directory.offer import IOffer
from kim.portal.directory.responsibility import keys
from plone.app.iterate.interfaces import IWorkingCopy
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


@indexer(IDexterityContent)
def is_working_copy(content: IDexterityContent) -> bool:
    """Lists leave working copies out."""
    return IWorkingCopy.providedBy(content)


@indexer(IActor)
def responsible_for(actor: IActor) -> list[str]:
    """``duty/municipality`` for each of the actor's responsibilities."""
    return list(keys(actor.responsibilities or ()))


@indexer(IActor)
def part_of(actor: IActor) -> str:
    """UID of the organisation above."""
    if not actor.parent:
        raise AttributeError("part_of")
    return actor.parent


@indexer(IOffer)
def actor_title(offer: IOffer) -> str:
    """Who offers it."""
    return aq_parent(offer).title


@indexer(IOffer)
def category(offer: IOffer) -> str:
    """An offer counts in the category of its actor."""
    return getattr(aq_parent(offer), "category", "")


@indexer(IDexterityContent)
def spoken_languages(content: IDexterityContent) -> list[str]:
    """Languages spoken there; not the language of the text."""
    found = getattr(content, "languages", None)
    if not isinstance(found, list):
        raise AttributeError("spoken_languages")
    return found


@indexer(IOffer)
def SearchableText(offer: IOffer) -> str:
    """All words of an offer, its actor's name among them."""
    parts = (offer.title, offer.description, offer.plain, offer.text, aq_parent(offer).title)
    return " ".join(part for part in parts if part)


@indexer(IActor)
def SearchableText_actor(actor: IActor) -> str:
    """All words of an actor."""
    return " ".join(part for part in (actor.title, actor.description, actor.text) if part)


@indexer(IDexterityContent)
def age_bands(content: IDexterityContent) -> list[str]:
    """The stages of life that an offer or programme is for; nothing where all ages are welcome."""
    found = bands(getattr(content, "age_from", None), getattr(content, "age_to", None))
    if not found:
        raise AttributeError("age_bands")
    return found
