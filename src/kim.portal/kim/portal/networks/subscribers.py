"""What follows from a change: a network's state from its kind."""

from kim.portal.county import publication
from kim.portal.networks.network import INetwork
from kim.portal.networks.network import INTERNAL
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from zope.lifecycleevent.interfaces import IObjectModifiedEvent


def kind_changed(network: INetwork, event: IObjectModifiedEvent) -> None:
    """A published network that becomes internal leaves the public at once, and vice versa."""
    state = api.content.get_state(network, None)
    wanted = publication.INTERNAL if network.kind == INTERNAL else publication.PUBLISHED
    if (
        state in publication.PUBLIC_STATES
        and state != wanted
        and not IWorkingCopy.providedBy(network)
    ):
        publication.publish(network)
