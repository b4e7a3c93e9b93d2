"""Mandates as the catalog knows them: no list wakes one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from kim.portal.mandates import life
from kim.portal.tracking import bodies
from plone import api
from typing import Any


MOST = 200


@dataclass(frozen=True)
class Line:
    """A mandate in a list; `due` is its last day, `overdue` whether its addressee is late."""

    title: str
    url: str
    addressee: str
    state: str
    due: date | None
    overdue: bool


def find(raised: bool = False, **query: Any) -> list[Any]:
    """Brains, what is due first; of those that the reader may see unless `raised`."""
    catalog = api.portal.get_tool("portal_catalog")
    ask = catalog.unrestrictedSearchResults if raised else catalog
    found = ask(portal_type="Mandate", **query)
    return sorted(found, key=lambda brain: (brain.mandate_due or date.max, brain.getId))[:MOST]


def open_for(tokens: Iterable[str]) -> list[Any]:
    """Those that wait for one of these bodies, or that they have reported."""
    return find(mandate_addressee=list(tokens), review_state=life.OPEN)


def open_in(folder: Any) -> list[Any]:
    """Those of the decisions in a committee's register."""
    return find(path="/".join(folder.getPhysicalPath()), review_state=life.OPEN)


def line(brain: Any, day: date) -> Line:
    late = brain.review_state in life.RUNNING and brain.mandate_due < day
    title = bodies.title_of(brain.mandate_addressee)
    return Line(brain.Title, brain.getURL(), title, brain.review_state, brain.mandate_due, late)
