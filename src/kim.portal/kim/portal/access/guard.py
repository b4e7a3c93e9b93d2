"""The one place where a request's parameters are looked at before anything is done with them.

Stock Plone hands them to the code that answers, which meets a wrong type with an error page and a
large number with work. Here they are typed, brought down to their maximum for visitors, or refused
with a 400 that names the parameter.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from DateTime.interfaces import DateTimeError
from io import BytesIO
from io import UnsupportedOperation
from kim.portal.access.authorship import may_see_authors
from kim.portal.access.errors import mark
from kim.portal.access.errors import refused
from kim.portal.access.listings import checked_rows
from kim.portal.access.parameters import BadParameter
from kim.portal.access.parameters import checked
from kim.portal.access.queries import checked_query
from kim.portal.access.queries import DIRECTIVES
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.rest.interfaces import IAPIRequest
from plone.restapi.search.utils import unflatten_dotted_dict
from typing import Any
from urllib.parse import parse_qsl
from zope.traversing.interfaces import IBeforeTraverseEvent
from ZPublisher.Converters import get_converter
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubStart

import json


#: The services and views that turn the parameters into a question to the catalog.
CATALOG_SERVICES = frozenset({"@search"})
CATALOG_VIEWS = frozenset(
    {"ajax-search", "event_listing", "search", "search_rss", "updated_search"}
)
ROW_SERVICES = frozenset({"@querystring-search"})
#: The most that a question in JSON may measure, in characters.
MOST_JSON = 20_000
MOST_FORM = 1_000_000
UNTYPABLE = "kim.portal.untypable"


def drop_untypable(event: IPubStart) -> None:
    """Takes ``name:int=x`` out before ZPublisher fails on it, and remembers it for a refusal.

    Likewise a JSON body that is none, which is read while the site is still being traversed.

    At this point there is neither a site nor an error page; the whole input goes, since the
    request will be refused as soon as both are known.
    """
    request = event.request
    name = untypable_field(request) or untypable_body(request)
    if name is not None:
        request.environ["QUERY_STRING"] = ""
        request.environ["CONTENT_LENGTH"] = "0"
        request.stdin = BytesIO()
        request.set(UNTYPABLE, name)


def drop_unreadable_credentials(event: IPubStart) -> None:
    """Takes out a password that is no text: nobody has it, and any address would fail on it."""
    try:
        event.request._authUserPW()
    except ValueError:
        event.request._auth = None


def untypable_field(request: HTTPRequest) -> str | None:
    for name, value in typed_fields(request):
        field, *types = name.split(":")
        for converter in filter(None, map(get_converter, types)):
            try:
                converter(value)
            except (DateTimeError, OverflowError, ValueError):
                return field
    return None


def untypable_body(request: HTTPRequest) -> str | None:
    if not request.environ.get("CONTENT_TYPE", "").startswith("application/json"):
        return None
    body = peeked_body(request)
    if len(body) >= MOST_FORM or not body:
        return None
    try:
        data = json.loads(body)
        # Halves of characters, which JSON can spell, are no text: no page could show them.
        json.dumps(data, ensure_ascii=False).encode()
    except (RecursionError, ValueError):
        return "body"
    return None if isinstance(data, dict) else "body"


def typed_fields(request: HTTPRequest) -> Iterator[tuple[str, str]]:
    """Names with a type and their values, from the address and from a small form's body."""
    sources = [request.environ.get("QUERY_STRING", "")]
    if request.environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        sources.append(peeked_body(request))
    for source in sources:
        if ":" in source or "%3a" in source.lower():
            for name, value in parse_qsl(source, keep_blank_values=True, errors="replace"):
                if ":" in name:
                    yield name, value


def peeked_body(request: HTTPRequest) -> str:
    """The body, left in place for ZPublisher."""
    body = request.stdin
    try:
        place = body.tell()
        content = body.read(MOST_FORM)
        body.seek(place)
    except (AttributeError, UnsupportedOperation):
        return ""
    return content.decode("latin-1")


def check_types(site: IPloneSiteRoot, event: IBeforeTraverseEvent) -> None:
    """Types alone, before any view is made: some read the form as soon as they are."""
    request = event.request
    mark(request)
    if request.get(UNTYPABLE) is not None:
        raise refused(BadParameter(request[UNTYPABLE], "has not the type that is sent with it"))
    if IKimLayer.providedBy(request) and request.form:
        with refusals():
            list(checked(request.form, IAPIRequest.providedBy(request)))


def check_parameters(event: IPubAfterTraversal) -> None:
    """Everything else, when view and user are known."""
    request = event.request
    if not IKimLayer.providedBy(request):
        return
    is_api = IAPIRequest.providedBy(request)
    name = published_name(request)
    with refusals():
        if request.form:
            check_form(request.form, name, is_api)
        if is_api and request.get("BODY"):
            check_body(request, name)


@contextmanager
def refusals() -> Iterator[None]:
    """Refused parameters become a 400."""
    try:
        yield
    except BadParameter as error:
        raise refused(error) from error


def published_name(request: HTTPRequest) -> str:
    """``@search`` for the service, ``search`` for the view."""
    name = getattr(request.get("PUBLISHED"), "__name__", "") or ""
    return name[name.index("@") :] if "@" in name else name


def check_form(form: dict[str, Any], name: str, is_api: bool) -> None:
    """Replaces what has to be replaced in the form; only visitors are brought down to maxima."""
    visitor = api.user.is_anonymous()
    for key, value in list(checked(form, is_api)):
        if visitor:
            form[key] = value
    if name in CATALOG_SERVICES:
        check_catalog_form(form, nested=True)
    elif name in CATALOG_VIEWS:
        check_catalog_form(form, nested=False)
    elif name in ROW_SERVICES and "query" in form:
        form["query"] = json.dumps(checked_json(form["query"], name))


def check_catalog_form(form: dict[str, Any], nested: bool) -> None:
    """``nested``: plone.restapi's dotted names; it also hands every name to the catalog."""
    catalog = api.portal.get_tool("portal_catalog")
    personal = may_see_authors(api.portal.get())
    if not nested:
        query = checked_query(catalog, form, personal)
        form.update(query)
        if "created" in form:
            form["created"] = single_date(form["created"])
        return
    query = checked_query(catalog, unflatten_dotted_dict(form), personal)
    if isinstance(query.get("SearchableText"), dict):
        raise BadParameter("SearchableText", "must be one text")
    for key, value in query.items():
        if isinstance(value, dict) and key != "path" and "query" not in value:
            raise BadParameter(f"{key}.query", "is missing")
    for key in list(form):
        if key.partition(".")[0] not in query:
            del form[key]
    for key, value in query.items():
        # What came in dots stays in dots; its parts have been looked at.
        if key in form and key not in DIRECTIVES:
            form[key] = value


def single_date(created: Any) -> Any:
    """The search page compares one date, which forms may send as a list of one."""
    value = created["query"] if isinstance(created, dict) else created
    if isinstance(value, list):
        if len(value) != 1:
            raise BadParameter("created", "must be one date")
        value = value[0]
    return created | {"query": value} if isinstance(created, dict) else value


def check_body(request: HTTPRequest, name: str) -> None:
    """A visitor's question in JSON; what members write into content is not looked at here."""
    if name in ROW_SERVICES:
        request["BODY"] = json.dumps(checked_json(request["BODY"], name)).encode()
    elif request.method in ("GET", "HEAD") and api.user.is_anonymous():
        # Nobody reads a GET's body but the code that looks for a page size in it.
        request["BODY"] = b""


def checked_json(text: str | bytes, name: str) -> dict[str, Any]:
    data = parsed_json(text)
    visitor = api.user.is_anonymous()
    for key, value in list(checked(data, api=True)):
        if visitor:
            data[key] = value
    catalog = api.portal.get_tool("portal_catalog")
    personal = may_see_authors(api.portal.get())
    # Sorting by nothing is what plone.restapi's clients send as null.
    sorting = {key: data[key] for key in ("sort_on", "sort_order") if data.get(key)}
    data.update(checked_query(catalog, sorting, personal))
    if "query" in data:
        checked_rows(catalog, data["query"], personal)
    return data


def parsed_json(text: str | bytes) -> dict[str, Any]:
    if not isinstance(text, str | bytes) or len(text) > MOST_JSON:
        raise BadParameter("query", f"must be JSON of at most {MOST_JSON} characters")
    try:
        data = json.loads(text or "{}")
    except (RecursionError, ValueError) as error:
        raise BadParameter("query", "is not JSON") from error
    if not isinstance(data, dict):
        raise BadParameter("query", "must be a JSON object")
    return data
