"""What the catalog knows of county matters."""

from kim.portal.county.editors import served
from kim.portal.county.provenance import IProvenance
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


COUNTY_WIDE = "county"
UNKNOWN_PLACE = "unknown"


@indexer(IDexterityContent)
def municipalities(content: IDexterityContent) -> list[str]:
    """The municipalities an entry serves; "county" or "unknown" in place of a list."""
    coverage = getattr(content, "coverage", None)
    if coverage in (COUNTY_WIDE, UNKNOWN_PLACE):
        return [coverage]
    found = served(content)
    if not found:
        raise AttributeError("municipalities")
    return found


@indexer(IProvenance)
def external_id(content: IDexterityContent) -> str:
    """The id by which loaders and imports find an entry."""
    found = getattr(content, "external_id", None)
    if not found:
        raise AttributeError("external_id")
    return found
