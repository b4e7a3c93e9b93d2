"""What the directory shows on a municipality's page: who is responsible, what there is.

Order of the page: responsible for me · here, in the eight categories · offers here · county-wide ·
what the neighbours have where nothing is here · what has no known place.
"""

from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.page import Page
from kim.portal.county.panels import Panel
from kim.portal.county.settings import setting
from kim.portal.county.terms import Term
from kim.portal.directory import listing
from kim.portal.directory.entries import Entry
from kim.portal.directory.entries import entry
from kim.portal.directory.responsibility import responsible
from kim.portal.theme.marks import cached_by_mark
from kim.portal.theme.visitor import is_visitor
from plone import api
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from urllib.parse import urlencode


SHOWN = 8
NEARBY = 4


def actors_county_wide(page: Page) -> dict[str, listing.Found]:
    """What serves the whole county, by category; asked once a page."""
    return page.once("county-wide", lambda: listing.by_category(SHOWN, municipalities=COUNTY_WIDE))


class ResponsiblePanel(Panel):
    order = 10
    view = "kim-responsible"


class HerePanel(Panel):
    order = 20
    view = "kim-here"


class CountyWidePanel(Panel):
    order = 30

    def render(self) -> str:
        """The same on every municipality's page: made once for all visitors, until a change."""
        site = api.portal.get()
        if not is_visitor():
            return site.restrictedTraverse("@@kim-county-wide")()
        return _for_visitors(site, api.portal.get_current_language(), site.absolute_url())


@cached_by_mark
def _for_visitors(site: PloneSite, language: str, address: str) -> str:
    return site.restrictedTraverse("@@kim-county-wide")()


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
        here = listing.by_category(SHOWN, municipalities=self.context.getId())
        neighbours = list(self.context.neighbours or ())
        terms = self.terms("categories")
        county_wide = actors_county_wide(self)
        nothing_here = [term.id for term in terms if term.id not in here]
        nearby = {}
        if neighbours and nothing_here:
            nearby = listing.by_category(NEARBY, municipalities=neighbours, category=nothing_here)
        return [
            {**self._category(term, here, nearby), "county_wide": term.id in county_wide}
            for term in terms
        ]

    def offers(self) -> dict[str, Any]:
        found = listing.find(SHOWN, portal_type="Offer", municipalities=self.context.getId())
        return self._cut(found, {"municipality": self.context.getId(), "type": "offer"})

    def _category(
        self, term: Term, here: dict[str, listing.Found], nearby: dict[str, listing.Found]
    ) -> dict[str, Any]:
        found = here.get(term.id, listing.NOTHING)
        near = nearby.get(term.id, listing.NOTHING)
        parameters = {"category": term.id, "municipality": self.context.getId()}
        return {
            "title": term.title,
            "neighbours": [entry(self, brain) for brain in near.brains],
            **self._cut(found, parameters),
        }

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
        found = actors_county_wide(self)
        return [
            {
                "title": term.title,
                "entries": self._entries(found[term.id]),
                "more": found[term.id].more,
                "all": self._address({"category": term.id}),
            }
            for term in self.terms("categories")
            if term.id in found
        ]

    def offers(self) -> dict[str, Any]:
        found = listing.find(SHOWN, portal_type="Offer", municipalities=COUNTY_WIDE)
        return {
            "entries": self._entries(found),
            "more": found.more,
            "all": self._address({"type": "offer"}),
        }

    def unknown(self) -> int:
        """How many entries have no known place."""
        return listing.place_unknown(0).total

    def _entries(self, found: listing.Found) -> list[Entry]:
        return [entry(self, brain) for brain in found.brains]

    def _address(self, parameters: dict[str, str]) -> str:
        query = urlencode({**parameters, "municipality": COUNTY_WIDE})
        return f"{self.portal_url}/akteure?{query}"
