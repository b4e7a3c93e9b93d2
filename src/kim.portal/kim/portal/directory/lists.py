"""Public lists of the directory: actors by category, programmes, topics, the start page."""

from kim.portal import _
from kim.portal.county import terms
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.county.map import draw
from kim.portal.county.map import HEIGHT
from kim.portal.county.map import Map
from kim.portal.county.map import WIDTH
from kim.portal.county.page import Page
from kim.portal.directory import listing
from kim.portal.directory.batch import Batch
from kim.portal.directory.batch import page_number
from kim.portal.directory.entries import Entry
from kim.portal.directory.entries import entry
from typing import Any
from urllib.parse import urlencode


START_LEAD = _(
    "start_lead",
    default="Arriving, learning German, work, family, naturalisation: who helps, and where.",
)
PAGE_SIZE = 25
NEWEST = 6
ON_CARD = 5


class EntryList(Page):
    """A list with pages, narrowed by what stands in the address."""

    portal_type = "Programme"

    def query(self) -> dict[str, Any]:
        return {"portal_type": self.portal_type}

    def results(self) -> dict[str, Any]:
        """The entries of this page of the list and the links to the others."""
        page = page_number(self.request.form.get("page"))
        query = self.query()
        found = listing.find(PAGE_SIZE, (page - 1) * PAGE_SIZE, **query)
        return {
            "entries": [entry(self, brain) for brain in found.brains],
            "total": found.total,
            "batch": Batch(page, PAGE_SIZE, found.total, self.address(), self.parameters()),
        }

    def address(self) -> str:
        return self.context.absolute_url()

    def parameters(self) -> dict[str, str]:
        return {}

    def _parameter(self, name: str, known: dict[str, Any]) -> str | None:
        """A parameter of the address, if it names something that exists."""
        value = self.request.form.get(name)
        return value if isinstance(value, str) and value in known else None


class ActorsView(EntryList):
    """Organisations and offices (or offers) by category and place."""

    @property
    def shows_offers(self) -> bool:
        return self.request.form.get("type") == "offer"

    @property
    def category(self) -> str | None:
        return self._parameter("category", self.titles("categories"))

    @property
    def municipality(self) -> str | None:
        return self._parameter("municipality", self.places())

    def places(self) -> dict[str, str]:
        """What "where" can be: each municipality, the whole county, not known."""
        return {
            **self.municipality_names,
            COUNTY_WIDE: self.where([COUNTY_WIDE]),
            UNKNOWN_PLACE: self.where([UNKNOWN_PLACE]),
        }

    def query(self) -> dict[str, Any]:
        query = {"portal_type": "Offer" if self.shows_offers else "Actor"}
        if self.category:
            query["category"] = self.category
        if self.municipality:
            query["municipalities"] = self.municipality
        return query

    def parameters(self) -> dict[str, str]:
        chosen = {
            "type": "offer" if self.shows_offers else None,
            "category": self.category,
            "municipality": self.municipality,
        }
        return {name: value for name, value in chosen.items() if value}

    def filters(self) -> list[dict[str, Any]]:
        """Both filters as selects of a plain form."""
        categories = {term.id: term.title for term in self.terms("categories")}
        return [
            {
                "name": "category",
                "label": self.say(_("field_category", default="Category")),
                "options": categories,
                "chosen": self.category,
            },
            {
                "name": "municipality",
                "label": self.say(_("field_coverage", default="Where")),
                "options": self.places(),
                "chosen": self.municipality,
            },
        ]

    def groups(self) -> list[dict[str, Any]] | None:
        """Without a filter: the eight categories with their sizes."""
        if self.parameters():
            return None
        return [
            {
                "title": term.title,
                "url": f"{self.address()}?{urlencode({'category': term.id})}",
                "total": listing.find(0, portal_type="Actor", category=term.id).total,
            }
            for term in self.terms("categories")
        ]


class ProgrammesView(EntryList):
    """All programmes."""


class TopicsView(EntryList):
    """``/themen``: topics by field of action; ``/themen/<id>``: what there is on one of them."""

    topic: terms.Term | None = None

    @property
    def page_title(self) -> str | None:
        return self.topic.title if self.topic else None

    @property
    def page_description(self) -> str | None:
        if self.topic is None:
            return None
        return self.say(
            _(
                "topic_description",
                default="${topic}: who helps, what there is, where.",
                mapping={"topic": self.topic.title},
            )
        )

    def fields(self) -> list[dict[str, Any]]:
        """The Handlungsfelder (§ 2.1) with the topics below them and how many offers each has."""
        topics = self.terms("topics")
        return [
            {
                **self._row(field),
                "topics": [self._row(term) for term in topics if term.parent == field.id],
            }
            for field in topics
            if field.parent is None
        ]

    def subtopics(self) -> list[dict[str, Any]]:
        return [self._row(t) for t in self.terms("topics") if t.parent == self.topic.id]

    def above(self) -> terms.Term | None:
        """The field of action that the topic belongs to."""
        known = {term.id: term for term in self.terms("topics")}
        return known.get(self.topic.parent)

    def address(self) -> str:
        return f"{self.portal_url}/themen/{self.topic.id}"

    @property
    def municipality(self) -> str | None:
        return self._parameter("municipality", self.municipality_names)

    def query(self) -> dict[str, Any]:
        query = {
            "portal_type": ("Offer", "Programme"),
            "topics": terms.below(self.terms("topics"), self.topic.id),
        }
        if self.municipality:
            query["municipalities"] = [self.municipality, COUNTY_WIDE]
        return query

    def parameters(self) -> dict[str, str]:
        return {"municipality": self.municipality} if self.municipality else {}

    def actors(self) -> list[Entry]:
        """Organisations that name the topic."""
        query = {**self.query(), "portal_type": "Actor"}
        return [entry(self, brain) for brain in listing.find(PAGE_SIZE, **query).brains]

    def _row(self, term: terms.Term) -> dict[str, Any]:
        ids = terms.below(self.terms("topics"), term.id)
        return {
            "title": term.title,
            "url": f"{self.portal_url}/themen/{term.id}",
            "total": listing.find(0, portal_type=("Offer", "Programme"), topics=ids).total,
        }


class StartView(Page):
    """The start page: search, municipalities, topics, what is new."""

    tile_width, tile_height = WIDTH, HEIGHT

    @property
    def page_description(self) -> str:
        return self.say(START_LEAD)

    @property
    def map(self) -> Map | None:
        return draw(self.municipality_brains)

    def cards(self) -> list[dict[str, Any]]:
        """The fields of action, each with its first topics."""
        topics = self.terms("topics")
        return [
            {
                "title": field.title,
                "url": f"{self.portal_url}/themen/{field.id}",
                "topics": [term.title for term in topics if term.parent == field.id][:ON_CARD],
            }
            for field in topics
            if field.parent is None
        ]

    def newest(self) -> list[Entry]:
        return [entry(self, brain) for brain in listing.newest(NEWEST).brains]
