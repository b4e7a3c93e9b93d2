"""What follows from a change of a committee or a proposal."""

from Acquisition import aq_base
from kim.portal import _
from kim.portal.committees.committee import ICommittee
from kim.portal.meetings.subscribers import refused
from kim.portal.proposals import folders
from kim.portal.proposals import life
from kim.portal.proposals import versions
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.standing import grant
from OFS.interfaces import IObjectWillBeMovedEvent
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def committee_added(committee: ICommittee, event: IObjectAddedEvent) -> None:
    folders.furnish(committee)


def committee_copied(committee: ICommittee, event: IObjectCopiedEvent) -> None:
    """A pasted committee has proposed nothing."""
    if folders.PROPOSALS in committee:
        committee._delOb(folders.PROPOSALS)
        committee.getOrdering().notifyRemoved(folders.PROPOSALS)


def proposal_added(proposal: IProposal, event: IObjectAddedEvent) -> None:
    """Whoever made it keeps no right by it."""
    proposal.creators = ()
    grant(proposal)


def proposal_modified(proposal: IProposal, event: IObjectModifiedEvent) -> None:
    """Its addressee may have changed; what is submitted stays as it is, whoever changed it."""
    kept = versions.latest(proposal)
    frozen = api.content.get_state(proposal) not in (life.DRAFT, life.IN_CONSULTATION)
    if frozen and kept is not None and versions.differs(proposal, kept):
        raise refused(_("proposal_frozen", default="A submitted proposal stays as it is."))
    grant(proposal)


def proposal_leaves(proposal: IProposal, event: IObjectWillBeMovedEvent) -> None:
    """A draft that answers nothing may be deleted; otherwise a proposal stays, or is referred."""
    if event.oldParent is None or IPloneSiteRoot.providedBy(event.object):
        return
    referred = (
        event.object is proposal
        and event.newParent is not None
        and folders.IProposalFolder.providedBy(event.newParent)
        and api.content.get_state(proposal) == life.IN_CONSULTATION
    )
    empty = api.content.get_state(proposal) == life.DRAFT and not proposal.gaps
    near = event.newParent is None or aq_base(event.newParent) is aq_base(event.oldParent)
    if not referred and not (empty and near):
        raise refused(_("proposal_stays", default="A proposal stays; it can be withdrawn."))


def proposal_copied(proposal: IProposal, event: IObjectCopiedEvent) -> None:
    if aq_base(event.object) is aq_base(proposal):
        raise refused(_("proposal_no_copy", default="A proposal is not copied."))
