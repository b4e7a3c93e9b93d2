"""Working groups that deal with gap reports."""

from kim.portal import _
from kim.portal.committees.committee import CASE
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import STRUCTURE
from kim.portal.tracking.life import NotPossible
from plone import api
from typing import Any
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Committees of these levels deal with gaps.
LEVELS = (STRUCTURE, CASE)


def gap_committees(context: Interface) -> SimpleVocabulary:
    """``kim.gap_committees``: by name; its own is left out where it is to go to another one."""
    own = getattr(context, "committee", None)
    return SimpleVocabulary([SimpleTerm(b.UID, b.UID, b.Title) for b in found() if own != b.UID])


directlyProvides(gap_committees, IVocabularyFactory)


def found(**query: Any) -> list[Any]:
    """Brains of published committees of the two levels."""
    catalog = api.portal.get_tool("portal_catalog")
    levels = {"portal_type": "Committee", "committee_level": LEVELS, "review_state": "published"}
    return list(catalog(is_working_copy=False, sort_on="sortable_title", **levels, **query))


def title_of(uid: str | None) -> str:
    """The name of a committee, whoever asks: that it exists is public."""
    brain = next(iter(found(UID=uid)), None) if uid else None
    return brain.Title if brain is not None else ""


def committee_by_uid(uid: str) -> Committee:
    """:raises NotPossible: unless it is a published committee of structural or case level."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(
        portal_type="Committee", UID=uid or "", review_state="published", committee_level=LEVELS
    )
    if not uid or not found:
        raise NotPossible(
            _("gap_committee", default="Please choose a working group of one of the two levels."),
            "committee",
        )
    return found[0]._unrestrictedGetObject()
