"""Verify the decisions of the running portal: whether all are there as they were sealed."""

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
    parser = ArgumentParser(prog="make verify", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path(), help="folder of the running portal")
    return parser.parse_args()


def verify(asked: Namespace) -> None:
    """Check that the portal runs, then read as one of its clients; nothing is written."""
    folder = RunFolder(asked.run.resolve())
    if not network.answers(folder.socket):
        raise Failure("The portal is not running; start it first, in another terminal: make start")
    script = CHECKOUT / "instance" / "verify_decisions.py"
    ended = subprocess.run([folder.instance, "run", script, "--site", site.SITE], check=False)
    if ended.returncode:
        raise Failure("Decisions are not as they were sealed: see above.")


def main(family: Family) -> None:
    """What `make verify` runs."""
    verify(options())


if __name__ == "__main__":
    sys.exit(command(main))
