"""What a reader may do with a proposal now: the buttons of its page, the main thing first."""

from kim.portal import _
from kim.portal.committees.committee import CASE
from kim.portal.committees.seat import committee_of
from kim.portal.proposals import life
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking import way
from kim.portal.tracking.places import Action
from kim.portal.tracking.places import Actions
from kim.portal.tracking.places import IActions
from plone import api
from zope.component import adapter
from zope.interface import implementer


#: Pages by the permission that they need, in the states in which they are offered.
PREPARED = {
    life.DRAFT: ("table", "add-gaps", "withdraw"),
    life.IN_CONSULTATION: ("submit", "ask-opinions", "add-gaps", "refer", "withdraw"),
    life.SUBMITTED: ("ask-opinions", "withdraw"),
}
MANAGED = {
    life.SUBMITTED: ("schedule", "return"),
    life.SCHEDULED: ("unschedule", "postpone", "refer-back"),
    life.ADOPTED: ("close",),
    life.IN_IMPLEMENTATION: ("close",),
}
VERBS = {
    "table": _("button_table", default="Put up for discussion"),
    "add-gaps": _("button_add_gaps", default="Add gap reports"),
    "withdraw": _("button_withdraw", default="Withdraw"),
    "submit": _("button_submit_proposal", default="Submit"),
    "ask-opinions": _("button_ask_opinions", default="Ask for opinions"),
    "refer": _("button_refer", default="Refer to the structural level"),
    "schedule": _("button_schedule", default="Put on an agenda"),
    "return": _("button_return", default="Give back"),
    "unschedule": _("button_unschedule", default="Take off the agenda"),
    "postpone": _("button_postpone", default="Put off"),
    "refer-back": _("button_refer_back", default="Refer back with a question"),
    "close": _("button_close_proposal", default="Close"),
}


@implementer(IActions)
@adapter(IProposal)
def of_proposal(proposal: Proposal) -> Actions | None:
    """Those of the office, then those of the working group."""
    state, may = api.content.get_state(proposal), api.user.has_permission
    names = [
        *(MANAGED.get(state, ()) if may(life.MANAGE, obj=proposal) else ()),
        *(PREPARED.get(state, ()) if may(life.PREPARE, obj=proposal) else ()),
    ]
    offered = [name for name in names if _is_offered(proposal, state, name)]
    return Actions(tuple(Action(name, VERBS[name]) for name in offered)) if offered else None


def _is_offered(proposal: Proposal, state: str, name: str) -> bool:
    """Nothing is referred above the structural level; once begun it is put off or referred back."""
    if name == "refer":
        return committee_of(proposal).level == CASE
    if name == "close":
        return not way.pending(proposal)
    if state == life.SCHEDULED:
        return (name == "unschedule") != scheduling.has_begun(proposal)
    return True
