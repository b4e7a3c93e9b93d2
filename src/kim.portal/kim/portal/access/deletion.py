"""Deleting a folder asks for the right to delete on everything in it.

Stock Plone asks for the folder alone. What is deleted itself is not asked for here: Plone does
that where a user deletes, and code that deletes one thing (checking a working copy in) may.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from kim.portal import _
from kim.portal.interfaces import IKimLayer
from OFS.interfaces import IObjectWillBeRemovedEvent
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFCore.interfaces import IContentish
from zope.globalrequest import getRequest


def ask_for_descendant(content: IContentish, event: IObjectWillBeRemovedEvent) -> None:
    """Refuses the whole deletion. Commands act without the layer, removing the site is exempt."""
    if content is event.object or IPloneSiteRoot.providedBy(event.object):
        return
    if not IKimLayer.providedBy(getRequest()):
        return
    if not getSecurityManager().checkPermission("Delete objects", content):
        raise Unauthorized(
            _("delete_not_inside", default="It holds something that you may not delete.")
        )
