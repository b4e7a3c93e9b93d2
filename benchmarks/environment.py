"""The Python environment in ``.venv-bench``: the portal's, and what it is compared with.

It is one of its own because eea.facetednavigation needs an old setuptools.
"""

from __future__ import annotations

from instance.environment import PINS
from instance.environment import UV
from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import digest
from instance.folder import tail
from instance.processes import Family
from instance.steps import command
from instance.steps import step
from pathlib import Path

import sys


MORE = Path(__file__).with_name("requirements.txt")
ENVIRONMENT = CHECKOUT / ".venv-bench"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "up-to-date"
LOG = CHECKOUT / "build" / "benchmarks.log"


def main(family: Family) -> None:
    """Make the environment, or bring it up to date; a current one is left alone."""
    wanted = digest([PINS, MORE, CHECKOUT / "setup.py"], str(CHECKOUT))
    if STAMP.exists() and STAMP.read_text(encoding="ascii") == wanted:
        return
    with step("Python environment for the benchmarks"):
        LOG.unlink(missing_ok=True)
        install = [UV, "pip", "install", "--python", PYTHON]
        for steps in (
            [UV, "venv", "--clear", "--python", sys.executable, ENVIRONMENT],
            # What stands in MORE wins over the pins.
            [*install, "--requirement", PINS, "--requirement", MORE, "--override", MORE],
            [*install, "--no-deps", "--no-build-isolation", "--editable", CHECKOUT],
        ):
            if not family.run(steps, LOG):
                raise Failure(f"It could not be made (details: {LOG}): {tail(LOG)}")
        STAMP.write_text(wanted, encoding="ascii")


if __name__ == "__main__":
    sys.exit(command(main))
