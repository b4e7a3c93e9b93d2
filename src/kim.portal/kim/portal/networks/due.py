"""When a network met last and when it is due again.

Nothing is claimed but what follows from a rhythm that is stated as a number and a day that somebody
has entered. The public does not learn when a network met.
"""

from collections.abc import Iterator
from datetime import date
from kim.portal import _
from kim.portal.county import publication
from kim.portal.county.rhythm import due_on
from kim.portal.directory import listing
from kim.portal.networks.network import Network
from kim.portal.theme.marks import local_date
from plone import api
from zope.lifecycleevent import modified


SEES = "kim.portal: View Last Meeting"


class NotYet(ValueError):
    """A meeting that is still to come; `message` says so."""

    message = _("error_met_future", default="This day lies in the future.")


def today() -> date:
    """Today where the site is."""
    return local_date(api.portal.get())


def next_due(network: Network) -> date | None:
    """The day on which it is due; None where nobody can tell."""
    if not network.meets_every or not network.last_met_on:
        return None
    return due_on(network.last_met_on, network.meets_every, network.meets_unit)


def met(network: Network, day: date) -> None:
    """The network met on a day; an earlier one corrects what was entered.

    :raises NotYet: where the day has not come.
    """
    if day > today():
        raise NotYet(day)
    network.last_met_on = day
    modified(network)


def waiting() -> Iterator[tuple[Network, date | None]]:
    """Networks that are due, the longest first, then those of which the last day is unknown.

    Asks the networks themselves: whoever asks the catalog could find out when they met.
    """
    brains = listing.find(portal_type="Network", review_state=publication.PUBLIC_STATES).brains
    networks = [brain.getObject() for brain in brains]
    known = [(network, next_due(network)) for network in networks if network.meets_every]
    over = [(network, day) for network, day in known if day is not None and day <= today()]
    yield from sorted(over, key=lambda item: item[1])
    yield from (item for item in known if item[1] is None)
