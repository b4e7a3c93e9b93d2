"""What a reader may do with a gap report now: the buttons of its page, the first one primary."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps import reporting
from kim.portal.gaps.gap import GapReport
from plone import api


OBJECT = "kim.portal: Object to Answer"
REPORT = "kim.portal: Report Gap"

LABELS = {
    "report": _("action_gap_report", default="Report it …"),
    "edit": _("action_gap_edit", default="Edit"),
    "answer-query": _("action_gap_answer", default="Answer the query …"),
    "object": _("action_gap_object", default="Object …"),
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


@dataclass(frozen=True)
class Action:
    """One thing to do; `name` is that of the page."""

    name: str
    label: str


def actions(gap: GapReport) -> list[Action]:
    """In order; what is not possible is not there."""
    return [Action(name, LABELS[name]) for name in dict.fromkeys(_names(gap))]


def _names(gap: GapReport) -> list[str]:
    state, check = api.content.get_state(gap), api.user.has_permission
    if state == life.DRAFT and check(REPORT, obj=gap):
        return ["report", "edit"]
    if state in life.ENDS:
        objects = check(OBJECT, obj=gap) and reporting.may_object(gap)
        return ["object"] if objects else []
    own = ["answer-query"] if queries.may_answer(gap) else []
    if check(life.TRIAGE, obj=gap):
        return own + _of_office(gap, state)
    return own + list(GROUP.get(state, ()) if check(life.WORK, obj=gap) else ())


def _of_office(gap: GapReport, state: str) -> list[str]:
    names = list(OFFICE.get(state, ()))
    if queries.waiting(gap) is not None:
        names.remove("query")
    if not gap.reporter and "return" in names:
        names.remove("return")
    if gap.put_off_until:
        names[names.index("put-off")] = "take-up"
        # What comes back is taken up first.
        names.sort(key=lambda name: name != "take-up")
    return names
