"""The municipality's page and the list of municipalities."""

from kim.portal.county.map import draw
from kim.portal.county.map import HEIGHT
from kim.portal.county.map import Map
from kim.portal.county.map import WIDTH
from kim.portal.county.municipality import SMALLEST_FIGURE
from kim.portal.county.page import Page
from kim.portal.county.panels import rendered
from kim.portal.county.vocabularies import figure_kinds
from typing import Any


class MunicipalitiesView(Page):
    """All municipalities: a map as one way in, a list always."""

    tile_width, tile_height = WIDTH, HEIGHT

    @property
    def map(self) -> Map | None:
        return draw(self.municipality_brains)


class MunicipalityView(Page):
    """What a municipality is to the visitor; the rooms above fill in what there is."""

    def panels(self) -> list[str]:
        return rendered(self)

    def neighbours(self) -> list[Any]:
        wanted = set(self.context.neighbours or ())
        return [brain for brain in self.municipality_brains if brain.getId in wanted]

    def registers(self) -> list[str]:
        """The registers behind the entry's facts, each once."""
        rows = self.context.sources or ()
        return sorted({row.split(": ", 1)[-1] for row in rows})

    def figures(self) -> list[dict[str, Any]]:
        """Newest first; a number that is too small to tell says so."""
        kinds = {term.value: term.title for term in figure_kinds(None)}
        rows = sorted(
            self.context.figures or (), key=lambda row: row["reference_date"], reverse=True
        )
        return [
            {
                "kind": kinds.get(row["kind"], row["kind"]),
                "detail": row.get("detail"),
                "date": self.date(row["reference_date"]),
                "value": row["value"],
                "source": row["source"],
            }
            for row in rows
        ]

    smallest = SMALLEST_FIGURE
