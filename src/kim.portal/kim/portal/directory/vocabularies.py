"""Actors to refer to. What the code itself distinguishes stands beside its schema."""

from plone import api
from zope.interface import directlyProvides
from zope.interface import Interface
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def actors(context: Interface) -> SimpleVocabulary:
    """The actors that the user may see, by name; the value is the UID."""
    brains = api.portal.get_tool("portal_catalog")(
        portal_type="Actor", is_working_copy=False, sort_on="sortable_title"
    )
    return SimpleVocabulary([SimpleTerm(b.UID, b.UID, b.Title) for b in brains])


directlyProvides(actors, IVocabularyFactory)
