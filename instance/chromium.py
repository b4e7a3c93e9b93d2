"""The browser of the tests: Debian's Chromium, installed if it is missing and that is allowed."""

from __future__ import annotations

from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import tail
from instance.processes import Family
from instance.steps import command
from instance.steps import step

import os
import shutil
import sys


NAMES = ("chromium", "chromium-browser", "google-chrome")
LOG = CHECKOUT / "build" / "chromium.log"


def executable() -> str | None:
    """Return the path of the browser; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def main(family: Family) -> None:
    """Install the browser unless it is there."""
    if executable() is None:
        with step("Chromium for the browser tests"):
            install(family)


def install(family: Family) -> None:
    """Install the browser with Debian's package manager."""
    by_hand = "install the Debian package chromium: apt-get install chromium"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failure(f"The browser tests need Chromium; {by_hand}")
    LOG.parent.mkdir(exist_ok=True)
    LOG.unlink(missing_ok=True)
    family.run(["apt-get", "update"], LOG)
    if not family.run(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], LOG):
        raise Failure(f"Chromium could not be installed (details: {LOG}): {tail(LOG)}; {by_hand}")


if __name__ == "__main__":
    sys.exit(command(main))
