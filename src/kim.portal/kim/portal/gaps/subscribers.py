"""What follows from a change of a gap report."""

from Acquisition import aq_base
from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps.gap import IGapReport
from kim.portal.gaps.standing import begin
from kim.portal.meetings.subscribers import refused
from OFS.interfaces import IObjectWillBeMovedEvent
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


def gap_added(gap: IGapReport, event: IObjectAddedEvent) -> None:
    begin(gap)


def gap_leaves(gap: IGapReport, event: IObjectWillBeMovedEvent) -> None:
    """A report that was handed in stays where it is: others follow its way.

    One that nobody has answered, or that was dropped, may be deleted where rights allow, unless
    others joined it: theirs would hear nothing any more.
    """
    if event.oldParent is None or IPloneSiteRoot.providedBy(event.object):
        return
    state = api.content.get_state(gap)
    named = aq_base(event.newParent) is aq_base(event.oldParent) and state == life.DRAFT
    may_go = state in (life.DRAFT, life.REPORTED, life.DROPPED) and not gap.merged
    deleted = event.newParent is None and may_go
    if not named and not deleted:
        raise refused(_("gap_stays", default="A gap report stays where it is."))


def gap_copied(gap: IGapReport, event: IObjectCopiedEvent) -> None:
    """A copy would be a second report of the same with somebody else's way."""
    if aq_base(event.object) is aq_base(gap):
        raise refused(_("gap_no_copy", default="A gap report is not copied."))
