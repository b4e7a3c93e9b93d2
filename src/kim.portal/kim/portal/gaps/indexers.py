"""What the catalog knows of gap reports; never who reported them."""

from kim.portal.gaps.gap import IGapReport
from plone.indexer import indexer


@indexer(IGapReport)
def committee_uid(gap: IGapReport) -> str:
    """The committee that deals with it."""
    if not gap.committee:
        raise AttributeError("committee_uid")
    return gap.committee


@indexer(IGapReport)
def gap_survey(gap: IGapReport) -> str:
    """The enquiry that it answers."""
    if not gap.survey:
        raise AttributeError("gap_survey")
    return gap.survey


@indexer(IGapReport)
def Creator(gap: IGapReport) -> str:
    return ""


@indexer(IGapReport)
def SearchableText(gap: IGapReport) -> str:
    """What happens, too: reports are found, and compared, by their words."""
    return "\n".join(filter(None, (gap.title, gap.text, gap.works, gap.tried)))
