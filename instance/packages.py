"""Debian packages that Python's own cannot bring: installed if that is allowed, asked for if not.

``python3 -m instance.packages pango chromium`` does so for the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import CDLL
from dataclasses import dataclass
from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import tail
from instance.processes import Family
from instance.steps import command
from instance.steps import step

import os
import shutil
import sys


LOG = CHECKOUT / "build" / "packages.log"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What WeasyPrint loads; the packages of PANGO bring all of them.
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)


@dataclass(frozen=True)
class Need:
    """Something that Debian has: what for, the packages that bring it, whether it is there."""

    name: str
    purpose: str
    packages: tuple[str, ...]
    is_there: Callable[[], bool]

    @property
    def by_hand(self) -> str:
        """What somebody with root rights types."""
        return f"apt-get install {' '.join(self.packages)}"


def browser() -> str | None:
    """Return the path of the tests' browser; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def has_libraries() -> bool:
    """Tell whether everything can be loaded that PDFs are made with."""
    try:
        for library in LIBRARIES:
            CDLL(library)
    except OSError:
        return False
    return True


PANGO = Need("Pango", "PDFs need", ("libpangoft2-1.0-0", "libharfbuzz-subset0"), has_libraries)
CHROMIUM = Need("Chromium", "The browser tests need", ("chromium",), lambda: browser() is not None)
NEEDS = {"pango": PANGO, "chromium": CHROMIUM}


def ensure(family: Family, need: Need) -> None:
    """Install what is needed unless it is there."""
    if not need.is_there():
        with step(f"{need.name} (Debian: {', '.join(need.packages)})"):
            _install(family, need)


def _install(family: Family, need: Need) -> None:
    """Install with Debian's package manager."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failure(
            f"{need.purpose} {need.name}, from Debian's packages; as root: {need.by_hand}"
        )
    LOG.parent.mkdir(exist_ok=True)
    LOG.unlink(missing_ok=True)
    family.run(["apt-get", "update"], LOG)
    asked = ["apt-get", "install", "--yes", "--no-install-recommends", *need.packages]
    if not family.run(asked, LOG):
        raise Failure(
            f"{need.name} could not be installed (details: {LOG}): {tail(LOG)};"
            f" by hand: {need.by_hand}"
        )


def main(family: Family) -> None:
    """Install what the command line names."""
    for name in sys.argv[1:]:
        ensure(family, NEEDS[name])


if __name__ == "__main__":
    sys.exit(command(main))
