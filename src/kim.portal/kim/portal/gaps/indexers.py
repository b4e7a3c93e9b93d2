"""What the catalog knows of gap reports; never who reported them."""

from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import IGapReport
from plone import api
from plone.indexer import indexer


QUERY, ANSWER, OBJECTION, PUT_OFF = "query", "answer", "objection", "put_off"


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
def gap_marks(gap: IGapReport) -> tuple[str, ...]:
    """What lists mark: a query that waits or was answered, an objection, a rest until a day."""
    if api.content.get_state(gap) not in life.OPEN:
        return ()
    found = {
        QUERY: queries.waiting(gap) is not None,
        ANSWER: queries.unread(gap) is not None,
        OBJECTION: gap.objected,
        PUT_OFF: gap.put_off_until is not None,
    }
    return tuple(mark for mark, holds in found.items() if holds)


@indexer(IGapReport)
def Creator(gap: IGapReport) -> str:
    return ""


@indexer(IGapReport)
def SearchableText(gap: IGapReport) -> str:
    """What happens, too: reports are found, and compared, by their words."""
    return "\n".join(filter(None, (gap.title, gap.text, gap.works, gap.tried)))
