"""What follows from a change: folders of a committee, agenda of a new meeting, what may not go."""

from Acquisition import aq_base
from kim.portal import _
from kim.portal.committees.committee import ICommittee
from kim.portal.meetings import folders
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings import sources
from kim.portal.meetings.item import CASE
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.item import STORED
from kim.portal.meetings.meeting import IMeeting
from OFS.interfaces import IObjectClonedEvent
from OFS.interfaces import IObjectWillBeMovedEvent
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zExceptions import BadRequest
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


CASE_TITLE = _("case_title", default="Single case")


def committee_added(committee: ICommittee, event: IObjectAddedEvent) -> None:
    folders.furnish(committee)


def meeting_added(meeting: IMeeting, event: IObjectAddedEvent) -> None:
    """Whoever made it keeps no right by it; its agenda begins to fill."""
    meeting.__ac_local_roles__ = {}
    planning.begin(meeting)


def meeting_modified(meeting: IMeeting, event: IObjectModifiedEvent) -> None:
    """Who takes the minutes may have changed."""
    meeting.reindexObjectSecurity()


def committee_copied(committee: ICommittee, event: IObjectCopiedEvent) -> None:
    """A pasted committee has met never: its folders are made anew."""
    for name in (folders.MEETINGS, folders.TOPICS):
        if name in committee:
            committee._delOb(name)
            committee.getOrdering().notifyRemoved(name)


def item_copied(item: IAgendaItem, event: IObjectCopiedEvent) -> None:
    """A pasted copy is a new item: it was never put off and comes from nowhere.

    What it is a copy of tells whether it is confidential; `item_cloned` makes it so.
    """
    item.carried, item.origin = 0, None
    original = event.original
    if IAgendaItem.providedBy(original) and life.is_confidential(original):
        item.concealed_before = True


def item_cloned(item: IAgendaItem, event: IObjectClonedEvent) -> None:
    """A pasted copy of a confidential item is confidential, whoever pasted it."""
    if aq_base(item).__dict__.pop("concealed_before", False):
        item._p_changed = True
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(obj=item, transition=life.CONCEAL)


def item_changed(item: IAgendaItem, event: IObjectModifiedEvent) -> None:
    """Of a single case nothing is stored, not even what was typed as its title."""
    item.__ac_local_roles__ = {}
    if item.kind == CASE:
        item.title = sources.said(CASE_TITLE)
        for name in STORED:
            setattr(item, name, None)


def meeting_leaves(meeting: IMeeting, event: IObjectWillBeMovedEvent) -> None:
    """A meeting that was sent is cancelled, not deleted or renamed; none goes elsewhere.

    What stood on the agenda of one that is deleted waits again. The whole site may go.
    """
    if event.oldParent is None or IPloneSiteRoot.providedBy(event.object):
        return
    goes = event.newParent is not None and event.object is meeting
    elsewhere = goes and aq_base(event.newParent) is not aq_base(event.oldParent)
    if elsewhere or life.state(meeting) != life.PLANNED:
        raise refused(
            _(
                "meeting_stays",
                default="People have been invited to this meeting: it can be cancelled, but it "
                "stays here.",
            )
        )
    if event.object is meeting and event.newParent is None:
        planning.give_back(meeting)


def item_leaves(item: IAgendaItem, event: IObjectWillBeMovedEvent) -> None:
    """What was on the agenda of a meeting that has begun stays there."""
    if event.object is not item or event.oldParent is None:
        return
    meeting = meeting_of(item)
    if meeting is not None and life.state(meeting) not in (life.PLANNED, life.INVITED):
        raise refused(_("item_stays", default="The meeting has begun: its agenda stays as it is."))


def refused(message: str) -> BadRequest:
    return BadRequest(translate(message, context=getRequest()))
