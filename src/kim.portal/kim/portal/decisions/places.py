"""What decisions say in the rooms below: hindrances of minutes, settled results, whose turn."""

from collections.abc import Iterator
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.groups import chair_group
from kim.portal.committees.seat import committee_of
from kim.portal.decisions import recording
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.minutes.places import IHindrance
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.subscribers import scheduled
from kim.portal.sessions.places import ISettled
from kim.portal.theme.marks import local_zone
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import IDuties
from plone import api
from zope.component import adapter
from zope.interface import implementer


#: Days that the chair has to confirm.
DAYS = 7


@implementer(IHindrance)
@adapter(IMeeting)
def unconfirmed(meeting: Meeting) -> str | None:
    """What the office recorded and the chair has not confirmed."""
    found = recording.waiting(meeting)
    if not found:
        return None
    return _(
        "hindrance_unconfirmed",
        default="The chair has still to confirm ${count} decisions of this meeting.",
        mapping={"count": len(found)},
    )


@implementer(IHindrance)
@adapter(IMeeting)
def undecided(meeting: Meeting) -> str | None:
    """Proposals of which nothing is recorded at all."""
    items = (scheduling.item_of(proposal) for proposal in scheduled(meeting))
    found = [item for item in items if item is not None and not recording.waits(item)]
    if not found:
        return None
    return _(
        "hindrance_undecided",
        default="${count} proposals of this meeting are neither decided, put off nor referred"
        " back.",
        mapping={"count": len(found)},
    )


@implementer(ISettled)
@adapter(IAgendaItem)
def decided(item: AgendaItem) -> str | None:
    """Result and vote of an item stand in its decision."""
    found = recording.recorded(item)
    if found is None or not found.decision:
        return None
    return _("settled_decided", default="It is decided: result and vote stand in the decision.")


@implementer(IDuties)
@adapter(IProposal)
class ScheduledDuties:
    """Of a proposal that is scheduled: the office records, then the chair confirms."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal

    def __call__(self) -> Iterator[Duty]:
        item = scheduling.item_of(self.proposal)
        if item is None or not recording.waits(item):
            day = meeting_of(item).last_day if item is not None else None
            yield Duty((OFFICE_GROUP,), "record", day)
            return
        when = recording.recorded(item).when.astimezone(local_zone(api.portal.get())).date()
        chair = chair_group(api.content.get_uuid(committee_of(item)))
        yield Duty((chair,), "confirm", when + timedelta(DAYS))
