"""What may not happen to a decision, by whatever way; the folder of the committee that decides."""

from Acquisition import aq_base
from kim.portal import _
from kim.portal.committees.committee import ICommittee
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions.decision import IDecision
from kim.portal.decisions.standing import grant
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.subscribers import refused
from OFS.interfaces import IObjectWillBeMovedEvent
from plone.base.interfaces import IPloneSiteRoot
from Products.DCWorkflow.interfaces import IAfterTransitionEvent
from zope.annotation.interfaces import IAnnotations
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def committee_added(committee: ICommittee, event: IObjectAddedEvent) -> None:
    register.furnish(committee)


def committee_modified(committee: ICommittee, event: IObjectModifiedEvent) -> None:
    """It may have become the one that decides."""
    register.furnish(committee)


def committee_copied(committee: ICommittee, event: IObjectCopiedEvent) -> None:
    """A pasted committee has decided nothing."""
    if register.DECISIONS in committee:
        committee._delOb(register.DECISIONS)
        committee.getOrdering().notifyRemoved(register.DECISIONS)


def decision_leaves(decision: IDecision, event: IObjectWillBeMovedEvent) -> None:
    """A decision goes nowhere, nor does what it stands in; the whole site may go."""
    if event.oldParent is not None and not IPloneSiteRoot.providedBy(event.object):
        raise refused(_("decision_stays", default="Decisions stay where they are, as they are."))


def decision_copied(decision: IDecision, event: IObjectCopiedEvent) -> None:
    """A committee is copied without what it decided."""
    if aq_base(event.object) is aq_base(decision):
        raise refused(_("decision_no_copy", default="Decisions are not copied."))


def item_copied(item: IAgendaItem, event: IObjectCopiedEvent) -> None:
    """On a pasted item nothing was decided."""
    IAnnotations(item).pop(recording.KEY, None)


def item_leaves(item: IAgendaItem, event: IObjectWillBeMovedEvent) -> None:
    """What goes before its meeting begins waits for nobody; the whole site may go."""
    if event.newParent is None and not IPloneSiteRoot.providedBy(event.object):
        recording.forget(item)


def item_concealed(item: IAgendaItem, event: IAfterTransitionEvent) -> None:
    """What was decided on it is no more open than the item."""
    found = recording.recorded(item)
    if event.transition is None or found is None or not found.decision:
        return
    decision = recording.decision_by_uid(item, found.decision)
    if decision is not None:
        grant(decision)
