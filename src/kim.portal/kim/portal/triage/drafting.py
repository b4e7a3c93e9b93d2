"""Offers that answer a gap: found in the directory, or drafted from the gap itself (§ 3.3)."""

from collections.abc import Iterable
from kim.portal import _
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.directory import listing
from kim.portal.directory.actor import IActor
from kim.portal.directory.coverage import LISTED
from kim.portal.directory.offer import Offer
from kim.portal.gaps.gap import GapReport
from kim.portal.tracking.life import NotPossible
from plone import api
from typing import Any


#: What an offer takes over from the gap that it answers.
TAKEN = ("topics", "target_groups", "phases", "legal_areas", "municipalities")
ADD = "kim.portal: Add Offer"
MOST = 20


def known(uids: Iterable[str]) -> tuple[str, ...]:
    """The same, each once.

    :raises NotPossible: for one that is no offer that the user may see.
    """
    wanted = tuple(dict.fromkeys(uids))
    if wanted and len(listing.offers_by_uid(wanted)) != len(wanted):
        raise NotPossible(_("gap_offers", default="There is no such offer."), "offers")
    return wanted


def search(words: str) -> list[Any]:
    """Offers in which all these words begin a word, the best first."""
    query = " ".join(f"{word}*" for word in words.replace("*", " ").split() if word.isalnum())
    if not query:
        return []
    return listing.find(MOST, portal_type="Offer", SearchableText=query).brains


def draft_offer(gap: GapReport, actor_uid: str, title: str) -> Offer:
    """Make the missing offer as a draft of an actor, filled from the gap, and link it.

    Nothing is raised: whoever may add offers to the actor may draft one.

    :raises NotPossible: without a title, and for an actor where the user may not.
    """
    brain = next(iter(listing.by_uid([actor_uid])), None)
    actor = None if brain is None else brain.getObject()
    if actor is None or not IActor.providedBy(actor):
        raise NotPossible(_("draft_actor", default="Please choose an actor."), "actor")
    if not api.user.has_permission(ADD, obj=actor):
        raise NotPossible(_("draft_denied", default="You may not add offers there."), "actor")
    if not title.strip():
        raise NotPossible(_("draft_title", default="Please say what it is called."), "title")
    values = {name: list(getattr(gap, name) or ()) for name in TAKEN}
    values["coverage"] = LISTED if gap.municipalities else UNKNOWN_PLACE
    offer = api.content.create(actor, "Offer", title=title.strip(), **values)
    gap.offers = (*gap.offers, api.content.get_uuid(offer))
    gap.reindexObject()
    return offer
