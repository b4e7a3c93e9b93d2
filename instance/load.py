"""Load a county's data into the running portal: a second process beside it."""

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
    parser = ArgumentParser(prog="make load", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path(), help="folder of the running portal")
    parser.add_argument("--county", required=True, help="name of a data set, or a folder")
    return parser.parse_args()


def load(asked: Namespace) -> None:
    """Check that the portal runs, then load as one of its clients and show the progress."""
    folder = RunFolder(asked.run.resolve())
    if not network.answers(folder.socket):
        raise Failure("The portal is not running; start it first, in another terminal: make start")
    script = CHECKOUT / "instance" / "load_county.py"
    arguments = ["--site", site.SITE, "--folder", str(_data(asked.county))]
    ended = subprocess.run([folder.instance, "run", script, *arguments], check=False)
    if ended.returncode:
        raise Failure("Nothing was loaded; the reasons stand above.")


def _data(county: str) -> Path:
    """The folder of a data set that the package brings, or the folder that was named."""
    if county in site.counties():
        return site.COUNTIES / county
    folder = Path(county).resolve()
    if not (folder / "county.yaml").is_file():
        known = ", ".join(site.counties())
        raise Failure(
            f"There is no county {county!r}: name a folder with a county.yaml, or one of: {known}."
        )
    return folder


def main(family: Family) -> None:
    """What `make load` runs."""
    load(options())


if __name__ == "__main__":
    sys.exit(command(main))
