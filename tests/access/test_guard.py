"""No parameter brings a public address to fail, and none makes it work without bound."""

from tests.access.malformed import addresses
from tests.access.malformed import PAGES
from tests.access.malformed import questions
from tests.access.malformed import SERVICES
from urllib.parse import quote

import json
import pytest


#: A part of the table at each address keeps the run short; over all addresses nearly all is tried.
EVERY = 40
JSON = {"Content-Type": "application/json"}


def failures(session, urls, **kwargs) -> list[str]:
    """Addresses that answer neither with a page nor with the asker's mistake."""
    answers = [(url, session.get(url, allow_redirects=False, **kwargs)) for url in urls]
    return [f"{answer.status_code} {url}" for url, answer in answers if answer.status_code >= 500]


class TestMalformed:
    @pytest.mark.parametrize("number,service", list(enumerate(SERVICES)))
    def test_services(self, served_world, visitor, number, service):
        some = list(addresses())[number::EVERY]
        assert not failures(visitor, (f"/{service or 'akteure'}?{query}" for query in some))

    @pytest.mark.parametrize("number,page", list(enumerate(PAGES)))
    def test_pages(self, served_world, session, number, page):
        some = list(addresses())[number :: 2 * EVERY]
        visitor = session(accept="text/html")
        assert not failures(visitor, (f"/{page}?{query}" for query in some))

    def test_questions_in_rows(self, served_world, visitor):
        some = [*list(questions())[:30], *list(questions())[30::25]]
        bad = [
            question
            for question in some
            if visitor.post("/@querystring-search", data=question, headers=JSON).status_code >= 500
        ]
        assert not bad

    def test_questions_in_rows_as_a_parameter(self, served_world, visitor):
        some = list(questions())[:30]
        assert not failures(visitor, (f"/@querystring-search?query={quote(q)}" for q in some))


@pytest.mark.parametrize(
    "query,name",
    [
        ("@search?b_size=abc", "b_size"),
        ("@search?b_start=-1", "b_start"),
        ("@search?path.depth=x", "path.depth"),
        ("@search?sort_on=nonsense", "sort_on"),
        ("@search?sort_order=sideways", "sort_order"),
        ("@search?created.query=tomorrowish", "created.query"),
        ("@search?Subject.operator=xor", "Subject.query"),
        ("@search?SearchableText=" + "x" * 201, "SearchableText"),
        ("@search?b_size:int=x", "b_size"),
        ("@search?summary_serializer_metadata=x", "summary_serializer_metadata"),
        ("akteure?include_items=maybe", "include_items"),
        ("akteure?version=latest", "version"),
        ("@navigation?expand.navigation.depth=deep", "expand.navigation.depth"),
        ("@contextnavigation?expand.contextnavigation.topLevel=x", "topLevel"),
    ],
)
def test_refusal_names_the_parameter(served_world, visitor, query, name):
    answer = visitor.get(f"/{query}")
    assert answer.status_code == 400
    assert name in answer.json()["message"]


@pytest.mark.parametrize("name", ["Creator", "allowedRolesAndUsers", "commentators"])
class TestPersonalIndexes:
    def test_search(self, served_world, visitor, name):
        assert visitor.get(f"/@search?{name}=admin").status_code == 400
        assert visitor.get(f"/@search?{name}.not=admin").status_code == 400

    def test_sorting(self, served_world, visitor, name):
        assert visitor.get(f"/@search?sort_on={name}").status_code == 400

    def test_page(self, served_world, session, name):
        assert session(accept="text/html").get(f"/@@search?{name}=admin").status_code == 400

    def test_rows(self, served_world, visitor, name):
        row = {"i": name, "o": "plone.app.querystring.operation.selection.any", "v": ["admin"]}
        answer = visitor.post("/@querystring-search", json={"query": [row]})
        assert answer.status_code == 400


class TestMaxima:
    def test_visitors_are_brought_down(self, served_world, visitor):
        answer = visitor.get("/@search?b_size=1&sort_on=path").json()
        assert answer["items_total"] > 1
        assert len(answer["items"]) == 1
        assert visitor.get("/@search?b_size=99999999").status_code == 200

    def test_depth(self, served_world, visitor):
        answer = visitor.get("/@search?path.depth=999999999").json()
        assert answer["items_total"] == visitor.get("/@search?path.depth=10").json()["items_total"]

    def test_all_terms(self, served_world, visitor):
        answer = visitor.get("/@vocabularies/kim.categories?b_size=-1").json()
        assert len(answer["items"]) == answer["items_total"]


class TestUsable:
    """What clients mean is still answered."""

    @pytest.mark.parametrize(
        "query",
        [
            "SearchableText=published-programme OR programme",
            "SearchableText=progr*",
            "SearchableText=(",
            "SearchableText=und",
            "portal_type=Programme&portal_type=Actor",
            "portal_type:list=Programme",
            "created.query=2000-01-01&created.range=min",
            "created.query:record:date=2000-01-01&created.range:record=min",
            "path.query=/programme&path.depth=1",
            "sort_on=sortable_title&sort_order=descending",
            "metadata_fields=_all",
            "unknown=1",
        ],
    )
    def test_search(self, served_world, visitor, query):
        assert visitor.get(f"/@search?{query}").status_code == 200

    def test_search_finds(self, served_world, visitor):
        found = visitor.get("/@search?portal_type=Programme&getId=programme").json()["items"]
        assert [item["title"] for item in found] == ["programme"]

    def test_rows(self, served_world, visitor):
        rows = [
            {
                "i": "portal_type",
                "o": "plone.app.querystring.operation.selection.any",
                "v": ["Programme"],
            },
            {"i": "path", "o": "plone.app.querystring.operation.string.absolutePath", "v": "/"},
        ]
        question = {"query": rows, "sort_on": "modified", "sort_order": "descending"}
        answer = visitor.post("/@querystring-search", json=question)
        assert "programme" in [item["title"] for item in answer.json()["items"]]
        answer = visitor.get(f"/@querystring-search?query={quote(json.dumps(question))}")
        assert "programme" in [item["title"] for item in answer.json()["items"]]

    def test_page(self, served_world, session):
        visitor = session(accept="text/html")
        answer = visitor.get(
            "/@@search?SearchableText=programme&created.query:record:list:date=1970-01-02"
            "&created.range:record=min&sort_on=Date&portal_type:list=Programme"
        )
        assert answer.status_code == 200
        assert "programme" in answer.text

    def test_the_office_may_ask_who_made_something(self, served_world, session):
        answer = session("Manager").get("/@search?Creator=nobody")
        assert answer.status_code == 200


class TestForms:
    """A form's typed fields fail the same way, in the address or in the body."""

    def test_body(self, served_world, visitor):
        answer = visitor.post("/@@search", data={"b_size:int": "x"})
        assert answer.status_code == 400

    def test_body_stays_readable(self, served_world, session):
        visitor = session(accept="text/html")
        answer = visitor.post("/@@search", data={"SearchableText:string": "programme"})
        assert answer.status_code == 200
        assert "programme" in answer.text

    def test_page(self, served_world, session):
        answer = session(accept="text/html").get("/?x:int=abc")
        assert answer.status_code == 400
        assert "<html" in answer.text


@pytest.mark.parametrize("sent", ["Basic /v8=", "Basic dXNlcg==", "Basic ä", "Basic", "Basic ="])
@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_credentials_that_are_none(served_world, session, sent, accept):
    """Whoever sends them is a visitor, as with a wrong password."""
    headers = {"Authorization": sent.encode()}
    assert session(accept=accept).get("/programme", headers=headers).status_code == 200
