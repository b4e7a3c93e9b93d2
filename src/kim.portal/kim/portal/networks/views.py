"""Pages of networks: one, the list, what an actor's page shows."""

from datetime import date
from kim.portal.county.days import spoken
from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.county.panels import rendered
from kim.portal.county.rhythm import in_words
from kim.portal.directory import listing
from kim.portal.directory.lists import EntryList
from kim.portal.editing.permissions import may
from kim.portal.editing.permissions import MODIFY
from kim.portal.networks import due
from kim.portal.networks.network import INTERNAL
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
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

    @property
    def rhythm(self) -> str | None:
        """The number in words, where there are no others."""
        words = in_words(self.context.meets_every, self.context.meets_unit)
        return self.say(words) if words else None

    # For those who log in: when it met, and when it is due. `MetView` has more to say.

    problem = ""

    @property
    def sees_meetings(self) -> bool:
        return may(due.SEES, self.context)

    @property
    def may_enter(self) -> bool:
        """Whoever may edit it enters when it met; a proposed change has no meetings."""
        return may(MODIFY, self.context) and not IWorkingCopy.providedBy(self.context)

    @property
    def last_met(self) -> str:
        return self._spoken(self.context.last_met_on)

    @property
    def next_due(self) -> dict[str, Any] | None:
        day = due.next_due(self.context)
        return {"day": self._spoken(day), "over": day <= due.today()} if day else None

    @property
    def day(self) -> str:
        """What the form begins with."""
        return due.today().isoformat()

    def _spoken(self, day: date | None) -> str:
        return spoken(day, due.today(), api.portal.get_current_language()) if day else ""


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
