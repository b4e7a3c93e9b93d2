"""An account that is deleted takes along what it chose and what is kept for it."""

from kim.portal.notifications import keeping
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from zope.component.hooks import getSite


def person_deleted(event: IPrincipalDeletedEvent) -> None:
    if getSite() is not None:
        keeping.choose_at_once(event.object)
        keeping.forget(event.object)
