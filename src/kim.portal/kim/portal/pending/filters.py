"""What the board can be narrowed by: each filter stands in the address by its name."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.county import terms
from kim.portal.pending import asking
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.indexers import NO_DAY
from kim.portal.tracking.kinds import kind
from kim.portal.tracking.kinds import kinds
from plone import api
from typing import Any


SOON = timedelta(7)
AGES = (30, 90, 180, 365)
#: Which of them the list shows: not over, over, both.
OPEN, OVER, ALL = "open", "over", "all"


@dataclass(frozen=True)
class Filter:
    """`options`: value → its title, a message; `query` makes of a value what the catalog is asked.

    `splits`: the counts are split by it, and so never narrowed.
    """

    name: str
    title: str
    options: Mapping[str, str]
    query: Callable[[str], dict[str, Any]]
    splits: bool = False


def filters(day: date, chosen_kind: str | None = None) -> dict[str, Filter]:
    """All of them, in the order of the page; states are those of the chosen kind."""
    found = (
        _kinds(),
        _states(chosen_kind),
        _scopes(),
        _days(day),
        _ages(day),
        _resting(day),
        _office(day),
        _municipalities(),
        _topics(),
        _committees(),
    )
    return {one.name: one for one in found}


def chosen(form: Mapping[str, Any], known: Mapping[str, Filter]) -> dict[str, str]:
    """Name → value of what is asked for and exists."""
    values = ((name, form.get(name)) for name in known)
    return {
        name: value
        for name, value in values
        if isinstance(value, str) and value in known[name].options
    }


def unknown(
    form: Mapping[str, Any], known: Mapping[str, Filter], others: Iterable[str]
) -> dict[str, Any]:
    """Name → value of what is asked for and means nothing; empty values are left alone."""
    allowed = set(others)
    taken = chosen(form, known)
    return {
        name: value
        for name, value in form.items()
        if name not in allowed and name not in taken and (value or name not in known)
    }


def queries(taken: Mapping[str, str], known: Mapping[str, Filter], split: bool) -> dict[str, Any]:
    """What the catalog is asked; with `split` without what the counts are split by."""
    query: dict[str, Any] = {}
    for name, value in taken.items():
        if not (split and known[name].splits):
            query |= known[name].query(value)
    return query


def _kinds() -> Filter:
    options = {one.portal_type: one.titles for one in kinds()}
    title = _("filter_kind", default="What")
    return Filter("kind", title, options, lambda value: {"portal_type": value}, splits=True)


def _states(chosen_kind: str | None) -> Filter:
    about = kind(chosen_kind) if chosen_kind else None
    options: dict[str, str] = {}
    for one in [about] if about else kinds():
        for state, title in one.states.items():
            options.setdefault(state, title)
    title = _("filter_state", default="State")
    return Filter("state", title, options, lambda value: {"review_state": value}, splits=True)


def _scopes() -> Filter:
    options = {
        OPEN: _("scope_open", default="Under way"),
        OVER: _("scope_over", default="Over"),
        ALL: _("scope_all", default="All"),
    }
    title = _("filter_scope", default="Under way or over")
    return Filter("scope", title, options, _of_scope, splits=True)


def _of_scope(value: str) -> dict[str, Any]:
    open_ = {state for one in kinds() for state in one.open}
    over = {state for one in kinds() for state in one.states} - open_
    states = {OPEN: open_, OVER: over, ALL: open_ | over}
    return {"review_state": sorted(states[value])}


def _days(day: date) -> Filter:
    yesterday = day - timedelta(1)
    ranges = {
        "overdue": {"query": yesterday, "range": "max"},
        "soon": {"query": (day, day + SOON), "range": "min:max"},
        "later": {"query": (day + SOON + timedelta(1), NO_DAY - timedelta(1)), "range": "min:max"},
        "none": {"query": NO_DAY},
    }
    options = {
        "overdue": _("due_overdue", default="Overdue"),
        "soon": _("due_soon", default="Within a week"),
        "later": _("due_later", default="Later"),
        "none": _("due_none", default="Without a day"),
    }
    title = _("filter_due", default="Due")
    return Filter("due", title, options, lambda value: {"due_on": ranges[value]})


def _ages(day: date) -> Filter:
    def title(days: int) -> str:
        return _("age_days", default="for ${days} days or more", mapping={"days": days})

    def query(value: str) -> dict[str, Any]:
        return {"state_since": {"query": day - timedelta(int(value)), "range": "max"}}

    options = {str(days): title(days) for days in AGES}
    return Filter("age", _("filter_age", default="In its state"), options, query)


def _resting(day: date) -> Filter:
    later = (day + timedelta(1), NO_DAY - timedelta(1))
    query = {"begins_on": {"query": later, "range": "min:max"}}
    options = {"yes": _("rests_yes", default="Put off only")}
    return Filter("rests", _("filter_rests", default="Put off"), options, lambda value: query)


def _office(day: date) -> Filter:
    query = {"awaits": OFFICE_GROUP, **asking.begun(day)}
    options = {"office": _("waits_office", default="For the office")}
    return Filter("waits", _("filter_waits", default="Waits"), options, lambda value: query)


def _municipalities() -> Filter:
    options = _titles("getId", portal_type="Municipality")
    title = _("board_municipality", default="Municipality")
    return Filter("municipality", title, options, lambda value: {"municipalities": value})


def _topics() -> Filter:
    known = terms.terms("topics")

    def query(value: str) -> dict[str, Any]:
        return {"topics": terms.below(known, value)}

    title = _("filter_topic", default="Topic")
    return Filter("topic", title, {term.id: term.title for term in known}, query)


def _committees() -> Filter:
    options = _titles("UID", portal_type="Committee")
    title = _("filter_committee", default="Committee")
    return Filter("committee", title, options, lambda value: {"committee_uid": value})


def _titles(name: str, **query: Any) -> dict[str, str]:
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog(is_working_copy=False, sort_on="sortable_title", **query)
    return {getattr(brain, name): brain.Title for brain in brains}
