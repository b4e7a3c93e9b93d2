"""Debian's packages: installed where that is allowed, asked for where it is not."""

from ctypes import CDLL
from instance import packages
from instance.failures import Failure
from instance.packages import CHROMIUM
from instance.packages import PANGO
from instance.processes import Family

import pytest


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Return a function that says who we are, what is installed and whether apt-get works."""
    commands = []

    def describe(user: int, installed: set[str], works: bool = True) -> list[list[str]]:
        def run(self, command, log):
            commands.append(command)
            log.write_text("E: Unable to locate package\n")
            return works

        def load(name):
            if name not in installed:
                raise OSError(f"{name}: cannot open shared object file")

        monkeypatch.setattr(packages, "LOG", tmp_path / "build" / "packages.log")
        monkeypatch.setattr(packages, "CDLL", load)
        monkeypatch.setattr(packages.os, "geteuid", lambda: user)
        monkeypatch.setattr(
            packages.shutil,
            "which",
            lambda name: f"/usr/bin/{name}" if name in installed else None,
        )
        monkeypatch.setattr(Family, "run", run)
        return commands

    return describe


@pytest.mark.parametrize("name", packages.BROWSERS)
def test_any_browser_will_do(machine, name):
    commands = machine(user=1000, installed={name})
    packages.ensure(Family(), CHROMIUM)
    assert commands == []
    assert packages.browser() == f"/usr/bin/{name}"


def test_libraries_are_there(machine):
    commands = machine(user=1000, installed=set(packages.LIBRARIES))
    packages.ensure(Family(), PANGO)
    assert commands == []


@pytest.mark.parametrize("missing", packages.LIBRARIES)
def test_every_library_is_asked_for(machine, missing):
    machine(user=0, installed=set(packages.LIBRARIES) - {missing})
    assert not packages.has_libraries()


@pytest.mark.parametrize("need", [CHROMIUM, PANGO], ids=lambda need: need.name)
class TestMissing:
    def test_root_installs(self, machine, need):
        commands = machine(user=0, installed={"apt-get"})
        packages.ensure(Family(), need)
        assert commands[-1][:2] == ["apt-get", "install"]
        assert commands[-1][-len(need.packages) :] == list(need.packages)

    @pytest.mark.parametrize(("user", "installed"), [(1000, {"apt-get"}), (0, set())])
    def test_who_may_not_install_is_told_the_command(self, machine, need, user, installed):
        commands = machine(user, installed)
        with pytest.raises(Failure, match=f"as root: {need.by_hand}$"):
            packages.ensure(Family(), need)
        assert commands == []

    def test_failed_installation(self, machine, need):
        machine(user=0, installed={"apt-get"}, works=False)
        with pytest.raises(Failure, match=r"could not be installed.*Unable to locate package"):
            packages.ensure(Family(), need)


def test_what_weasyprint_loads_is_what_we_look_for():
    """After this all of them are loaded, whatever the machine calls their packages."""
    from weasyprint.text import ffi

    assert ffi.harfbuzz_subset is not None
    for library in packages.LIBRARIES:
        assert CDLL(library)
