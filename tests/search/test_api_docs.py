"""The examples of docs/api.md: what is asked there is answered so, over the made-up county."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import json
import pytest
import re


DOCUMENT = Path(__file__).parent.parent.parent / "docs/api.md"
BLOCK = re.compile(r"^```(http|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
METHODS = ("GET", "POST", "PATCH", "DELETE", "OPTIONS")
ADDRESS = "http://localhost/plone"
ANYTHING = "…"


@dataclass(frozen=True)
class Example:
    """A request and what is expected: JSON, or a status with headers."""

    request: str
    kind: str
    expected: str


def examples() -> Iterator[Example]:
    request = None
    for kind, text in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")):
        if kind == "http" and text.startswith(METHODS):
            assert request is None, f"without an answer: {request}"
            request = text
        else:
            assert request is not None, f"without a request: {text}"
            yield Example(request, kind, text)
            request = None


def parsed(text: str) -> tuple[str, dict[str, str], str]:
    """First line, headers, body."""
    head, _, body = text.partition("\n\n")
    first, *lines = head.strip().splitlines()
    return first, dict(line.split(": ", 1) for line in lines), body


def fits(expected: Any, found: Any) -> bool:
    """Whether an answer is as the example says; ``…`` stands for anything, any number of times."""
    if expected == ANYTHING:
        return True
    if isinstance(expected, dict):
        names = expected.keys() - {ANYTHING}
        return (
            isinstance(found, dict)
            and (ANYTHING in expected or names == found.keys())
            and all(name in found and fits(expected[name], found[name]) for name in names)
        )
    if isinstance(expected, list):
        return isinstance(found, list) and fit_in_order(expected, found)
    return type(expected) is type(found) and expected == found


def fit_in_order(expected: list[Any], found: list[Any]) -> bool:
    if not expected:
        return not found
    if expected[0] == ANYTHING:
        return any(fit_in_order(expected[1:], found[n:]) for n in range(len(found) + 1))
    return bool(found) and fits(expected[0], found[0]) and fit_in_order(expected[1:], found[1:])


class TestExamples:
    @pytest.mark.parametrize("example", list(examples()), ids=lambda each: each.request.split()[1])
    def test_is_answered_so(self, client, example):
        line, headers, body = parsed(example.request)
        method, path = line.split()
        if "If-None-Match" in headers:
            headers["If-None-Match"] = client.get(path).headers["ETag"]
        answer = client.request(method, path, headers=headers, data=body or None)
        if example.kind == "http":
            status, wanted, _ = parsed(example.expected)
            assert answer.status_code == int(status)
            assert {name: answer.headers[name] for name in wanted} == wanted
        else:
            found = json.loads(answer.text.replace(client._base_url.rstrip("/"), ADDRESS))
            assert fits(json.loads(example.expected), found), json.dumps(found, indent=2)


class TestDocument:
    def test_has_examples(self):
        assert len(list(examples())) >= 8

    @pytest.mark.parametrize("name", ["@directory", "@suggest", "@openapi"])
    def test_names_the_services(self, name):
        assert f"`GET /{name}`" in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "expected,found,result",
    [
        ({"a": 1}, {"a": 1}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "…": "…"}, {"a": 1, "b": 2}, True),
        ({"a": 1, "…": "…"}, {"b": 2}, False),
        ({"a": "…"}, {"a": [1]}, True),
        ([1, "…"], [1, 2, 3], True),
        (["…", 2, "…"], [1, 2, 3], True),
        (["…", 4], [1, 2, 3], False),
        ([], [1], False),
        (1, True, False),
    ],
)
def test_what_fits(expected, found, result):
    assert fits(expected, found) is result
