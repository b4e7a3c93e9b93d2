"""The texts of an entry that the search looks into: name, summary, everything else."""

from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from plone.indexer.interfaces import IIndexer
from Products.CMFCore.utils import getToolByName
from zope.component import queryMultiAdapter


@indexer(IDexterityContent)
def search_texts(content: IDexterityContent) -> tuple[str, str, str]:
    """Everything else is what Plone's own full text holds of the entry."""
    catalog = getToolByName(content, "portal_catalog")
    full = queryMultiAdapter((content, catalog), IIndexer, name="SearchableText")
    text = full() if full is not None else ""
    return content.title or "", content.description or "", text if isinstance(text, str) else ""
