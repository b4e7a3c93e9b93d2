"""Proposals among what is tracked: titles of states and steps, what is to be done by whom."""

from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import committee_of
from kim.portal.meetings.item import meeting_of
from kim.portal.proposals import life
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking import bodies
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
GROUP = _("actor_group", default="Working group")
CHAIR = _("actor_chair", default="Chair of the steering group")

PROPOSALS = Kind(
    "Proposal",
    _("kind_proposal", default="Proposal"),
    _("kind_proposals", default="Proposals"),
    20,
    states={
        life.DRAFT: _("proposal_draft", default="Draft"),
        life.IN_CONSULTATION: _("proposal_in_consultation", default="In consultation"),
        life.SUBMITTED: _("proposal_submitted", default="Submitted"),
        life.SCHEDULED: _("proposal_scheduled", default="On an agenda"),
        life.ADOPTED: _("proposal_adopted", default="Adopted"),
        life.REJECTED: _("proposal_rejected", default="Rejected"),
        life.IN_IMPLEMENTATION: _("proposal_in_implementation", default="In implementation"),
        life.IMPLEMENTED: _("proposal_implemented", default="Implemented"),
        life.WITHDRAWN: _("proposal_withdrawn", default="Withdrawn"),
    },
    open=life.OPEN,
    todo={
        "write": _("todo_proposal_write", default="Write it and put it up for discussion"),
        "discuss": _("todo_proposal_discuss", default="Discuss and submit it"),
        "opinion": _("todo_proposal_opinion", default="Give your opinion"),
        "schedule": _("todo_proposal_schedule", default="Check it and put it on an agenda"),
        "record": _("todo_proposal_record", default="Record what the meeting decides"),
        "confirm": _("todo_decision_confirm", default="Confirm the decision"),
        "mandate": _("todo_proposal_mandate", default="Give mandates, or close it"),
        "implement": _("todo_proposal_implement", default="See that its mandates are done"),
        "follow": _("todo_proposal_implement", default="See that its mandates are done"),
    },
    steps={
        life.TABLE: _("step_table", default="Put up for discussion"),
        life.SUBMIT: _("step_submit", default="Submitted"),
        life.REFER: _("step_refer", default="Referred"),
        life.WITHDRAW: _("step_withdraw", default="Withdrawn"),
        life.RETURN: _("step_return", default="Given back"),
        life.SCHEDULE: _("step_schedule", default="Put on an agenda"),
        life.UNSCHEDULE: _("step_unschedule", default="Taken off the agenda"),
        life.ADOPT: _("step_adopt", default="Adopted"),
        life.REJECT: _("step_reject", default="Rejected"),
        life.POSTPONE: _("step_postpone", default="Put off"),
        life.REFER_BACK: _("step_refer_back", default="Referred back with a question"),
        life.IMPLEMENT: _("step_implement", default="Implementation begun"),
        life.COMPLETE: _("step_complete", default="Implemented"),
        life.CLOSE: _("step_close", default="Closed"),
    },
    actors={
        **dict.fromkeys((life.TABLE, life.SUBMIT, life.REFER, life.WITHDRAW), GROUP),
        **dict.fromkeys(
            (
                life.RETURN,
                life.SCHEDULE,
                life.UNSCHEDULE,
                life.POSTPONE,
                life.REFER_BACK,
                life.IMPLEMENT,
                life.COMPLETE,
                life.CLOSE,
            ),
            OFFICE,
        ),
        **dict.fromkeys((life.ADOPT, life.REJECT), CHAIR),
    },
)


@implementer(IDuties)
@adapter(IProposal)
class ProposalDuties:
    """Who must act on a proposal; decisions add what the chair has to confirm."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal

    def __call__(self) -> Iterator[Duty]:
        state = api.content.get_state(self.proposal)
        group = (members_group(api.content.get_uuid(committee_of(self.proposal))),)
        if state == life.DRAFT:
            yield Duty(group, "write", self._due(state))
        elif state == life.IN_CONSULTATION:
            yield Duty(group, "discuss", self._due(state))
        elif state == life.SUBMITTED:
            yield Duty((OFFICE_GROUP,), "schedule", self._due(state))
        elif state == life.SCHEDULED:
            item = scheduling.item_of(self.proposal)
            day = meeting_of(item).last_day if item is not None else None
            yield Duty((OFFICE_GROUP,), "record", day)
        elif state == life.ADOPTED:
            yield Duty((OFFICE_GROUP,), "mandate", self._due(state))
        elif state == life.IN_IMPLEMENTATION:
            yield Duty((OFFICE_GROUP,), "implement")
        if state in (life.IN_CONSULTATION, life.SUBMITTED):
            for one in opinions.asked(self.proposal):
                if one.answer is None:
                    who = (bodies.acting_for(one.token),)
                    yield Duty(who, "opinion", one.until, ends=one.until)

    def _due(self, state: str) -> date:
        return since(self.proposal) + timedelta(days=days(f"proposal_{state}"))
