"""Loading records that become content: one class that every room's content loaders build on."""

from datetime import date
from datetime import time
from kim.portal.county import publication
from kim.portal.county import terms
from kim.portal.county.loading import ICountyDataLoader
from kim.portal.county.records import DESCRIPTION
from kim.portal.county.records import ID
from kim.portal.county.records import records
from kim.portal.county.records import references
from kim.portal.county.records import SOURCE
from kim.portal.county.records import SOURCES
from kim.portal.county.records import TITLE
from kim.portal.county.settings import PREFIX
from persistent.list import PersistentList
from plone import api
from plone.dexterity.content import DexterityContent
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any
from zope.interface import implementer
from zope.lifecycleevent import modified


@implementer(ICountyDataLoader)
class ContentLoader:
    """Loads records of one file as published content of one type into one folder.

    A room sets the class attributes and `values`: from a record to the fields' values.
    """

    order: int
    schema: dict[str, Any]
    portal_type: str
    folder: str

    def entries(self, data: Any) -> list[dict[str, Any]]:
        return data

    def find(self, entry: dict[str, Any]) -> DexterityContent | None:
        return find(self.portal_type, entry["id"])

    def state(self, found: DexterityContent, entry: dict[str, Any]) -> dict[str, Any]:
        return {name: plain(getattr(found, name, None)) for name in self._all_values(entry)}

    def write(self, found: DexterityContent | None, entry: dict[str, Any]) -> DexterityContent:
        values = self._all_values(entry)
        if found is None:
            return self._create(entry, values)
        for name, value in values.items():
            setattr(found, name, value)
        modified(found)
        return found

    def container(self, entry: dict[str, Any]) -> DexterityContent:
        return api.portal.get()[self.folder]

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError

    def _all_values(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": entry["title"],
            "description": entry.get("description", ""),
            "external_id": entry["id"],
            "sections": sections(entry),
            "sources": [
                f"{fact}: {register}" for fact, register in entry.get("sources", {}).items()
            ],
            **self.values(entry),
        }

    def _create(self, entry: dict[str, Any], values: dict[str, Any]) -> DexterityContent:
        content = createContent(self.portal_type, id=entry["id"], **values)
        content = addContentToContainer(self.container(entry), content, checkConstraints=False)
        publication.publish(content)
        return content


class CountyLoader:
    """``county.yaml`` → the county's settings."""

    order = 0
    schema = {
        "type": "object",
        "properties": {
            "id": ID,
            "title": TITLE,
            "land": {"type": "string", "pattern": "^[A-Z]{2}$"},
            "ags": {"type": "string", "pattern": r"^\d{5}$"},
            "languages": {
                "type": "array",
                "items": {"type": "string", "pattern": "^[a-z]{2}$"},
                "minItems": 1,
            },
            "concept": {
                "type": "object",
                "properties": {"title": TITLE, "date": {"type": "string", "format": "date"}},
                "required": ["title"],
                "additionalProperties": False,
            },
            "contact": {"type": "string", "refers": "actors"},
            "source": SOURCE,
            "sources": SOURCES,
        },
        "required": ["id", "title", "source"],
        "additionalProperties": False,
    }

    def entries(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        return [data]

    def find(self, entry: dict[str, Any]) -> bool | None:
        """The settings are there once a county is loaded."""
        return api.portal.get_registry_record(f"{PREFIX}.county_id", default=None) and True

    def state(self, found: Any, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            name: plain(api.portal.get_registry_record(f"{PREFIX}.{name}"))
            for name in self._values(entry)
        }

    def write(self, found: Any, entry: dict[str, Any]) -> bool:
        for name, value in self._values(entry).items():
            api.portal.set_registry_record(f"{PREFIX}.{name}", value)
        return True

    def _values(self, entry: dict[str, Any]) -> dict[str, Any]:
        concept = entry.get("concept", {})
        day = concept.get("date")
        return {
            "county_id": entry["id"],
            "title": entry["title"],
            "ags": entry.get("ags"),
            "land": entry.get("land"),
            "concept_title": concept.get("title"),
            "concept_date": date.fromisoformat(day) if day else None,
            "contact": entry.get("contact"),
        }


class TermListLoader:
    """``vocabularies.yaml`` → the term lists."""

    order = 1
    _term = {
        "type": "object",
        "properties": {
            "id": ID,
            "title": {
                "type": "object",
                "properties": {"de": TITLE},
                "required": ["de"],
                "additionalProperties": TITLE,
            },
            "source": SOURCE,
            "children": {"type": "array", "items": {"$ref": "#/$defs/term"}},
        },
        "required": ["id", "title"],
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {
            name: {"type": "array", "items": {"$ref": "#/$defs/term"}} for name in terms.TERM_LISTS
        },
        "additionalProperties": False,
        "$defs": {"term": _term},
    }

    def entries(self, data: dict[str, Any]) -> list[dict[str, Any]]:
        return [{"id": name, "terms": found} for name, found in data.items()]

    def find(self, entry: dict[str, Any]) -> Any | None:
        return terms.taxonomy(entry["id"])

    def state(self, found: Any, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            language: [
                (term.id, term.title, term.parent) for term in terms.terms(entry["id"], language)
            ]
            for language in sorted(found.data)
        }

    def write(self, found: Any | None, entry: dict[str, Any]) -> Any:
        terms.replace(entry["id"], entry["terms"])
        return terms.taxonomy(entry["id"])


class MunicipalityLoader(ContentLoader):
    """``municipalities.yaml``"""

    order = 2
    portal_type = "Municipality"
    folder = "kommunen"
    schema = records(
        {
            "title": TITLE,
            "description": DESCRIPTION,
            "text": {"type": "string"},
            "kind": {"enum": ["stadt", "gemeinde"]},
            "ags": {"type": "string", "pattern": r"^\d{8}$"},
            "neighbours": references("municipalities"),
            "map": {
                "type": "object",
                "properties": {
                    "column": {"type": "integer", "minimum": 0, "maximum": 30},
                    "row": {"type": "integer", "minimum": 0, "maximum": 30},
                },
                "required": ["column", "row"],
                "additionalProperties": False,
            },
            "latitude": {"type": "number", "minimum": -90, "maximum": 90},
            "longitude": {"type": "number", "minimum": -180, "maximum": 180},
            "own_foreigners_authority": {"type": "boolean"},
            "own_youth_office": {"type": "boolean"},
            "own_integration_council": {"type": "boolean"},
        },
        required=("title", "kind"),
    )

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        place = entry.get("map", {})
        return {
            "kind": entry["kind"],
            "ags": entry.get("ags"),
            "text": entry.get("text"),
            "neighbours": entry.get("neighbours", []),
            "map_column": place.get("column"),
            "map_row": place.get("row"),
            "latitude": entry.get("latitude"),
            "longitude": entry.get("longitude"),
            "own_foreigners_authority": answer(entry, "own_foreigners_authority"),
            "own_youth_office": answer(entry, "own_youth_office"),
            "own_integration_council": answer(entry, "own_integration_council"),
        }


def find(portal_type: str, external_id: str) -> DexterityContent | None:
    """The content of this type with this external id, whoever may see it; None if there is none."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type=portal_type, external_id=external_id)
    return brains[0]._unrestrictedGetObject() if brains else None


def sections(entry: dict[str, Any]) -> list[str]:
    """A record's ``source`` as a list."""
    source = entry["source"]
    return [source] if isinstance(source, str) else list(source)


def answer(entry: dict[str, Any], name: str) -> str:
    """true, false or left out → yes, no, unknown."""
    return {True: "yes", False: "no", None: "unknown"}[entry.get(name)]


def plain(value: Any) -> Any:
    """A field's value as JSON would hold it, so that digests compare."""
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple | PersistentList):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
