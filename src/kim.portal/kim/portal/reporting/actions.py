"""What whoever reported a gap may do with the report now: buttons of its page."""

from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.reporting import reporting
from kim.portal.tracking.places import Action
from kim.portal.tracking.places import Actions
from kim.portal.tracking.places import IActions
from plone import api
from zope.component import adapter
from zope.interface import implementer


OBJECT = "kim.portal: Object to Answer"
REPORT = "kim.portal: Report Gap"

LABELS = {
    "report": _("action_gap_report", default="Report it …"),
    "edit": _("action_gap_edit", default="Edit"),
    "answer-query": _("action_gap_answer", default="Answer the query …"),
    "object": _("action_gap_object", default="Object …"),
}


@implementer(IActions)
@adapter(IGapReport)
def of_reporter(gap: GapReport) -> Actions | None:
    """They come before those of the office."""
    actions = tuple(Action(name, LABELS[name]) for name in _names(gap))
    return Actions(actions, order=10) if actions else None


def _names(gap: GapReport) -> list[str]:
    state, check = api.content.get_state(gap), api.user.has_permission
    if state == life.DRAFT:
        return ["report", "edit"] if check(REPORT, obj=gap) else []
    if state in life.ENDS:
        objects = check(OBJECT, obj=gap) and reporting.may_object(gap)
        return ["object"] if objects else []
    return ["answer-query"] if queries.may_answer(gap) else []
