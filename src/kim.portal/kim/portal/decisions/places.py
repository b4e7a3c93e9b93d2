"""What decisions say in the rooms below: hindrances of minutes, settled results, whose turn."""

from kim.portal import _
from kim.portal.decisions import recording
from kim.portal.deliberation.subscribers import scheduled
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.minutes.places import IHindrance
from kim.portal.proposals import scheduling
from kim.portal.sessions.places import ISettled
from zope.component import adapter
from zope.interface import implementer


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
