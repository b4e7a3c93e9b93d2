"""What the office and the working groups may do with a gap report now: buttons of its page."""

from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.tracking.places import Action
from kim.portal.tracking.places import Actions
from kim.portal.tracking.places import IActions
from plone import api
from zope.component import adapter
from zope.interface import implementer


LABELS = {
    "review": _("action_gap_review", default="Take up"),
    "assign": _("action_gap_assign", default="Assign …"),
    "propose": _("action_gap_propose", default="Prepare a proposal …"),
    "refer": _("action_gap_refer", default="Refer to another working group …"),
    "take-up": _("action_gap_take_up", default="Take up again …"),
    "resolve": _("action_gap_resolve", default="Answer it …"),
    "query": _("action_gap_query", default="Ask back …"),
    "similar": _("action_gap_similar", default="Similar reports, merge …"),
    "ask": _("action_gap_ask", default="Ask for a view …"),
    "put-off": _("action_gap_put_off", default="Put off …"),
    "draft-offer": _("action_gap_draft", default="Draft the missing offer …"),
    "return": _("action_gap_return", default="Give back …"),
    "drop": _("action_gap_drop", default="Drop …"),
}
#: The office's, by the state, in the order in which they come up.
OFFICE = {
    life.REPORTED: ("review", "assign", "resolve", "query", "similar", "put-off", "return", "drop"),
    life.IN_REVIEW: (
        "assign",
        "resolve",
        "propose",
        "query",
        "similar",
        "ask",
        "draft-offer",
        "put-off",
        "return",
        "drop",
    ),
    life.ASSIGNED: (
        "propose",
        "refer",
        "resolve",
        "query",
        "similar",
        "ask",
        "draft-offer",
        "put-off",
        "return",
        "drop",
    ),
    life.IN_PROPOSAL: ("propose", "query", "ask", "put-off"),
}
#: Those of the committee that deals with it.
GROUP = {life.ASSIGNED: ("propose", "refer"), life.IN_PROPOSAL: ("propose",)}


@implementer(IActions)
@adapter(IGapReport)
def of_workers(gap: GapReport) -> Actions | None:
    """Those of the office; otherwise those of the committee that deals with it."""
    state = api.content.get_state(gap)
    if api.user.has_permission(life.TRIAGE, obj=gap):
        names = _of_office(gap, state)
    else:
        names = GROUP.get(state, ()) if api.user.has_permission(life.WORK, obj=gap) else ()
    return Actions(tuple(Action(name, LABELS[name]) for name in names)) if names else None


def _of_office(gap: GapReport, state: str) -> list[str]:
    names = list(OFFICE.get(state, ()))
    if not names:
        return []
    if queries.waiting(gap) is not None:
        names.remove("query")
    if not gap.reporter and "return" in names:
        names.remove("return")
    if gap.put_off_until:
        names[names.index("put-off")] = "take-up"
        # What comes back is taken up first.
        names.sort(key=lambda name: name != "take-up")
    return names
