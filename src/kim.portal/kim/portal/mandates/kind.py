"""Mandates among what is tracked: titles of states and steps, what is to be done by whom."""

from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.mandates import life
from kim.portal.mandates.mandate import IMandate
from kim.portal.mandates.mandate import Mandate
from kim.portal.mandates.mandate import mandates
from kim.portal.proposals import life as proposal_life
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking import bodies
from kim.portal.tracking import way
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import IDuties
from kim.portal.tracking.kinds import Kind
from kim.portal.tracking.life import since
from kim.portal.tracking.settings import days
from plone import api
from zope.component import adapter
from zope.interface import implementer


OFFICE = _("actor_office", default="Coordinating office")
ADDRESSEE = _("actor_addressee", default="Whoever it is given to")

MANDATES = Kind(
    "Mandate",
    _("kind_mandate", default="Mandate"),
    _("kind_mandates", default="Mandates"),
    40,
    states={
        life.ISSUED: _("mandate_issued", default="Issued"),
        life.IN_PROGRESS: _("mandate_in_progress", default="In progress"),
        life.REPORTED_DONE: _("mandate_reported_done", default="Reported as done"),
        life.CONFIRMED: _("mandate_confirmed", default="Confirmed"),
        life.DECLINED: _("mandate_declined", default="Declined"),
        life.REVOKED: _("mandate_revoked", default="Revoked"),
    },
    open=life.OPEN,
    todo={
        "accept": _("todo_mandate_accept", default="Take it on"),
        "do": _("todo_mandate_do", default="Do it and report the result"),
        "check": _("todo_mandate_check", default="Check the result"),
        "declined": _("todo_mandate_declined", default="Say what follows from the refusal"),
    },
    steps={
        life.ACCEPT: _("step_accept", default="Taken on"),
        life.DECLINE: _("step_decline", default="Declined"),
        life.REPORT: _("step_report_result", default="Result reported"),
        life.CONFIRM: _("step_confirm", default="Result confirmed"),
        life.REJECT_RESULT: _("step_reject_result", default="Not done yet"),
        life.EXTEND: _("step_extend", default="Extended"),
        life.REVOKE: _("step_revoke", default="Revoked"),
    },
    actors={
        **dict.fromkeys((life.ACCEPT, life.DECLINE, life.REPORT), ADDRESSEE),
        **dict.fromkeys((life.CONFIRM, life.REJECT_RESULT, life.EXTEND, life.REVOKE), OFFICE),
    },
)


@implementer(IDuties)
@adapter(IProposal)
class ImplementingDuty:
    """The office sees that a proposal is implemented: until the last day of its open mandates.

    Where none is open, all were revoked: it gives others, or closes it.
    """

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal

    def __call__(self) -> Iterator[Duty]:
        if api.content.get_state(self.proposal) != proposal_life.IN_IMPLEMENTATION:
            return
        found = [one for decision in way.after(self.proposal) for one in mandates(decision)]
        ahead = [one.due for one in found if api.content.get_state(one) in life.OPEN]
        if ahead:
            yield Duty((OFFICE_GROUP,), "follow", max(ahead), instead="implement")
        elif found:
            due = max(map(since, found)) + timedelta(days=days("proposal_adopted"))
            yield Duty((OFFICE_GROUP,), "mandate", due, instead="implement")


@implementer(IDuties)
@adapter(IMandate)
class MandateDuties:
    """Who must act on a mandate."""

    def __init__(self, mandate: Mandate) -> None:
        self.mandate = mandate

    def __call__(self) -> Iterator[Duty]:
        state = api.content.get_state(self.mandate)
        group = (bodies.acting_for(self.mandate.addressee),)
        if state == life.ISSUED:
            yield Duty(group, "accept", min(self._due(state), self.mandate.due))
        elif state == life.IN_PROGRESS:
            yield Duty(group, "do", self.mandate.due)
        elif state == life.REPORTED_DONE:
            yield Duty((OFFICE_GROUP,), "check", self._due(state))
        elif state == life.DECLINED:
            yield Duty((OFFICE_GROUP,), "declined", self._due(state))

    def _due(self, state: str) -> date:
        return since(self.mandate) + timedelta(days=days(f"mandate_{state}"))
