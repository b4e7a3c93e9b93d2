"""Values that no client means, for every parameter of the public services and pages."""

from collections.abc import Iterator
from urllib.parse import quote

import json


VALUES = (
    "",
    "abc",
    "-1",
    "-99",
    "0",
    "1e9",
    "1.5",
    "99999999999999999999999999",
    "None",
    "ü%00",
    "x" * 300,
    "2026-13-45",
    "[]",
    "{}",
    '"',
    "*",
    "AND",
    "((",
    "../..",
    "/",
)
NUMBERS = (
    "b_size",
    "b_start",
    "page",
    "perPage",
    "sort_limit",
    "limit",
    "max",
    "version",
    "path.depth",
    "path.level",
    "path.navtree_start",
    "expand.navigation.depth",
    "expand.contextnavigation.bottomLevel",
    "expand.contextnavigation.topLevel",
)
NAMES = (
    *NUMBERS,
    "Creator",
    "Date",
    "Description",
    "SearchableText",
    "SearchableText.query",
    "Subject",
    "Subject.operator",
    "Title",
    "UID",
    "UID.not",
    "allowedRolesAndUsers",
    "allowedRolesAndUsers.not",
    "categories",
    "cmf_uid",
    "created",
    "created.query",
    "created.range",
    "effectiveRange",
    "end",
    "exclude_from_nav",
    "expand",
    "expand.contextnavigation.currentFolderOnly",
    "expand.contextnavigation.includeTop",
    "expand.contextnavigation.root_path",
    "expand.inherit.behaviors",
    "fullobjects",
    "getObjPositionInParent",
    "include_items",
    "is_folderish",
    "is_working_copy",
    "metadata_fields",
    "municipalities",
    "nonsense",
    "nonsense.query",
    "object_provides",
    "path",
    "path.query",
    "path.operator",
    "path_operator",
    "path.navtree",
    "portal_type",
    "portal_type.range",
    "relation",
    "review_state",
    "show_inactive",
    "sort_on",
    "sort_order",
    "source",
    "start",
    "summary_serializer_metadata",
    "target",
    "title",
    "token",
    "tokens",
    "total_comments",
    "uids",
    "use_site_search_settings",
    "verified_on",
)
#: {0} is the name of the parameter, {1} its value.
SHAPES = (
    "{0}={1}",
    "{0}={1}&{0}={1}",
    "{0}:int={1}",
    "{0}:list={1}",
    "{0}:date={1}",
    "{0}:json={1}",
    "{0}.query:record={1}",
    "{0}.range:record={1}",
    "{0}.x:records={1}",
)
SERVICES = (
    "@search",
    "",
    "@navigation",
    "@contextnavigation",
    "@vocabularies/kim.categories",
    "@inherit",
    "@actions",
    "@directory",
    "@suggest",
)
PAGES = (
    "@@search",
    "suche",
    "@@updated_search",
    "@@ajax-search",
    "@@search_rss",
    "@@RSS",
    "@@rss.xml",
    "@@listing_view",
    "@@event_listing",
    "@@recently_published",
    "sitemap",
    "",
)
ROWS = (
    None,
    "",
    "abc",
    5,
    [],
    [None],
    ["x"],
    [[]],
    [{}],
    [{"i": "portal_type"}],
    [{"o": "plone.app.querystring.operation.selection.any"}],
    [{"i": "portal_type", "o": "nonsense", "v": "x"}],
    [{"i": "portal_type", "o": None, "v": "x"}],
    [{"i": ["portal_type"], "o": "plone.app.querystring.operation.selection.any", "v": "x"}],
    [{"i": "Creator", "o": "plone.app.querystring.operation.selection.any", "v": ["admin"]}],
    [{"i": "portal_type", "o": "plone.app.querystring.operation.selection.any", "v": "x"}] * 50,
    {"i": "portal_type"},
)
OPERATIONS = (
    "boolean.isFalse",
    "boolean.isTrue",
    "date.afterRelativeDate",
    "date.afterToday",
    "date.beforeRelativeDate",
    "date.beforeToday",
    "date.between",
    "date.largerThan",
    "date.largerThanRelativeDate",
    "date.lessThan",
    "date.lessThanRelativeDate",
    "date.today",
    "int.is",
    "int.largerThan",
    "int.lessThan",
    "list.contains",
    "reference.is",
    "selection.all",
    "selection.any",
    "selection.none",
    "string.absolutePath",
    "string.contains",
    "string.currentUser",
    "string.is",
    "string.isNot",
    "string.navigationPath",
    "string.relativePath",
    "string.showInactive",
)
INDEXES = (
    "Creator",
    "SearchableText",
    "Subject",
    "UID",
    "allowedRolesAndUsers",
    "created",
    "effectiveRange",
    "end",
    "getObjPositionInParent",
    "is_folderish",
    "nonsense",
    "path",
    "portal_type",
    "total_comments",
)
ROW_VALUES = (
    None,
    "",
    "abc",
    "1" * 400,
    -1,
    10**30,
    1.5,
    True,
    [],
    [None],
    [{}],
    ["a", 1, None],
    ["2026-01-01", "x"],
    {},
    {"query": "x"},
    "::99999999999",
    "a" * 3000,
    ["x"] * 500,
)
DIRECTIVES = (
    {"b_size": "x"},
    {"b_size": -5},
    {"b_size": 10**30},
    {"b_size": [1]},
    {"b_start": {}},
    {"b_start": None},
    {"limit": "x"},
    {"limit": -3},
    {"sort_on": 5},
    {"sort_on": "nonsense"},
    {"sort_on": ["Title"]},
    {"sort_on": "Creator"},
    {"sort_order": 5},
    {"sort_order": {}},
    {"fullobjects": "maybe"},
    {"fullobjects": {}},
    {"metadata_fields": 5},
    {"metadata_fields": {"a": 1}},
    {"metadata_fields": [[1]]},
    {"metadata_fields": ["x" * 500] * 100},
)


def addresses() -> Iterator[str]:
    """Query strings, each with one malformed parameter."""
    for name in NAMES:
        for value in VALUES:
            yield SHAPES[0].format(name, quote(value, safe="%"))
        for shape in SHAPES[1:]:
            for value in ("", "abc", "-1", "5", "99999999999999999999999999"):
                yield shape.format(quote(name), value)


def questions() -> Iterator[object]:
    """Bodies of ``@querystring-search``."""
    yield from ("", "[", "[]", "5", "null", "[" * 19_000, '"x"')
    for rows in ROWS:
        yield json.dumps({"query": rows})
    for operation in OPERATIONS:
        for index in INDEXES:
            for value in ROW_VALUES:
                row = {"i": index, "o": f"plone.app.querystring.operation.{operation}", "v": value}
                yield json.dumps({"query": [row]})
    good = [{"i": "portal_type", "o": "plone.app.querystring.operation.selection.any", "v": ["x"]}]
    for directive in DIRECTIVES:
        yield json.dumps({"query": good} | directive)
