"""Decisions among what is tracked: they wait for nobody; confirming them waits for the chair."""

from collections.abc import Iterator
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.groups import chair_group
from kim.portal.committees.seat import committee_of
from kim.portal.decisions import life
from kim.portal.decisions import recording
from kim.portal.proposals import life as proposal_life
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.theme.marks import local_zone
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import IDuties
from kim.portal.tracking.kinds import Kind
from kim.portal.tracking.settings import days
from plone import api
from zope.component import adapter
from zope.interface import implementer


DECISIONS = Kind(
    "Decision",
    _("kind_decision", default="Decision"),
    _("kind_decisions", default="Decisions"),
    30,
    states={
        life.RECORDED: _("decision_recorded", default="Recorded"),
        life.PUBLISHED: _("decision_published", default="Published"),
    },
    open=(),
    todo={},
    steps={life.PUBLISH: _("step_publish_decision", default="Published")},
    actors={life.PUBLISH: _("actor_office", default="Coordinating office")},
)


@implementer(IDuties)
@adapter(IProposal)
class ConfirmingDuty:
    """Once the office has recorded what was decided on a proposal, the chair confirms it."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal

    def __call__(self) -> Iterator[Duty]:
        if api.content.get_state(self.proposal) != proposal_life.SCHEDULED:
            return
        item = scheduling.item_of(self.proposal)
        if item is not None and recording.waits(item):
            day = recording.recorded(item).when.astimezone(local_zone(api.portal.get())).date()
            group = chair_group(api.content.get_uuid(committee_of(item)))
            due = day + timedelta(days=days("decision_confirm"))
            yield Duty((group,), "confirm", due, instead="record")
