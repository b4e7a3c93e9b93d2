"""The Python environment in ``.venv``: made once, brought up to date when the pins change.

``python3 -m instance.environment`` does this step alone, for the tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import digest
from instance.folder import tail
from instance.processes import Family
from instance.steps import command
from instance.steps import step
from pathlib import Path

import fcntl
import importlib.util
import re
import subprocess
import sys


OLDEST_PYTHON = (3, 11)
PINS = CHECKOUT / "requirements.txt"
ENVIRONMENT = CHECKOUT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = ENVIRONMENT / "bin" / "uv"
STAMP = ENVIRONMENT / "up-to-date"
LOG = CHECKOUT / "build" / "environment.log"

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)")
NO_NETWORK = re.compile(
    r"dns error|name resolution|resolve host|not known|network is unreachable|connection refused"
    r"|error sending request|failed to establish a new connection|failed to fetch|timed out",
    re.IGNORECASE,
)


def pins() -> Iterator[tuple[str, str]]:
    """Return name and version of every pinned package."""
    for line in PINS.read_text(encoding="utf-8").splitlines():
        match = PIN.match(line)
        if match:
            yield match["name"], match["version"]


def check_python(version: tuple[int, ...] = sys.version_info[:3]) -> None:
    """Refuse a Python that is too old or cannot make environments."""
    if version[:2] < OLDEST_PYTHON:
        raise Failure(
            f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed and this is"
            f" {'.'.join(map(str, version))}; Debian 12 and later have it in the package python3;"
            " a second Python is named like this: make start PYTHON=python3.12"
        )
    if importlib.util.find_spec("ensurepip") is None:
        raise Failure(
            "Python's venv module is incomplete; install the Debian package python3-venv:"
            " apt-get install python3-venv"
        )


def is_current() -> bool:
    """Tell whether the environment holds what the pins and ``setup.py`` ask for."""
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="ascii") == _wanted()


def ensure(family: Family) -> None:
    """Make the environment or bring it up to date; a current one is left alone."""
    LOG.parent.mkdir(exist_ok=True)
    with LOG.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current():
            check_python()
            _bring_up_to_date(family)


def _bring_up_to_date(family: Family) -> None:
    LOG.unlink(missing_ok=True)
    STAMP.unlink(missing_ok=True)
    _make(family)
    if not (_install_with_uv(family) or _install_with_pip(family)):
        raise _failure("The packages could not be installed")
    if not family.run(_pip("--no-deps", "--no-build-isolation", "--editable", CHECKOUT), LOG):
        raise _failure("The package kim.portal could not be installed")
    STAMP.write_text(_wanted(), encoding="ascii")


def _wanted() -> str:
    python = ".".join(map(str, sys.version_info[:2]))
    return digest([PINS, CHECKOUT / "setup.py"], str(CHECKOUT), python)


def _make(family: Family) -> None:
    options = [] if _version() == sys.version_info[:2] else ["--clear"]
    if not family.run([sys.executable, "-m", "venv", *options, ENVIRONMENT], LOG):
        raise _failure("The Python environment could not be made")


def _version() -> tuple[int, ...]:
    """Return the version of the environment's Python, of none: an empty one."""
    question = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(map(int, answer.stdout.split()))


def _install_with_uv(family: Family) -> bool:
    """Install within seconds what pip needs minutes for."""
    wanted = f"uv=={dict(pins())['uv']}"
    return family.run(_pip(wanted), LOG) and family.run(
        [UV, "pip", "install", "--python", PYTHON, "--requirement", PINS], LOG
    )


def _install_with_pip(family: Family) -> bool:
    """Install where uv is not to be had or does not know the way that pip was told."""
    return family.run(_pip("--no-deps", "--requirement", PINS), LOG)


def _pip(*arguments: str | Path) -> list[str | Path]:
    quiet = ("--disable-pip-version-check", "--quiet", "--retries", "1")
    return [PYTHON, "-m", "pip", "install", *quiet, *arguments]


def _failure(what: str) -> Failure:
    if NO_NETWORK.search(LOG.read_text(encoding="utf-8", errors="replace")):
        return Failure(
            f"{what}, because the package index does not answer; check the network connection"
            f" or the proxy settings (details: {LOG})."
        )
    return Failure(f"{what} (details: {LOG}): {tail(LOG)}")


def main(family: Family) -> None:
    """Bring the environment up to date."""
    with step("Python environment"):
        ensure(family)


if __name__ == "__main__":
    sys.exit(command(main))
