"""An account that is deleted takes its addresses along."""

from kim.portal.calendars import addresses
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from zope.component.hooks import getSite


def person_deleted(event: IPrincipalDeletedEvent) -> None:
    if getSite() is not None:
        addresses.forget(event.object)
