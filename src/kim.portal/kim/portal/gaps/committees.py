"""Working groups that deal with gap reports, and where they write proposals."""

from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.triage import LEVELS
from plone import api
from typing import Any
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Where a committee has its proposals, and the form of a new one.
FORM = "vorschlaege/++add++Proposal"


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


def proposing_url(gap: GapReport, committee_uid: str) -> str | None:
    """The form of a proposal that answers the report; None where there is no such committee."""
    brain = next(iter(found(UID=committee_uid)), None)
    uid = api.content.get_uuid(gap)
    return None if brain is None else f"{brain.getURL()}/{FORM}?gap={uid}"
