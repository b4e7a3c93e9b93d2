"""The record of the site's creation: what is missing is created, what is there is kept."""

from instance import site
from instance.failures import Failure
from instance.folder import prepare
from instance.folder import RunFolder
from instance.processes import Family

import pytest


@pytest.fixture
def run_folder(tmp_path) -> RunFolder:
    prepared = RunFolder(tmp_path)
    prepare(prepared)
    return prepared


@pytest.fixture
def creations(run_folder, monkeypatch):
    """Record how the creation is called; it succeeds unless told otherwise."""
    calls = []
    outcomes = [True]

    def run(self, command, log):
        calls.append([str(part) for part in command])
        log.write_text("Traceback\nCountyDataError: 2 problems\n")
        run_folder.database.touch()
        return outcomes.pop(0) if outcomes else True

    monkeypatch.setattr(Family, "run", run)
    return calls, outcomes


def create(run_folder):
    site.create(Family(), run_folder, "rhein-kreis-neuss", 8080)


def test_new_folder_has_no_site(run_folder):
    assert site.county_of(run_folder) is None


def test_creation_is_recorded(run_folder, creations):
    create(run_folder)
    assert site.county_of(run_folder) == "rhein-kreis-neuss"


def test_deleted_database_has_no_site(run_folder, creations):
    create(run_folder)
    run_folder.database.unlink()
    assert site.county_of(run_folder) is None


def test_failed_creation_is_a_sentence_and_tried_again(run_folder, creations):
    calls, outcomes = creations
    outcomes[:] = [False]
    with pytest.raises(Failure, match=r"could not be created.*site-creation\.log.*2 problems"):
        create(run_folder)
    assert site.county_of(run_folder) is None
    create(run_folder)
    assert "--replace-incomplete" not in calls[0]
    assert "--replace-incomplete" in calls[1]


def test_complete_site_is_never_replaced(run_folder, creations):
    calls, _ = creations
    create(run_folder)
    create(run_folder)
    assert not [call for call in calls if "--replace-incomplete" in call]


@pytest.mark.parametrize("county", ["none", *site.counties()])
def test_known_county(county):
    site.check_county(county)


@pytest.mark.parametrize("county", ["", "atlantis", "../data", "schema"])
def test_unknown_county_lists_the_known(county):
    with pytest.raises(Failure, match=r"choose one of: .*none"):
        site.check_county(county)
