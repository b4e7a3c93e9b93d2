"""What the directory shows on a municipality's page: who is responsible, what there is.

Order of the page: responsible for me · here, in the eight categories · offers here · county-wide ·
what the neighbours have where nothing is here · what has no known place.
"""

from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.county.settings import setting
from kim.portal.directory import listing
from kim.portal.directory.entries import entry
from kim.portal.directory.entries import Entry
from kim.portal.directory.responsibility import responsible
from typing import Any
from urllib.parse import urlencode


SHOWN = 8


class ResponsiblePanel(Panel):
    order = 10
    view = "kim-responsible"


class HerePanel(Panel):
    order = 20
    view = "kim-here"


class CountyWidePanel(Panel):
    order = 30
    view = "kim-county-wide"


class Responsible(Page):
    """Who is responsible for me, even if they sit elsewhere; unknown is said, with whom to ask."""

    def duties(self) -> list[dict[str, Any]]:
        duties = self.terms("duties")
        found = responsible(self.context.getId(), [duty.id for duty in duties])
        return [{"title": duty.title, "actors": found[duty.id]} for duty in duties]

    def contact(self) -> Any | None:
        return listing.by_external_id(setting("contact"))


class Here(Page):
    """What is here: actors in the eight categories, then offers."""

    def categories(self) -> list[dict[str, Any]]:
        """Each category with what is here; where nothing is, what the neighbours have."""
        terms = self.terms("categories")
        found = listing.by_category([t.id for t in terms], self.context.getId(), SHOWN)
        return [self._category(term.id, term.title, found[term.id]) for term in terms]

    def offers(self) -> dict[str, Any]:
        found = listing.find(SHOWN, portal_type="Offer", municipalities=self.context.getId())
        return self._cut(found, {"municipality": self.context.getId(), "type": "offer"})

    def _category(self, category: str, title: str, found: listing.Found) -> dict[str, Any]:
        here = {"category": category, "municipality": self.context.getId()}
        row = {"id": category, "title": title, "neighbours": [], **self._cut(found, here)}
        neighbours = list(self.context.neighbours or ())
        if not found.total and neighbours:
            nearby = listing.find(
                SHOWN, portal_type="Actor", category=category, municipalities=neighbours
            )
            row["neighbours"] = [entry(self, brain) for brain in nearby.brains]
        return row

    def _cut(self, found: listing.Found, parameters: dict[str, str]) -> dict[str, Any]:
        return {
            "entries": [entry(self, brain) for brain in found.brains],
            "total": found.total,
            "more": found.more,
            "all": f"{self.portal_url}/akteure?{urlencode(parameters)}",
        }


class CountyWide(Page):
    """What exists county-wide, and what exists nobody told where."""

    def categories(self) -> list[dict[str, Any]]:
        rows = []
        for term in self.terms("categories"):
            found = listing.county_wide(SHOWN, portal_type="Actor", category=term.id)
            if found.total:
                parameters = urlencode({"category": term.id, "municipality": "county"})
                rows.append(
                    {
                        "title": term.title,
                        "entries": self._entries(found),
                        "more": found.more,
                        "all": f"{self.portal_url}/akteure?{parameters}",
                    }
                )
        return rows

    def offers(self) -> dict[str, Any]:
        found = listing.county_wide(SHOWN, portal_type="Offer")
        return {
            "entries": self._entries(found),
            "more": found.more,
            "all": f"{self.portal_url}/akteure?type=offer&municipality=county",
        }

    def unknown(self) -> int:
        """How many entries have no known place."""
        return listing.place_unknown(0).total

    def _entries(self, found: listing.Found) -> list[Entry]:
        return [entry(self, brain) for brain in found.brains]
