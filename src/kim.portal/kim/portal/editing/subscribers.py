"""Who may edit an entry from when it is made until it is removed; who its working copy."""

from kim.portal.directory.actor import IActor
from kim.portal.editing import editors
from kim.portal.editing.changes import PREFIX
from plone.app.iterate.interfaces import ICheckoutEvent
from plone.app.iterate.interfaces import IWorkingCopy
from plone.dexterity.interfaces import IDexterityContent
from zope.container.interfaces import IContainerModifiedEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def made(content: IDexterityContent, event: IObjectAddedEvent) -> None:
    """Rights come from groups: whoever makes an entry is not its owner."""
    roles = {
        principal: [role for role in roles if role != "Owner"]
        for principal, roles in (getattr(content, "__ac_local_roles__", None) or {}).items()
    }
    content.__ac_local_roles__ = {principal: kept for principal, kept in roles.items() if kept}
    content.reindexObjectSecurity()


def actor_added(actor: IActor, event: IObjectAddedEvent) -> None:
    """A new actor gets its group; a working copy keeps its original's."""
    if not actor.getId().startswith(PREFIX):
        editors.open_group(actor)


def actor_modified(actor: IActor, event: IObjectModifiedEvent) -> None:
    """Trust and name may have changed; that an offer came or went is no change of either."""
    if IWorkingCopy.providedBy(actor) or IContainerModifiedEvent.providedBy(event):
        return
    editors.grant(actor)
    editors.rename_group(actor)


def actor_removed(actor: IActor, event: IObjectRemovedEvent) -> None:
    """The group goes with its actor, nothing is done where the actor only moves."""
    if event.newParent is None:
        editors.close_group(actor)


def checked_out(original: IDexterityContent, event: ICheckoutEvent) -> None:
    """Whoever may edit the original may edit its working copy, and nobody else."""
    working_copy = event.working_copy
    working_copy.__ac_local_roles__ = dict(getattr(original, "__ac_local_roles__", None) or {})
    working_copy.reindexObjectSecurity()
