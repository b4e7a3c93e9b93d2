"""The Python environment: which Python will do, and what is said when installing fails."""

from instance import environment
from instance.failures import Failure
from instance.processes import Family
from pathlib import Path

import pytest


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """Record commands instead of running them; those named in the dictionary fail with a log."""
    monkeypatch.setattr(environment, "LOG", tmp_path / "environment.log")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp")
    run: list[str] = []
    failing: dict[str, str] = {}

    def record(self, command, log):
        words = " ".join(Path(part).name for part in map(str, command))
        run.append(words)
        log.write_text(next((text for part, text in failing.items() if part in words), "fine"))
        return not any(part in words for part in failing)

    monkeypatch.setattr(Family, "run", record)
    return run, failing


class TestPython:
    @pytest.mark.parametrize("version", [(3, 11, 0), (3, 13, 1), (4, 0, 0)])
    def test_new_enough(self, version):
        environment.check_python(version)

    @pytest.mark.parametrize("version", [(3, 10, 12), (2, 7, 18)])
    def test_too_old(self, version):
        with pytest.raises(Failure, match=r"3\.11 or newer.*package python3"):
            environment.check_python(version)

    def test_without_venv(self, monkeypatch):
        monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
        with pytest.raises(Failure, match="apt-get install python3-venv"):
            environment.check_python((3, 11, 2))


class TestPins:
    def test_every_line_is_a_pin(self):
        lines = environment.PINS.read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith("#")]
        assert len(list(environment.pins())) == len(wanted)

    def test_every_direct_dependency_is_pinned(self):
        source = environment.PINS.with_suffix(".in").read_text().splitlines()
        names = {line.split("#")[0].split("==")[0].strip().lower() for line in source} - {""}
        assert {name.replace(".", "-") for name in names} <= {
            name for name, _ in environment.pins()
        }

    def test_no_host_is_named(self):
        assert "//" not in environment.PINS.read_text()


class TestInstalling:
    def test_uv_first(self, commands):
        run, _ = commands
        environment._bring_up_to_date(Family())
        assert [words for words in run if words.startswith("uv pip")]
        assert not [words for words in run if "--no-deps --requirement" in words]
        assert environment.is_current()

    def test_pip_where_uv_fails(self, commands):
        run, failing = commands
        failing["uv pip"] = "no such index"
        environment._bring_up_to_date(Family())
        assert [words for words in run if "--no-deps --requirement" in words]
        assert environment.is_current()

    @pytest.mark.parametrize(
        "log",
        [
            "error sending request for url",
            "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution",
            "ReadTimeoutError: Read timed out.",
        ],
    )
    def test_no_network(self, commands, log):
        _, failing = commands
        failing["pip install"] = log
        with pytest.raises(Failure, match="does not answer; check the network"):
            environment._bring_up_to_date(Family())
        assert not environment.is_current()

    def test_other_trouble_shows_the_last_line(self, commands):
        _, failing = commands
        failing["pip install"] = "working\nNo space left on device\n"
        with pytest.raises(Failure, match=r"details: .*environment\.log.*No space left on device"):
            environment._bring_up_to_date(Family())
