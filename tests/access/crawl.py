"""A visitor who looks everywhere: pages, lists, searches, feeds, vocabularies, error answers.

``leaks(session, words, paths)`` asks every address in every way it knows and says which answers
hold one of the planted words. Later rooms add their own addresses with ``extra``.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pytest_plone.fixtures.requests import RelativeSession
from urllib.parse import quote
from urllib.parse import urlencode

import gzip
import json


EXPAND = "actions,breadcrumbs,contextnavigation,inherit,navigation,navroot,types,workflow"
SERVICES = (
    "",
    "?fullobjects=1",
    "?metadata_fields=_all",
    f"?expand={EXPAND}",
    "?version=0",
    "@actions",
    "@aliases",
    "@answers",
    "@breadcrumbs",
    "@comments",
    "@contextnavigation?expand.contextnavigation.bottomLevel=5",
    "@contextnavigation?expand.contextnavigation.includeTop=1",
    "@contextnavigation?expand.contextnavigation.topLevel=0",
    "@contextnavigation?expand.contextnavigation.currentFolderOnly=1",
    "@directory?size=100",
    "@directory?sort=verified&size=100",
    "@history",
    "@inherit?expand.inherit.behaviors=plone.dublincore,plone.ownership,plone.basic,kim.coverage",
    "@linkintegrity",
    "@lock",
    "@navigation?expand.navigation.depth=5",
    "@navroot",
    "@querystring",
    "@relations",
    "@search",
    "@search?fullobjects=1",
    "@search?metadata_fields=_all&b_size=100",
    "@search?sort_on=modified&sort_order=descending",
    "@search?path.depth=-1&show_inactive=1",
    "@search?use_site_search_settings=1",
    "@sharing",
    "@sources/parent",
    "@suggest?q=he",
    "@suggest?q=dr",
    "@translations",
    "@types",
    "@users",
    "@groups",
    "@openapi",
    "@outbox",
    "@principals?search=a",
    "@vocabularies",
    "@workflow",
    "@workingcopy",
)
VIEWS = (
    "",
    "view",
    "@@answer",
    "@@antwort/x.y.z",
    "@@ajax-search",
    "@@content_status_history",
    "@@event_listing",
    "@@folder_contents",
    "@@full_view",
    "@@getSource?fieldName=parent",
    "@@getVocabulary?name=kim.actors",
    "@@getVocabulary?name=plone.app.vocabularies.Catalog",
    "@@historyview",
    "@@invite",
    "@@kim-coming",
    "@@kim-own-answer",
    "@@kim-sending",
    "@@listing_view",
    "@@member-search",
    "@@outbox",
    "@@recently_modified",
    "@@recently_published",
    "@@search",
    "suche",
    "@@sharing",
    "@@sitemap.xml.gz",
    "@@summary_view",
    "@@tabular_view",
    "@@updated_search",
    "@@zugang",
    "@@RSS",
    "@@atom.xml",
    "@@itunes.xml",
    "@@newsml.xml",
    "@@rss.xml",
    "sitemap",
    "sitemap.xml.gz",
    "contact-info",
    "Creator",
    "SearchableText",
    "listCreators",
    "no-such-page",
)
POSTED = (
    "@querystring-search",
    "@search",
)


@dataclass(frozen=True)
class Answer:
    """What came back for one way of asking."""

    asked: str
    status: int
    text: str
    headers: str = ""

    def holds(self, word: str) -> bool:
        return word in self.text.lower() or word in self.headers.lower()


def leaks(
    session: RelativeSession,
    words: Iterable[str],
    paths: Iterable[str],
    extra: Iterable[str] = (),
) -> list[str]:
    """The addresses whose answer holds a planted word, empty when all are silent.

    An answer that repeats the question would hold any word, so the words themselves are asked for
    only where the answer does not repeat them.
    """
    words = [word.lower() for word in words]
    return [
        f"{answer.status} {answer.asked}"
        for answer in answers(session, list(paths), words, extra)
        if any(map(answer.holds, words))
    ]


def answers(
    session: RelativeSession, paths: list[str], words: list[str], extra: Iterable[str]
) -> Iterator[Answer]:
    for path in paths:
        for service in SERVICES:
            yield ask(session, "GET", path, service, "application/json")
        for view in VIEWS:
            yield ask(session, "GET", path, view, "text/html")
        for name in POSTED:
            yield ask(session, "POST", path, name, "application/json", {"query": every_type()})
        question = quote(json.dumps({"query": every_type(), "b_size": 100}))
        yield ask(session, "GET", path, f"@querystring-search?query={question}", "application/json")
    yield from searches(session, words)
    yield from vocabularies(session)
    for address in extra:
        for accept in ("application/json", "text/html"):
            yield ask(session, "GET", "", address, accept)


def every_type() -> list[dict[str, object]]:
    return [
        {
            "i": "portal_type",
            "o": "plone.app.querystring.operation.selection.any",
            "v": [
                "Actor",
                "AgendaItem",
                "Committee",
                "Decision",
                "Discussion Item",
                "Document",
                "File",
                "Folder",
                "GapReport",
                "Mandate",
                "Meeting",
                "Minutes",
                "Municipality",
                "Network",
                "Offer",
                "Programme",
                "Proposal",
                "Seat",
            ],
        }
    ]


def searches(session: RelativeSession, words: list[str]) -> Iterator[Answer]:
    """Searches for the words themselves, which must find nothing."""
    for word in words:
        for index in ("SearchableText", "Title", "Description"):
            query = urlencode({index: f"{word}*", "metadata_fields": "_all", "b_size": 100})
            answer = ask(session, "GET", "", f"@search?{query}", "application/json")
            # The address of the list repeats the question.
            found = json.loads(answer.text).get("items", []) if answer.status == 200 else []
            yield Answer(answer.asked, answer.status, json.dumps(found))


def vocabularies(session: RelativeSession) -> Iterator[Answer]:
    listed = ask(session, "GET", "", "@vocabularies", "application/json")
    for vocabulary in json.loads(listed.text):
        name = vocabulary["title"]
        yield ask(session, "GET", "", f"@vocabularies/{name}?b_size=-1", "application/json")


def ask(
    session: RelativeSession,
    method: str,
    path: str,
    name: str,
    accept: str,
    data: dict[str, object] | None = None,
) -> Answer:
    address = "/".join(filter(None, (path, name)))
    response = session.request(
        method,
        f"/{address}".replace("/?", "?"),
        headers={"Accept": accept},
        json=data,
        allow_redirects=False,
    )
    content = response.content
    if content[:2] == b"\x1f\x8b":
        content = gzip.decompress(content)
    return Answer(
        f"{method} /{address} ({accept})",
        response.status_code,
        content.decode("utf-8", "replace"),
        str(response.headers),
    )
