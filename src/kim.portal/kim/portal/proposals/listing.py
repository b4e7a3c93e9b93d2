"""A committee's proposals from the catalog, as their reader may see them."""

from datetime import date
from kim.portal.proposals import folders
from kim.portal.proposals import life
from plone import api
from typing import Any


def under_way(committee: Any) -> list[Any]:
    """What is due first comes first."""
    return sorted(find(committee, life.OPEN), key=lambda brain: brain.due_on or date.max)


def find(committee: Any, states: tuple[str, ...], **query: Any) -> list[Any]:
    """Brains of a committee's proposals in these states that the reader may see."""
    path = "/".join((*committee.getPhysicalPath(), folders.PROPOSALS))
    catalog = api.portal.get_tool("portal_catalog")
    return list(
        catalog(
            portal_type="Proposal",
            path={"query": path, "depth": 1},
            review_state=states,
            **query,
        )
    )
