"""The programs: built from the pins, and built again only when something has changed."""

from configparser import ConfigParser
from instance import environment
from instance import programs
from instance.failures import Failure
from instance.folder import prepare
from instance.folder import RunFolder
from instance.processes import Family

import pytest


@pytest.fixture
def run_folder(tmp_path, monkeypatch) -> RunFolder:
    stamp = tmp_path / "environment-stamp"
    stamp.write_text("environment 1")
    monkeypatch.setattr(programs, "SOURCES", (stamp,))
    monkeypatch.setattr(programs, "_own_version", lambda: "1.0")
    prepared = RunFolder(tmp_path)
    prepare(prepared)
    return prepared


@pytest.fixture
def builds(run_folder, monkeypatch):
    """Count builds instead of building."""
    counted = []

    def build(self, command, log):
        counted.append(command)
        log.write_text("While:\n  Installing.\nError: Picked: Pillow = 99\n")
        run_folder.instance.parent.mkdir(exist_ok=True)
        run_folder.instance.touch()
        return "fail" not in counted

    monkeypatch.setattr(Family, "run", build)
    return counted


class TestConfiguration:
    @pytest.fixture
    def settings(self, run_folder) -> ConfigParser:
        parser = ConfigParser(interpolation=None)
        parser.optionxform = str
        parser.read_string(programs.configuration(run_folder, "127.0.0.1:8081"))
        return parser

    def test_every_pin_is_there(self, settings):
        versions = dict(settings["versions"])
        assert versions.pop("kim.portal") == "1.0"
        assert sorted(versions.values()) == sorted(version for _, version in environment.pins())

    def test_names_have_dots(self, settings):
        assert "zc.recipe.egg" in settings["versions"]
        assert not [name for name in settings["versions"] if "-" in name]

    def test_run(self, settings, run_folder):
        assert settings["buildout"]["directory"] == str(run_folder.root)
        assert settings["run"]["listen"] == "127.0.0.1:8081"


class TestBuilding:
    def test_once(self, run_folder, builds):
        for _ in range(2):
            programs.ensure(Family(), run_folder, "127.0.0.1:8080")
        assert len(builds) == 1

    def test_again_for_another_port(self, run_folder, builds):
        for port in (8080, 8081):
            programs.ensure(Family(), run_folder, f"127.0.0.1:{port}")
        assert len(builds) == 2

    def test_again_for_another_environment(self, run_folder, builds):
        for content in ("environment 1", "environment 2"):
            programs.SOURCES[0].write_text(content)
            programs.ensure(Family(), run_folder, "127.0.0.1:8080")
        assert len(builds) == 2

    def test_again_when_a_program_is_missing(self, run_folder, builds):
        for _ in range(2):
            programs.ensure(Family(), run_folder, "127.0.0.1:8080")
            run_folder.instance.unlink()
        assert len(builds) == 2

    def test_failure_is_a_sentence_and_not_remembered_as_built(self, run_folder, builds):
        builds.append("fail")
        for _ in range(2):
            with pytest.raises(Failure, match=r"could not be built.*Picked: Pillow"):
                programs.ensure(Family(), run_folder, "127.0.0.1:8080")
