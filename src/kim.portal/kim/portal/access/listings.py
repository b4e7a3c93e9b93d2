"""Questions in rows of index, operation and value, as collections and listing blocks ask them."""

from collections.abc import Mapping
from DateTime.interfaces import DateTimeError
from kim.portal.access.parameters import BadParameter
from kim.portal.access.queries import checked_query
from kim.portal.access.queries import is_date_index
from kim.portal.access.queries import PERSONAL_INDEXES
from plone import api
from plone.app.querystring.queryparser import parseAndModifyFormquery
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any


MOST_ROWS = 20


def checked_rows(catalog: ZCatalog, rows: Any, personal: bool = False) -> None:
    """Raises :class:`BadParameter` unless the rows make a question that the catalog can answer."""
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise BadParameter("query", f"must be a list of at most {MOST_ROWS} rows")
    for row in rows:
        check_row(row, personal)
    if not rows:
        return
    try:
        query = parseAndModifyFormquery(api.portal.get(), rows)
    # The operations of plone.app.querystring take their values on trust.
    except (
        ArithmeticError,
        AttributeError,
        DateTimeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:
        raise BadParameter("query", "has a value that its operation cannot take") from error
    allowed = checked_query(catalog, query, personal)
    for name, value in allowed.items():
        # The rows are answered as they are: a value that would have to be converted is refused.
        # Dates convert themselves.
        if not is_date_index(catalog, name) and listed(value) != listed(query[name]):
            raise BadParameter(name, "has a value that this index cannot hold")


def listed(value: Any) -> Any:
    """Lists instead of tuples, to compare."""
    if isinstance(value, Mapping):
        return {key: listed(item) for key, item in value.items()}
    return list(value) if isinstance(value, tuple) else value


def check_row(row: Any, personal: bool) -> None:
    if not isinstance(row, Mapping) or not set(row) <= {"i", "o", "v"}:
        raise BadParameter("query", "must have rows of i, o and v")
    index, operation = row.get("i"), row.get("o")
    if not isinstance(index, str) or (index in PERSONAL_INDEXES and not personal):
        raise BadParameter("query.i", "is not an index to ask for")
    if (
        not isinstance(operation, str)
        or api.portal.get_registry_record(f"{operation}.operation", default=None) is None
    ):
        raise BadParameter("query.o", "is not an operation")
