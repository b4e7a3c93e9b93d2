"""The directory for programs: ``@directory`` answers what the page shows, ``@suggest`` what its
field offers while somebody types.
"""

from collections.abc import Iterator
from datetime import date
from kim.portal.access.parameters import BadParameter
from kim.portal.search.answers import DIRECTORY
from kim.portal.search.answers import OpenAnswer
from kim.portal.search.answers import SUGGEST
from kim.portal.search.finding import FacetCounts
from kim.portal.search.finding import Finder
from kim.portal.search.finding import Found
from kim.portal.search.finding import Relief
from kim.portal.search.query import Query
from kim.portal.search.query import read
from kim.portal.search.suggestions import FILTER
from kim.portal.search.suggestions import Suggestion
from kim.portal.search.suggestions import suggestions
from kim.portal.words.spelling import as_written
from plone import api
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from typing import Any

import Missing


#: The parameters beside the facets.
PARAMETERS = ("q", "sort", "near", "page", "size")
#: Where people search.
PAGE = "suche"


class Directory(OpenAnswer):
    """``GET @directory``: entries, counts and what else to try, for the page's parameters."""

    name = DIRECTORY

    def reply(self) -> dict[str, Any]:
        finder = Finder(api.portal.get())
        self.check_names((*PARAMETERS, *finder.facets))
        query = read(self.request.form, finder.known, finder.places)
        return self.answer(finder.find(query))

    def answer(self, found: Found) -> dict[str, Any]:
        """What was found, as JSON has it."""
        query = found.query
        return {
            "@id": self.address(query.parameters()),
            "items_total": found.total,
            "partly": found.partly,
            "items": [item(brain) for brain in found.brains],
            "facets": [facet(counts) for counts in found.facets],
            "suggestions": {
                "corrections": list(corrections(found)),
                "missing": list(found.missing),
                "without": [self._relief(found.query, r) for r in found.reliefs if not r.kept],
                "only": [self._relief(found.query, r) for r in found.reliefs if r.kept],
            },
            "batching": self._batching(query, found.total),
        }

    def _relief(self, query: Query, relief: Relief) -> dict[str, Any]:
        left = (query.only if relief.kept else query.without)(relief.facet, relief.value)
        return {
            "@id": self.address(left.parameters()),
            "facet": relief.facet,
            "value": relief.value,
            "title": relief.title,
            "items_total": relief.total,
        }

    def _batching(self, query: Query, total: int) -> dict[str, str]:
        last = max(1, -(-total // query.size))
        pages = {"@id": query.page, "first": 1, "last": last}
        if query.page < last:
            pages["next"] = query.page + 1
        if query.page > 1:
            pages["prev"] = min(query.page - 1, last)
        return {name: self.address(query.parameters(page)) for name, page in pages.items()}


class Suggest(OpenAnswer):
    """``GET @suggest?q=…``: what to offer while somebody types."""

    name = SUGGEST

    def reply(self) -> dict[str, Any]:
        form = self.request.form
        self.check_names(("q",))
        if "q" not in form:
            raise BadParameter("q", "is missing: what has been typed so far")
        query = read(form, {}, frozenset())
        found = suggestions(Finder(api.portal.get()), query.text) if query.text else []
        return {
            "@id": self.address([("q", query.text)]),
            "items": [self._item(suggestion) for suggestion in found],
        }

    def _item(self, suggestion: Suggestion) -> dict[str, Any]:
        return {
            "text": suggestion.text,
            "kind": suggestion.kind,
            "detail": suggestion.detail,
            "count": suggestion.count,
            "url": self._url(suggestion),
        }

    def _url(self, suggestion: Suggestion) -> str:
        if suggestion.brain is not None:
            return suggestion.brain.getURL()
        chosen = {suggestion.facet: (suggestion.value,)}
        query = Query(chosen=chosen) if suggestion.kind == FILTER else Query(text=suggestion.text)
        return query.address(f"{self.context.absolute_url()}/{PAGE}")


def corrections(found: Found) -> Iterator[dict[str, str]]:
    """What words were taken for, as one writes it."""
    texts = [text for brain in found.brains for text in (brain.Title, brain.Description)]
    for typed, folded in found.corrections:
        yield {"typed": typed, "taken_for": as_written(folded, typed, texts)}


def item(brain: AbstractCatalogBrain) -> dict[str, Any]:
    """A result: what the catalog knows, and nobody's name."""
    return {
        "@id": brain.getURL(),
        "@type": brain.portal_type,
        "UID": brain.UID,
        "title": brain.Title,
        "description": brain.Description,
        "actor_title": plain(brain.actor_title),
        "category": plain(brain.category),
        "cost": plain(brain.cost),
        "languages": several(brain.spoken_languages),
        "municipalities": several(brain.municipalities),
        "topics": several(brain.topics),
        "verified_on": plain(brain.verified_on),
    }


def facet(counts: FacetCounts) -> dict[str, Any]:
    """A facet with all its values."""
    return {
        "name": counts.name,
        "title": counts.title,
        "values": [
            {
                "value": count.value,
                "title": count.title,
                "level": count.level,
                "count": count.count,
                "chosen": count.chosen,
            }
            for count in counts.values
        ],
    }


def plain(value: Any) -> str | None:
    """A column's value; None where the entry has none."""
    if value is Missing.Value or value in (None, ""):
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def several(value: Any) -> list[str]:
    """A column's values; empty where the entry has none."""
    return [] if value is Missing.Value or value is None else [str(each) for each in value]
