"""County data of committees and their seats. Functions, never names."""

from datetime import date
from kim.portal.committees import seats
from kim.portal.committees.committee import LEVELS
from kim.portal.committees.seat import committee_of
from kim.portal.county.entries import ContentLoader
from kim.portal.county.entries import find
from kim.portal.county.entries import plain
from kim.portal.county.records import DESCRIPTION
from kim.portal.county.records import ID
from kim.portal.county.records import records
from kim.portal.county.records import reference
from kim.portal.county.records import references
from kim.portal.county.records import TEXT
from kim.portal.county.records import TITLE
from kim.portal.county.rhythm import loaded
from kim.portal.county.rhythm import MEETS_EVERY
from kim.portal.directory.loaders import LINE
from kim.portal.directory.loaders import rows
from kim.portal.directory.loaders import uid
from kim.portal.directory.loaders import uids
from plone import api
from plone.dexterity.content import DexterityContent
from typing import Any
from zope.lifecycleevent import modified


DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
LINES = {"type": "array", "items": LINE}


class CommitteeLoader(ContentLoader):
    """``committees.yaml``: each committee, then its seats."""

    order = 11
    portal_type = "Committee"
    folder = "gremien"
    schema = records(
        {
            "title": TITLE,
            "level": {"enum": [level for level, _title in LEVELS]},
            "description": DESCRIPTION,
            "text": TEXT,
            "tasks": LINES,
            "topics": references("topics"),
            "rhythm": {"type": "string", "maxLength": 200},
            "meets_every": MEETS_EVERY,
            "office": reference("actors"),
            "possible_actors": LINES,
            "candidates": references("actors"),
            "constituted_on": DAY,
            "ends_on": DAY,
            "seats": rows(
                {
                    "id": ID,
                    "function": TITLE,
                    "remark": DESCRIPTION,
                    "sender": reference("actors"),
                    "represents": references("actors"),
                    "voting": {"type": "boolean"},
                    "chairs": {"enum": ["chair", "deputy"]},
                    "valid_from": DAY,
                    "valid_to": DAY,
                },
                ("id", "function"),
            ),
        },
        required=("title", "level"),
    )

    def __init__(self) -> None:
        self._seats = SeatLoader()

    def entries(self, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A seat is an entry of its own: ``steering/county-director``."""
        found = []
        for record in data:
            found.append({name: value for name, value in record.items() if name != "seats"})
            begins = record.get("constituted_on")
            found.extend(
                {
                    **({"valid_from": begins} if begins else {}),
                    **seat,
                    "id": f"{record['id']}/{seat['id']}",
                    "committee": record["id"],
                }
                for seat in record.get("seats", [])
            )
        return found

    def find(self, entry: dict[str, Any]) -> DexterityContent | None:
        return self._seats.find(entry) if "committee" in entry else super().find(entry)

    def state(self, found: DexterityContent, entry: dict[str, Any]) -> dict[str, Any]:
        if "committee" in entry:
            return self._seats.state(found, entry)
        return super().state(found, entry)

    def write(self, found: DexterityContent | None, entry: dict[str, Any]) -> DexterityContent:
        if "committee" in entry:
            return self._seats.write(found, entry)
        return super().write(found, entry)

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "level": entry["level"],
            "tasks": entry.get("tasks", []),
            "topics": entry.get("topics", []),
            **loaded(entry),
            "office": uid(entry.get("office")),
            "possible_actors": entry.get("possible_actors", []),
            "candidates": uids(entry.get("candidates", [])),
            "constituted_on": day(entry, "constituted_on"),
            "ends_on": day(entry, "ends_on"),
            "text": entry.get("text"),
        }


class SeatLoader:
    """A seat of ``committees.yaml``: function and organisations; no file says who holds it."""

    def find(self, entry: dict[str, Any]) -> DexterityContent | None:
        return find("Seat", entry["id"])

    def state(self, found: DexterityContent, entry: dict[str, Any]) -> dict[str, Any]:
        values = {name: plain(getattr(found, name, None)) for name in self._values(entry)}
        role = entry.get("chairs")
        return {**values, "chairs": role and self._leads(found, role)}

    def write(self, found: DexterityContent | None, entry: dict[str, Any]) -> DexterityContent:
        committee = find("Committee", entry["committee"])
        values = self._values(entry)
        if found is None:
            name = entry["id"].rpartition("/")[2]
            found = seats.add(committee, id=name, **values)
        else:
            for name, value in values.items():
                setattr(found, name, value)
            modified(found)
        role = entry.get("chairs")
        if role:
            setattr(committee, role, api.content.get_uuid(found))
            modified(committee)
        return found

    def _leads(self, seat: DexterityContent, role: str) -> bool:
        return getattr(committee_of(seat), role) == api.content.get_uuid(seat)

    def _values(self, entry: dict[str, Any]) -> dict[str, Any]:
        values = {
            "title": entry["function"],
            "description": entry.get("remark", ""),
            "external_id": entry["id"],
            "sender": uid(entry.get("sender")),
            "represents": uids(entry.get("represents", [])),
            "voting": entry.get("voting", True),
            "valid_to": day(entry, "valid_to"),
        }
        # Where the file does not say since when, it is the day of loading.
        begins = day(entry, "valid_from")
        return {**values, "valid_from": begins} if begins else values


def day(entry: dict[str, Any], name: str) -> date | None:
    """A record's day."""
    return date.fromisoformat(entry[name]) if name in entry else None
