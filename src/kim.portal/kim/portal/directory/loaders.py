"""County data of the directory: actors, responsibilities, offers, programmes."""

from datetime import time
from kim.portal.county.entries import ContentLoader
from kim.portal.county.entries import find
from kim.portal.county.entries import plain
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.loading import ICountyDataLoader
from kim.portal.county.records import DESCRIPTION
from kim.portal.county.records import records
from kim.portal.county.records import reference
from kim.portal.county.records import references
from kim.portal.county.records import TEXT
from kim.portal.county.records import TITLE
from kim.portal.directory.coverage import LISTED
from kim.portal.directory.offer import UNKNOWN
from kim.portal.directory.times import DAYS
from plone import api
from plone.dexterity.content import DexterityContent
from typing import Any
from zope.interface import implementer
from zope.lifecycleevent import modified


LINE = {"type": "string", "minLength": 1, "maxLength": 300}
AGE = {"type": "integer", "minimum": 0, "maximum": 120}
CLOCK = {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
WEBSITE = {"type": "string", "pattern": "^https?://[^ ]+$"}


def rows(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    """The schema of a list of small mappings."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(required),
            "additionalProperties": False,
        },
    }


ADDRESS = {
    "label": LINE,
    "street": LINE,
    "postal_code": {"type": "string", "pattern": r"^(?!00)\d{5}$"},
    "city": LINE,
    "latitude": {"type": "number", "minimum": -90, "maximum": 90},
    "longitude": {"type": "number", "minimum": -180, "maximum": 180},
}
CONTACT = {"function": LINE, "phone": LINE, "email": LINE, "note": LINE}
SLOT = {"day": {"enum": list(DAYS)}, "opens": CLOCK, "closes": CLOCK, "note": LINE}
COVERAGE = {
    "coverage": {"enum": [LISTED, COUNTY_WIDE, "unknown"]},
    "municipalities": references("municipalities"),
}
# A list of municipalities goes with "listed" and with nothing else.
COVERAGE_RULE = {
    "if": {"properties": {"coverage": {"const": LISTED}}, "required": ["coverage"]},
    "then": {"required": ["municipalities"], "properties": {"municipalities": {"minItems": 1}}},
    "else": {"properties": {"municipalities": {"maxItems": 0}}},
}
AUDIENCE = {
    "topics": references("topics"),
    "phases": references("phases"),
    "target_groups": references("target_groups"),
    "residence_statuses": references("residence_statuses"),
    "legal_areas": references("legal_areas"),
    "age_from": AGE,
    "age_to": AGE,
}


def complete(row: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """A row with every column of its schema, None where nothing is said."""
    return {name: row.get(name) for name in names}


def slots(entry: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Time slots with real times."""
    return [
        complete(row, SLOT)
        | {
            "opens": time.fromisoformat(row["opens"]),
            "closes": time.fromisoformat(row["closes"]),
        }
        for row in entry.get(name, [])
    ]


def uid(external_id: str | None) -> str | None:
    """The UID of a loaded actor."""
    actor = find("Actor", external_id) if external_id else None
    return api.content.get_uuid(actor) if actor is not None else None


def uids(external_ids: list[str]) -> list[str]:
    """The UIDs of loaded actors; one that was removed in the site is left out."""
    return [found for found in map(uid, external_ids) if found]


class ActorLoader(ContentLoader):
    """``actors.yaml``; the order in the file does not matter."""

    order = 3
    portal_type = "Actor"
    folder = "akteure"
    schema = records(
        {
            "title": TITLE,
            "description": DESCRIPTION,
            "text": TEXT,
            "category": reference("categories"),
            "parent": reference("actors"),
            **COVERAGE,
            "topics": references("topics"),
            "languages": references("languages"),
            "website": WEBSITE,
            "accessibility": TEXT,
            "addresses": rows(ADDRESS),
            "contacts": rows(CONTACT),
            "opening_hours": rows(SLOT, ("day", "opens", "closes")),
        },
        required=("title", "category", "coverage"),
    )
    schema["items"] |= COVERAGE_RULE

    def entries(self, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Parents before their parts."""
        ids = {record["id"]: record for record in data}

        def depth(record: dict[str, Any]) -> int:
            above, steps = record.get("parent"), 0
            while above and steps < len(ids):
                above, steps = ids[above].get("parent"), steps + 1
            return steps

        return sorted(data, key=depth)

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "category": entry["category"],
            "parent": uid(entry.get("parent")),
            "coverage": entry["coverage"],
            "municipalities": entry.get("municipalities", []),
            "text": entry.get("text"),
            "topics": entry.get("topics", []),
            "languages": entry.get("languages", []),
            "website": entry.get("website"),
            "accessibility": entry.get("accessibility"),
            "addresses": [complete(row, ADDRESS) for row in entry.get("addresses", [])],
            "contacts": [complete(row, CONTACT) for row in entry.get("contacts", [])],
            "opening_hours": slots(entry, "opening_hours"),
        }


@implementer(ICountyDataLoader)
class ResponsibilityLoader:
    """``responsibilities.yaml``: rows on the actors."""

    order = 4
    schema = records(
        {
            "duty": reference("duties"),
            "municipality": reference("municipalities"),
            "actor": reference("actors"),
        },
        required=("duty", "municipality", "actor"),
    )

    def entries(self, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return data

    def find(self, entry: dict[str, Any]) -> dict[str, Any] | None:
        """The row for this duty and municipality on its actor."""
        actor = find("Actor", entry["actor"])
        return next((row for row in self._rows(actor) if self._same(row, entry)), None)

    def state(self, found: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
        return plain(found)

    def write(self, found: dict[str, Any] | None, entry: dict[str, Any]) -> dict[str, Any]:
        row = {
            "duty": entry["duty"],
            "municipality": entry["municipality"],
            "section": entry["source"] if isinstance(entry["source"], str) else entry["source"][0],
        }
        actor = find("Actor", entry["actor"])
        if actor is not None:
            others = [old for old in self._rows(actor) if not self._same(old, entry)]
            actor.responsibilities = [*others, row]
            modified(actor)
        return row

    def _rows(self, actor: DexterityContent | None) -> list[dict[str, Any]]:
        return list(getattr(actor, "responsibilities", None) or [])

    def _same(self, row: dict[str, Any], entry: dict[str, Any]) -> bool:
        return row["duty"] == entry["duty"] and row["municipality"] == entry["municipality"]


class OfferLoader(ContentLoader):
    """``offers.yaml``: into the actor that makes the offer."""

    order = 5
    portal_type = "Offer"
    schema = records(
        {
            "actor": reference("actors"),
            "title": TITLE,
            "description": DESCRIPTION,
            "text": TEXT,
            "plain": {"type": "string", "maxLength": 1_000},
            **COVERAGE,
            **AUDIENCE,
            "place": rows(ADDRESS)["items"],
            "times": rows(SLOT, ("day", "opens", "closes")),
            "languages": references("languages"),
            "interpretation": {"enum": ["available", "on_request", "none"]},
            "cost": {"enum": ["free", "fee"]},
            "cost_note": LINE,
            "bring": {"type": "string", "maxLength": 1_000},
            "register": {"type": "string", "maxLength": 1_000},
            "contacts": rows(CONTACT),
            "own_case_management": {"type": "boolean"},
            "website": WEBSITE,
        },
        required=("title", "actor", "coverage"),
    )
    schema["items"] |= COVERAGE_RULE

    def container(self, entry: dict[str, Any]) -> DexterityContent:
        return find("Actor", entry["actor"])

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "coverage": entry["coverage"],
            "municipalities": entry.get("municipalities", []),
            **audience(entry),
            "text": entry.get("text"),
            "plain": entry.get("plain"),
            "places": [complete(entry["place"], ADDRESS)] if entry.get("place") else [],
            "times": slots(entry, "times"),
            "languages": entry.get("languages", []),
            "interpretation": entry.get("interpretation", UNKNOWN),
            "cost": entry.get("cost", UNKNOWN),
            "cost_note": entry.get("cost_note"),
            "bring": entry.get("bring"),
            "register": entry.get("register"),
            "contacts": [complete(row, CONTACT) for row in entry.get("contacts", [])],
            "own_case_management": entry.get("own_case_management", False),
            "website": entry.get("website"),
        }


class ProgrammeLoader(ContentLoader):
    """``programmes.yaml``"""

    order = 6
    portal_type = "Programme"
    folder = "programme"
    schema = records(
        {
            "title": TITLE,
            "description": DESCRIPTION,
            "text": TEXT,
            "funding": LINE,
            "runtime": LINE,
            "target_group": {"type": "string", "maxLength": 1_000},
            "demarcation": {"type": "string", "maxLength": 5_000},
            "connection": {"type": "string", "maxLength": 5_000},
            "actors": references("actors"),
            "municipalities": references("municipalities"),
            **AUDIENCE,
        },
        required=("title",),
    )

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        listed = entry.get("municipalities", [])
        return {
            "coverage": LISTED if listed else COUNTY_WIDE,
            "municipalities": listed,
            **audience(entry),
            "text": entry.get("text"),
            "funding": entry.get("funding"),
            "runtime": entry.get("runtime"),
            "target_group": entry.get("target_group"),
            "demarcation": entry.get("demarcation"),
            "connection": entry.get("connection"),
            "actors": uids(entry.get("actors", [])),
        }


def audience(entry: dict[str, Any]) -> dict[str, Any]:
    """The fields of ICoverage's neighbour IAudience, and the topics."""
    lists = ("topics", "phases", "target_groups", "residence_statuses", "legal_areas")
    return {name: entry.get(name, []) for name in lists} | {
        "age_from": entry.get("age_from"),
        "age_to": entry.get("age_to"),
    }
