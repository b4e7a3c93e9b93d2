"""Questions to the catalog that come from outside: what an index is asked must be of its kind.

The catalog itself answers a value of a wrong kind with an error, an endless list with patience and
the name of an author with a yes or no.
"""

from collections.abc import Callable
from collections.abc import Mapping
from DateTime import DateTime
from DateTime.interfaces import DateTimeError
from kim.portal.access.parameters import BadParameter
from kim.portal.access.parameters import Number
from kim.portal.access.parameters import OneOf
from kim.portal.access.parameters import Text
from kim.portal.access.parameters import Texts
from kim.portal.access.parameters import Truth
from kim.portal.access.parameters import whole_number
from Products.ZCatalog.ZCatalog import ZCatalog
from Products.ZCTextIndex.ParseTree import ParseError
from Products.ZCTextIndex.QueryParser import QueryParser
from typing import Any

import re


#: What an index says about persons or rights, not about content.
PERSONAL_INDEXES = frozenset(
    {
        "allowedRolesAndUsers",
        "author_name",
        "commentators",
        "Creator",
        "in_reply_to",
        "listCreators",
    }
)
#: Names that stand beside the indexes in a query.
DIRECTIVES = frozenset(
    {
        "b_size",
        "b_start",
        "fullobjects",
        "metadata_fields",
        "sort_limit",
        "sort_on",
        "sort_order",
        "use_site_search_settings",
    }
)
RANGES = OneOf(("max", "min", "min:max", "minmax"))
ORDERS = OneOf(("", "asc", "ascending", "desc", "descending", "reverse"))
OPERATORS = OneOf(("and", "or"))
OPTIONS: Mapping[str, Callable[[str, Any], Any]] = {
    "depth": Number(-1, 10),
    "level": Number(0, 20),
    "navtree": Truth(),
    "navtree_start": Number(0, 20),
    "operator": OPERATORS,
    "range": RANGES,
}
#: Values of one index in one question.
MOST_VALUES = 100
MOST_TEXT = 200


def checked_query(
    catalog: ZCatalog, query: Mapping[str, Any], personal: bool = False
) -> dict[str, Any]:
    """The query with every value in its index's type; unknown names are left out.

    ``personal``: the asker may ask who made or may see something.
    """
    indexes = catalog._catalog.indexes
    result = {}
    for name, value in query.items():
        if name in PERSONAL_INDEXES and not personal:
            raise BadParameter(name, "is not a parameter")
        if name == "sort_on":
            result[name] = sort_indexes(catalog, value, personal)
        elif name == "sort_order":
            result[name] = each(ORDERS, name, value)
        elif name in DIRECTIVES:
            result[name] = value
        elif name in indexes:
            result[name] = index_query(catalog._catalog.getIndex(name), name, value)
    return result


def sort_indexes(catalog: ZCatalog, value: Any, personal: bool) -> Any:
    """``sort_on``: one to three indexes that can sort; Plone's "relevance" is the lack of one."""
    names = Texts(3, 50)("sort_on", value)
    for name in [names] if isinstance(names, str) else names:
        if name in ("", "relevance"):
            continue
        index = catalog._catalog.indexes.get(name)
        if not hasattr(index, "documentToKeyMap") or (name in PERSONAL_INDEXES and not personal):
            raise BadParameter("sort_on", "is not an index to sort by")
    return names


def index_query(index: Any, name: str, value: Any) -> Any:
    """A value, a list of values, or a mapping of ``query`` and the options that the index knows."""
    # Both a dict and ZPublisher's record, which is no Mapping.
    if not hasattr(value, "keys"):
        return index_values(index, name, value)
    if name != "path" and not {"not", "query"} & set(value.keys()):
        raise BadParameter(f"{name}.query", "is missing")
    known = getattr(index, "query_options", None) or ()
    result = {}
    for option in list(value.keys()):
        parameter = f"{name}.{option}"
        if option not in known:
            raise BadParameter(parameter, "is not an option of this index")
        if option in ("not", "query"):
            result[option] = index_values(index, parameter, value[option])
        else:
            result[option] = OPTIONS[option](parameter, value[option])
    return result


def index_values(index: Any, name: str, value: Any) -> Any:
    if getattr(index, "meta_type", "") == "ZCTextIndex":
        return search_text(index, Text(MOST_TEXT)(name, value))
    convert = VALUES.get(getattr(index, "meta_type", ""), key_value)
    if not isinstance(value, list | tuple):
        return convert(index, name, value)
    if len(value) > MOST_VALUES:
        raise BadParameter(name, f"must not have more than {MOST_VALUES} values")
    return [convert(index, name, item) for item in value]


def search_text(index: Any, text: str) -> str:
    """The text as the index can read it: with its operators, otherwise as plain words."""
    words = " ".join(re.findall(r"\w+", text)).lower()
    for candidate in (text, words):
        try:
            QueryParser(index.getLexicon()).parseQuery(candidate)
        except (ParseError, RecursionError):
            continue
        return candidate
    # Stop words and operators only: a search for nothing finds nothing.
    return ""


def key_value(index: Any, name: str, value: Any) -> Any:
    """A scalar of the kind that the index holds already; text where it holds nothing yet."""
    if not isinstance(value, str | int | float):
        raise BadParameter(name, "must be a text or a number")
    sample = next(iter(getattr(index, "_index", None) or ()), None)
    if isinstance(sample, int) and not isinstance(value, bool):
        return whole_number(name, value)
    if isinstance(sample, str) or sample is None:
        return Text(1000)(name, str(value))
    return value


def date_value(index: Any, name: str, value: Any) -> DateTime:
    """A date within the years that a date index can hold."""
    if not isinstance(value, DateTime):
        text = Text(50)(name, value)
        try:
            value = DateTime(text)
        except (DateTimeError, OverflowError, ValueError) as error:
            raise BadParameter(name, "must be a date") from error
    if not 1 <= value.year() <= 9999:
        raise BadParameter(name, "must be a date of the calendar")
    return value


def is_date_index(catalog: ZCatalog, name: str) -> bool:
    index = catalog._catalog.indexes.get(name)
    return VALUES.get(getattr(index, "meta_type", "")) is date_value


def truth_value(index: Any, name: str, value: Any) -> Any:
    return Truth()(name, value)


def path_value(index: Any, name: str, value: Any) -> str:
    return Text(1000)(name, value)


def no_value(index: Any, name: str, value: Any) -> Any:
    raise BadParameter(name, "cannot be asked for")


VALUES: Mapping[str, Callable[[Any, str, Any], Any]] = {
    "BooleanIndex": truth_value,
    "DateIndex": date_value,
    "DateRangeIndex": date_value,
    "DateRecurringIndex": date_value,
    "ExtendedPathIndex": path_value,
    "GopipIndex": no_value,
}


def each(rule: Callable[[str, Any], Any], name: str, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [rule(name, item) for item in value[:3]]
    return rule(name, value)
