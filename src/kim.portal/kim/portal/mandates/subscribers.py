"""What may not happen to a mandate: it stays in its decision."""

from Acquisition import aq_base
from kim.portal import _
from kim.portal.mandates.mandate import IMandate
from kim.portal.meetings.subscribers import refused
from OFS.interfaces import IObjectWillBeMovedEvent
from plone.base.interfaces import IPloneSiteRoot
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def mandate_added(mandate: IMandate, event: IObjectAddedEvent) -> None:
    """It is given by its act, never simply added."""
    if not mandate.decision:
        raise refused(_("mandate_bare", default="Mandates are given from their decision."))


def mandate_leaves(mandate: IMandate, event: IObjectWillBeMovedEvent) -> None:
    """It is revoked, not deleted; the whole site may go."""
    if event.oldParent is not None and not IPloneSiteRoot.providedBy(event.object):
        raise refused(_("mandate_stays", default="A mandate stays; it can be revoked."))


def mandate_copied(mandate: IMandate, event: IObjectCopiedEvent) -> None:
    if aq_base(event.object) is aq_base(mandate):
        raise refused(_("mandate_no_copy", default="A mandate is not copied."))
