"""Do in the running portal what is due today, then send the mails that wait: beside it."""

from __future__ import annotations

from argparse import ArgumentParser
from argparse import Namespace
from instance import network
from instance import site
from instance.failures import Failure
from instance.folder import CHECKOUT
from instance.folder import RunFolder
from instance.processes import Family
from instance.steps import command
from pathlib import Path

import subprocess
import sys


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser(prog="make daily", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path(), help="folder of the running portal")
    return parser.parse_args()


def daily(asked: Namespace) -> None:
    """Check that the portal runs, then work as one of its clients; mails go last."""
    folder = RunFolder(asked.run.resolve())
    if not network.answers(folder.socket):
        raise Failure("The portal is not running; start it first, in another terminal: make start")
    failed = [name for name in ("daily_work.py", "send_waiting.py") if not _runs(folder, name)]
    if failed:
        raise Failure("Not everything was done; what is left is done when the command runs again.")


def _runs(folder: RunFolder, name: str) -> bool:
    script = CHECKOUT / "instance" / name
    ended = subprocess.run([folder.instance, "run", script, "--site", site.SITE], check=False)
    return ended.returncode == 0


def main(family: Family) -> None:
    """What `make daily` runs."""
    daily(options())


if __name__ == "__main__":
    sys.exit(command(main))
