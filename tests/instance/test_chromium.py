"""Chromium for the browser tests: installed where that is allowed, asked for where it is not."""

from instance import chromium
from instance.failures import Failure
from instance.processes import Family

import pytest


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Return a function that says who we are, what is installed and whether apt-get works."""
    commands = []

    def describe(user: int, installed: set[str], works: bool = True) -> list[list[str]]:
        def run(self, command, log):
            commands.append(command)
            log.write_text("E: Unable to locate package chromium\n")
            return works

        monkeypatch.setattr(chromium, "LOG", tmp_path / "build" / "chromium.log")
        monkeypatch.setattr(chromium.os, "geteuid", lambda: user)
        monkeypatch.setattr(
            chromium.shutil, "which", lambda name: f"/usr/bin/{name}" if name in installed else None
        )
        monkeypatch.setattr(Family, "run", run)
        return commands

    return describe


@pytest.mark.parametrize("name", chromium.NAMES)
def test_installed(machine, name):
    commands = machine(user=1000, installed={name})
    chromium.main(Family())
    assert commands == []
    assert chromium.executable() == f"/usr/bin/{name}"


def test_root_installs(machine):
    commands = machine(user=0, installed={"apt-get"})
    chromium.main(Family())
    assert commands[-1][:2] == ["apt-get", "install"]


@pytest.mark.parametrize(("user", "installed"), [(1000, {"apt-get"}), (0, set())])
def test_who_may_not_install_is_told_the_package(machine, user, installed):
    commands = machine(user, installed)
    with pytest.raises(Failure, match="apt-get install chromium"):
        chromium.main(Family())
    assert commands == []


def test_failed_installation(machine):
    machine(user=0, installed={"apt-get"}, works=False)
    with pytest.raises(Failure, match=r"could not be installed.*Unable to locate package"):
        chromium.main(Family())
