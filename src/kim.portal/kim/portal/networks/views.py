"""Pages of networks: one, the list, what an actor's page shows."""

from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.county.panels import rendered
from kim.portal.directory import listing
from kim.portal.directory.lists import EntryList
from kim.portal.networks.network import INTERNAL
from typing import Any


class NetworksView(EntryList):
    """The networks that the visitor may see: internal ones only after login (§ 2.3)."""

    portal_type = "Network"


class NetworkView(Page):
    """Who meets with whom about what."""

    def panels(self) -> list[str]:
        return rendered(self)

    def office(self) -> Any | None:
        found = listing.by_uid([self.context.office]) if self.context.office else []
        return found[0] if found else None

    def participants(self) -> list[Any]:
        return listing.by_uid(list(self.context.participants or ()))

    @property
    def internal(self) -> bool:
        return self.context.kind == INTERNAL


class NetworksPanel(Panel):
    """On an actor's page: the networks it takes part in."""

    order = 40
    view = "kim-networks"


class ActorNetworks(Page):
    """Networks that an actor takes part in or runs."""

    def networks(self) -> list[Any]:
        uid = self.context.UID()
        found = {
            brain.UID: brain
            for query in ({"participants": uid}, {"office": uid})
            for brain in listing.find(portal_type="Network", **query).brains
        }
        return sorted(found.values(), key=lambda brain: brain.Title.lower())
