"""County data files are checked as a whole: file, line and reason for everything that is wrong."""

from kim.portal.committees.loaders import CommitteeLoader
from kim.portal.county.entries import CountyLoader
from kim.portal.county.entries import MunicipalityLoader
from kim.portal.county.entries import TermListLoader
from kim.portal.county.records import check
from kim.portal.county.records import CountyDataError
from kim.portal.county.records import data_sets
from kim.portal.county.records import read
from kim.portal.directory.loaders import ActorLoader
from kim.portal.directory.loaders import OfferLoader
from kim.portal.directory.loaders import ProgrammeLoader
from kim.portal.directory.loaders import ResponsibilityLoader
from kim.portal.networks.loaders import NetworkLoader
from pathlib import Path

import pytest
import shutil


TINY = Path(__file__).parent / "tiny"
SCHEMAS = {
    "county": CountyLoader.schema,
    "vocabularies": TermListLoader.schema,
    "municipalities": MunicipalityLoader.schema,
    "actors": ActorLoader.schema,
    "responsibilities": ResponsibilityLoader.schema,
    "offers": OfferLoader.schema,
    "programmes": ProgrammeLoader.schema,
    "networks": NetworkLoader.schema,
    "committees": CommitteeLoader.schema,
}

# One text of a file replaced: the file, old, new, what stands on the line, part of the reason.
BROKEN = {
    "unknown key": (
        "actors.yaml",
        "  category: clubs\n",
        "  kategorie: clubs\n",
        "kategorie",
        "unknown key",
    ),
    "missing title": (
        "actors.yaml",
        "  title: Turnverein\n",
        "",
        "id: turnverein",
        "'title' is a required",
    ),
    "unknown term": ("actors.yaml", "[language]", "[sprache]", "[sprache]", "not an id in topics"),
    "unknown parent": (
        "actors.yaml",
        "parent: stadt-",
        "parent: x-",
        "parent: x-",
        "not an id in actors",
    ),
    "id used twice": (
        "actors.yaml",
        "- id: turnverein",
        "- id:  lotsenbuero",
        "id:  lots",
        "used twice",
    ),
    "id is no slug": (
        "actors.yaml",
        "- id: turnverein",
        "- id: Turn Verein",
        "Turn Verein",
        "match",
    ),
    "key twice": (
        "actors.yaml",
        "  title: Turnverein",
        "  title: A\n  title: B",
        "title: B",
        "stands twice",
    ),
    "listed without list": (
        "actors.yaml",
        "coverage: unknown",
        "coverage: listed",
        "id: turnverein",
        "'municipalities'",
    ),
    "foreign postcode": ("actors.yaml", '"41460"', '"1010"', "1010", "postal_code"),
    "off the earth": ("actors.yaml", "latitude: 51.0", "latitude: 510.0", "510.0", "latitude"),
    "no clock": ("actors.yaml", 'opens: "08:00"', 'opens: "25:00"', "25:00", "opens"),
    "script address": (
        "actors.yaml",
        "https://www.example.org/lotsen",
        "javascript:x",
        "javascript",
        "website",
    ),
    "age": ("offers.yaml", "age_to: 27", "age_to: 270", "270", "age_to"),
    "wrong type": ("offers.yaml", "age_from: 16", "age_from: jung", "jung", "age_from"),
    "no such actor": (
        "offers.yaml",
        "actor: lotsenbuero",
        "actor: niemand",
        "niemand",
        "not an id in actors",
    ),
    "no source": (
        "programmes.yaml",
        '  source: "§ 2"\n',
        "",
        "id: ankerprogramm",
        "'source' is a required",
    ),
    "neighbour": (
        "municipalities.yaml",
        "[neustadt]",
        "[atlantis]",
        "atlantis",
        "not an id in municip",
    ),
    "AGS": ("municipalities.yaml", '"05999001"', '"5999001"', "5999001", "ags"),
    "no German": (
        "vocabularies.yaml",
        "{de: Wohnen}",
        "{en: Housing}",
        "Housing",
        "'de' is a required",
    ),
    "contact": (
        "county.yaml",
        "contact: lotsenbuero",
        "contact: keiner",
        "keiner",
        "not an id in actors",
    ),
    "no list": ("networks.yaml", "- id: runder-tisch", "id: runder-tisch", None, ""),
}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def problems(folder: Path):
    try:
        return check(read(folder), SCHEMAS)
    except CountyDataError as error:
        return error.problems


def test_a_good_county_has_no_problems(county):
    assert problems(county) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_is_refused_with_its_place(county, name):
    file, old, new, at, reason = BROKEN[name]
    text = (county / file).read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    (county / file).write_text(text, encoding="utf-8")
    found = [p for p in problems(county) if p.file == file and reason in p.reason]
    assert found, problems(county)
    if at:
        assert at in text.splitlines()[found[0].line - 1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "empty"),
        (b"- id: [", ""),
        (b"- id: a\n\t- b", ""),
    ],
)
def test_a_file_that_is_no_yaml(county, content, reason):
    (county / "actors.yaml").write_bytes(content)
    found = problems(county)
    assert found[0].file == "actors.yaml"
    assert reason in found[0].reason


def test_a_file_that_no_room_reads(county):
    (county / "actor.yaml").write_text("[]")
    assert "no room" in problems(county)[0].reason


def test_a_folder_without_a_county(tmp_path):
    assert "no county.yaml" in problems(tmp_path)[0].reason


def test_the_package_brings_its_counties():
    assert "rhein-kreis-neuss" in data_sets()
