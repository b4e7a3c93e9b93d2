"""A network's kind and its workflow state agree."""

from kim.portal.committees.network import INetwork
from kim.portal.committees.network import INTERNAL as INTERNAL_KIND
from kim.portal.county import publication
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def kind_changed(network: INetwork, event: IObjectModifiedEvent) -> None:
    """A published network that becomes internal leaves the public at once, and vice versa."""
    state = api.content.get_state(network, None)
    wanted = publication.INTERNAL if network.kind == INTERNAL_KIND else publication.PUBLISHED
    if (
        state in publication.PUBLIC_STATES
        and state != wanted
        and not IWorkingCopy.providedBy(network)
    ):
        publication.publish(network)
