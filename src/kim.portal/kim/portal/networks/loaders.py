"""County data of networks."""

from kim.portal.county.entries import ContentLoader
from kim.portal.county.records import DESCRIPTION
from kim.portal.county.records import records
from kim.portal.county.records import reference
from kim.portal.county.records import references
from kim.portal.county.records import TEXT
from kim.portal.county.records import TITLE
from kim.portal.county.rhythm import loaded
from kim.portal.county.rhythm import MEETS_EVERY
from kim.portal.county.rhythm import MONTHS
from kim.portal.directory.loaders import uid
from kim.portal.directory.loaders import uids
from kim.portal.networks.network import EXTERNAL
from kim.portal.networks.network import INTERNAL
from typing import Any


class NetworkLoader(ContentLoader):
    """``networks.yaml``"""

    order = 10
    portal_type = "Network"
    folder = "netzwerke"
    # Sites of version 1002 were loaded without them.
    added = {"meets_every": None, "meets_unit": MONTHS}
    schema = records(
        {
            "title": TITLE,
            "kind": {"enum": [INTERNAL, EXTERNAL]},
            "description": DESCRIPTION,
            "text": TEXT,
            "rhythm": {"type": "string", "maxLength": 200},
            "meets_every": MEETS_EVERY,
            "office": reference("actors"),
            "participants": references("actors"),
            "under_construction": {"type": "boolean"},
        },
        required=("title", "kind"),
    )

    def values(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {
            "kind": entry["kind"],
            **loaded(entry),
            "office": uid(entry.get("office")),
            "participants": uids(entry.get("participants", [])),
            "under_construction": entry.get("under_construction", False),
            "text": entry.get("text"),
        }
