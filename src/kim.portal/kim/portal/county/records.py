"""County data files: read with line numbers, checked as a whole before anything is written.

The format is described in ``docs/county-data.md``. Nothing here knows Plone: a file is a list of
records (``county.yaml`` and ``vocabularies.yaml`` are mappings), a schema is JSON Schema with one
keyword of our own, ``refers``: the value is the id of a record in another file or of a term in a
term list.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from jsonschema import Draft202012Validator
from jsonschema import ValidationError
from jsonschema.validators import extend
from pathlib import Path
from typing import Any

import yaml


DATA = Path(__file__).parent / "data"
ID = {"type": "string", "pattern": r"^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100}

Ids = Mapping[str, set[str]]


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong with a county data file, and where; lines count from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class CountyDataError(ValueError):
    """The county data are refused; `problems` lists every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class _Loader(yaml.SafeLoader):
    """YAML as written: dates stay text, so that one schema tells what is a date."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Document:
    """One parsed file; `node` keeps where every value stands."""

    file: str
    data: Any
    node: yaml.Node

    def line(self, path: tuple[str | int, ...]) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        node = self.node
        for step in path:
            inner = _inside(node, step)
            if inner is None:
                break
            node = inner
        return node.start_mark.line + 1


def data_sets() -> list[str]:
    """The county data sets that the package brings, by folder name."""
    return sorted(path.parent.name for path in DATA.glob("*/county.yaml"))


def read(folder: Path) -> dict[str, Document]:
    """Parse all files of a county, by file name without ending.

    :raises CountyDataError: where there is no county, a file is no UTF-8 or no YAML, or a key
        stands twice.
    """
    if not (folder / "county.yaml").is_file():
        raise CountyDataError([Problem(str(folder), 1, "there is no county.yaml here")])
    documents, problems = {}, []
    for path in sorted(folder.glob("*.yaml")):
        try:
            documents[path.stem] = _parse(path)
        except UnicodeDecodeError:
            problems.append(Problem(path.name, 1, "the file is not UTF-8 text"))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            problems.append(
                Problem(path.name, mark.line + 1 if mark else 1, error.problem or str(error))
            )
        except yaml.YAMLError as error:
            problems.append(Problem(path.name, 1, str(error)))
    for document in documents.values():
        problems.extend(_double_keys(document))
    if problems:
        raise CountyDataError(problems)
    return documents


def check(documents: Mapping[str, Document], schemas: Mapping[str, dict]) -> list[Problem]:
    """All problems of a county's files; `schemas` has one JSON Schema for each known file."""
    ids = known_ids(documents)
    problems = [
        Problem(document.file, 1, "no room of the portal reads a file of this name")
        for name, document in documents.items()
        if name not in schemas
    ]
    for name, schema in schemas.items():
        document = documents.get(name)
        if document is None:
            continue
        for error in _validator(schema, ids).iter_errors(document.data):
            problems.append(_problem(document, error))
        problems.extend(_double_ids(document))
    return problems


def known_ids(documents: Mapping[str, Document]) -> dict[str, set[str]]:
    """What a record may refer to: the ids of each file and of each term list."""
    ids: dict[str, set[str]] = {}
    for name, document in documents.items():
        if isinstance(document.data, list):
            ids[name] = {
                record["id"]
                for record in document.data
                if isinstance(record, dict) and "id" in record
            }
    vocabularies = documents.get("vocabularies")
    if vocabularies is not None and isinstance(vocabularies.data, dict):
        for name, records in vocabularies.data.items():
            ids[name] = set(_term_ids(records))
    return ids


def records(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    """The schema of a file that lists records with these properties (id and source always)."""
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"id": ID, "source": SOURCE, "sources": SOURCES, **properties},
            "required": ["id", "source", *required],
            "additionalProperties": False,
        },
    }


def reference(target: str) -> dict[str, Any]:
    """The schema of one id out of another file or term list."""
    return {"type": "string", "refers": target}


def references(target: str) -> dict[str, Any]:
    """The schema of a list of such ids, each at most once."""
    return {"type": "array", "items": reference(target), "uniqueItems": True}


SOURCE = {
    "oneOf": [
        {"type": "string", "minLength": 1, "maxLength": 60},
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
    ]
}
SOURCES = {"type": "object", "additionalProperties": {"type": "string", "minLength": 1}}
TITLE = {"type": "string", "minLength": 1, "maxLength": 200}
DESCRIPTION = {"type": "string", "maxLength": 500}
TEXT = {"type": "string", "maxLength": 10_000}


def _parse(path: Path) -> Document:
    text = path.read_text(encoding="utf-8")
    node = yaml.compose(text, Loader=_Loader)
    if node is None:
        raise yaml.YAMLError("the file is empty")
    return Document(path.name, yaml.load(text, Loader=_Loader), node)


def _inside(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _double_keys(document: Document) -> Iterator[Problem]:
    pending = [document.node]
    while pending:
        node = pending.pop()
        if isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                pending.append(value)
                if key.value in seen:
                    line = key.start_mark.line + 1
                    yield Problem(document.file, line, f"'{key.value}' stands twice in this record")
                seen.add(key.value)


def _double_ids(document: Document) -> Iterator[Problem]:
    if not isinstance(document.data, list):
        return
    seen: set[str] = set()
    for index, record in enumerate(document.data):
        record_id = record.get("id") if isinstance(record, dict) else None
        if record_id in seen:
            line = document.line((index, "id"))
            yield Problem(document.file, line, f"the id '{record_id}' is used twice")
        if isinstance(record_id, str):
            seen.add(record_id)


def _term_ids(records: Any) -> Iterator[str]:
    for record in records if isinstance(records, list) else ():
        if isinstance(record, dict) and "id" in record:
            yield record["id"]
            yield from _term_ids(record.get("children"))


def _validator(schema: dict, ids: Ids) -> Draft202012Validator:
    def refers(validator: Any, target: str, value: Any, schema: dict) -> Iterator[ValidationError]:
        if isinstance(value, str) and value not in ids.get(target, ()):
            yield ValidationError(f"'{value}' is not an id in {target}")

    return extend(Draft202012Validator, {"refers": refers})(schema)


def _problem(document: Document, error: ValidationError) -> Problem:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = error.schema.get("properties", {})
        unknown = next((key for key in error.instance if key not in known), None)
        if unknown is not None:
            return Problem(
                document.file, document.line((*path, unknown)), f"unknown key '{unknown}'"
            )
    field = ".".join(str(step) for step in path if isinstance(step, str))
    reason = f"{field}: {error.message}" if field else error.message
    return Problem(document.file, document.line(path), reason[:300])
