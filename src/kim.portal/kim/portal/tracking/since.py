"""Since when something is in its present state, as the catalog knows it."""

from datetime import date
from kim.portal.tracking import life
from kim.portal.tracking.duties import ITracked
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


@indexer(ITracked)
def state_since(content: IDexterityContent) -> date:
    return life.since(content)
