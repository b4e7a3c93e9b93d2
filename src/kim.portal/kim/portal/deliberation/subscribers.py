"""What a meeting does to proposals on its agenda."""

from kim.portal import _
from kim.portal.deliberation import placing
from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.proposals import life
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import Proposal
from kim.portal.sessions import results
from OFS.interfaces import IObjectWillBeMovedEvent
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def meeting_changed(meeting: IMeeting, event: IAfterTransitionEvent) -> None:
    """Called off: its proposals wait again. Closed: what it put off is put off."""
    step = event.transition.id if event.transition is not None else None
    if step == meeting_life.CANCEL:
        for proposal in scheduled(meeting):
            words = _("why_meeting_cancelled", default="The meeting was called off.")
            placing.unschedule(proposal, words)
    elif step == meeting_life.CLOSE:
        for proposal in scheduled(meeting):
            found = results.result(scheduling.item_of(proposal))
            if found.outcome == results.POSTPONED:
                words = _("why_postponed", default="The meeting put it off.")
                placing.postpone_with(proposal, found.text or words)


def meeting_moved(meeting: IMeeting, event: IObjectModifiedEvent) -> None:
    """Its day may be another: then what stands on its agenda is due on that."""
    for proposal in scheduled(meeting):
        proposal.reindexObject()


def item_leaves(item: IAgendaItem, event: IObjectWillBeMovedEvent) -> None:
    """Taken off an agenda, or gone with its meeting: the proposal waits again."""
    stays = event.oldParent is None or IMeeting.providedBy(event.newParent)
    if stays or IPloneSiteRoot.providedBy(event.object):
        return
    proposal = scheduling.proposal_of(item)
    if proposal is not None and api.content.get_state(proposal) == life.SCHEDULED:
        placing.unschedule(proposal, _("why_item_gone", default="It was taken off the agenda."))


def scheduled(meeting: Meeting) -> list[Proposal]:
    """The proposals that wait for the meeting's decision."""
    found = (scheduling.proposal_of(item) for item in agenda.items(meeting))
    return [p for p in found if p is not None and api.content.get_state(p) == life.SCHEDULED]
