"""The description of our own services, and the services held to it by schemathesis."""

from collections.abc import Iterator
from hypothesis import assume
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import seed
from hypothesis import settings
from kim.portal.search.openapi import fixed
from lxml import etree
from schemathesis import checks
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.test_conventions import PACKAGE
from urllib.parse import parse_qsl
from urllib.parse import urlencode

import pytest
import schemathesis


#: Examples of each kind, for what everybody may ask, and for the rest, which refuses a visitor.
MANY, FEW = 30, 8
METHODS = ("get", "post", "put", "patch", "delete")
OPERATIONS = {
    operation["operationId"]: f"{method.upper()} {path}"
    for path, item in fixed()["paths"].items()
    for method, operation in item.items()
    if method in METHODS
}
SEARCH = ("directory", "suggest", "openapi")
CHECKS = [
    checks.not_a_server_error,
    *checks.CHECKS.get_by_names(
        [
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
        ]
    ),
]


@pytest.fixture
def document(client) -> dict:
    """The description as a visitor gets it."""
    answer = client.get("/@openapi")
    assert answer.headers["Content-Type"].startswith("application/json")
    return answer.json()


def services() -> set[tuple[str, str]]:
    """Method and name of every service that our ZCML registers."""
    return {
        (node.get("method"), node.get("name", ""))
        for path in PACKAGE.rglob("*.zcml")
        for node in etree.parse(path).iter("{http://namespaces.plone.org/plone}service")
    }


class TestDocument:
    def test_is_valid(self, document):
        assert document["openapi"] == "3.1.0"
        schemathesis.openapi.from_dict(document).validate()

    def test_has_every_service_of_ours_and_no_other(self):
        described = set()
        for operation in OPERATIONS.values():
            method, path = operation.split()
            names = [part for part in path.split("/") if part.startswith("@")]
            described.add((method, names[0] if names else ""))
        assert described == services()

    def test_has_the_facets_with_their_values(self, document, client):
        parameters = document["paths"]["/@directory"]["get"]["parameters"]
        described = {
            parameter["name"]: parameter["schema"]["items"].get("enum", [])
            for parameter in parameters
            if parameter.get("schema", {}).get("type") == "array"
        }
        facets = client.get("/@directory").json()["facets"]
        assert described == {
            facet["name"]: [value["value"] for value in facet["values"]] for facet in facets
        }

    def test_has_the_address_of_the_site(self, document, client):
        assert document["servers"] == [{"url": f"{client._base_url.rstrip('/')}"}]

    def test_titles_are_in_the_language_asked_for(self, client):
        found = client.get("/@openapi?set_language=en").text
        assert '"description":"Topic"' in found


def cases() -> Iterator[tuple[str, GenerationMode]]:
    """What can be asked rightly; and wrongly, where there is something to get wrong."""
    for name, operation in OPERATIONS.items():
        yield name, GenerationMode.POSITIVE
        path = operation.split()[1]
        if "{path}" in path or operation_of(name).keys() & {"parameters", "requestBody"}:
            yield name, GenerationMode.NEGATIVE


def operation_of(name: str) -> dict:
    method, path = OPERATIONS[name].split()
    return fixed()["paths"][path][method.lower()]


def is_beyond_schemas(case: schemathesis.Case) -> bool:
    """An empty value is as good as none; the distance is measured from somewhere."""
    sent = case.as_transport_kwargs(base_url="http://localhost").get("params") or {}
    values = dict(parse_qsl(urlencode(sent, doseq=True), keep_blank_values=True))
    return "" in values.values() or (values.get("sort") == "distance" and "near" not in values)


@pytest.mark.parametrize("name,mode", list(cases()), ids=lambda part: getattr(part, "value", part))
class TestServices:
    """As a visitor: no answer is an error of ours, and all are as described."""

    def test_keep_to_the_description(self, document, client, name, mode):
        operation = schemathesis.openapi.from_dict(document).find_operation_by_label(
            OPERATIONS[name]
        )
        wanted = list(CHECKS)
        if name in SEARCH:
            is_meant = mode is GenerationMode.POSITIVE
            wanted.append(positive_data_acceptance if is_meant else negative_data_rejection)

        @seed(1)
        @settings(
            max_examples=MANY if name in SEARCH else FEW,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode))
        def ask(case):
            assume(name not in SEARCH or not is_beyond_schemas(case))
            case.call_and_validate(document["servers"][0]["url"], client, checks=wanted)

        ask()
