"""Build what is missing, create the site if there is none, and serve it until told to stop."""

from __future__ import annotations

from argparse import ArgumentParser
from argparse import Namespace
from collections.abc import Callable
from instance import environment
from instance import network
from instance import packages
from instance import programs
from instance import site
from instance.failures import Failure
from instance.folder import administrator_password
from instance.folder import check
from instance.folder import held
from instance.folder import prepare
from instance.folder import RunFolder
from instance.folder import tail
from instance.processes import Child
from instance.processes import Family
from instance.processes import Interrupted
from instance.steps import command
from instance.steps import step
from pathlib import Path

import signal
import sys
import time


# Seconds until a server that neither answers nor ends is given up.
LONGEST_START = 600.0


def options() -> Namespace:
    """Return what the command line asks for."""
    parser = ArgumentParser(prog="make start", description=__doc__)
    parser.add_argument("--run", type=Path, default=Path(), help="folder for programs and data")
    parser.add_argument("--host", default=network.LOCALHOST, help="address to listen on")
    parser.add_argument("--port", default="8080", help="port to listen on")
    parser.add_argument("--county", default="none", help="county data of a new site")
    return parser.parse_args()


def start(family: Family, asked: Namespace) -> None:
    """Go the four steps, then serve until this command is told to stop."""
    folder = RunFolder(asked.run.resolve())
    port = _port(asked.port)
    site.check_county(asked.county)
    check(folder)
    packages.ensure(family, packages.PANGO)
    prepare(folder)
    with held(folder):
        listen = network.listen_addresses(asked.host, port)
        with step("1/4 Python environment (minutes the first time)"):
            environment.ensure(family)
        with step("2/4 Programs"):
            programs.ensure(family, folder, " ".join(listen))
        password, is_new = administrator_password(folder)
        is_new = is_new or site.county_of(folder) is None
        database = _start_database(family, folder)
        with step("3/4 Site (a minute the first time)"):
            if is_new:
                site.create(family, folder, asked.county, port)
        with step("4/4 Server"):
            server, status = _start_server(family, folder, asked.host, port)
        _greet(folder, asked, port, status, password if is_new else None)
        _serve({"database server": database, "server": server}, folder)


def _port(text: str) -> int:
    if not text.isdecimal():
        raise Failure(f"{text!r} is no port; choose a number like this: make start PORT=8081")
    return int(text)


def _start_database(family: Family, folder: RunFolder) -> Child:
    if network.answers(folder.socket):
        raise Failure(
            f"A database server of an earlier start is still running; end it with: kill"
            f" {(folder.var / 'zeoserver.pid').read_text(encoding='ascii').strip()}"
        )
    folder.socket.unlink(missing_ok=True)
    log = _new_log(folder, "zeoserver-console.log")
    database = family.start([folder.zeoserver], log)
    _await(folder.socket.exists, database, log, "The database server")
    return database


def _start_server(family: Family, folder: RunFolder, host: str, port: int) -> tuple[Child, int]:
    """Start Zope and return it with the status of its home page."""
    log = _new_log(folder, "instance-console.log")
    server = family.start([folder.instance, "console"], log, ending=signal.SIGINT)
    address = "127.0.0.1" if host in (network.LOCALHOST, "0.0.0.0") else host
    name = network.LOCALHOST if address == "127.0.0.1" else host
    status = _await(lambda: network.status(address, port, name), server, log, "The server")
    return server, status


def _await(question: Callable[[], int | bool | None], child: Child, log: Path, name: str) -> int:
    """Ask until there is an answer; a child that ends first is a failure."""
    limit = time.monotonic() + LONGEST_START
    while time.monotonic() < limit:
        answer = question()
        if answer:
            return answer
        if child.process.poll() is not None:
            raise Failure(f"{name} did not start (details: {log}): {tail(log)}")
        time.sleep(0.2)
    raise Failure(f"{name} does not answer (details: {log}).")


def _new_log(folder: RunFolder, name: str) -> Path:
    log = folder.logs / name
    log.unlink(missing_ok=True)
    return log


def _greet(
    folder: RunFolder, asked: Namespace, port: int, status: int, password: str | None
) -> None:
    """Say where to look and how to log in."""
    host = network.LOCALHOST if asked.host == "0.0.0.0" else asked.host
    address = f"http://{host}:{port}"
    if status >= 400:
        print(f"\nThe home page answers with the error {status}; see {folder.logs}/instance.log")
    county = site.county_of(folder)
    if county != asked.county:
        print(f"\nThis database was created with COUNTY={county}; that cannot be changed later.")
    shown = f"{password} (kept in {folder.password})" if password else f"in {folder.password}"
    print(
        f"\nThe portal is at {address}/\n"
        f"  log in      {address}/login as admin, password {shown}\n"
        f"  Zope root   {address}/zope-root\n"
        f"  data, logs  {folder.var}\n"
        "Ctrl-C stops it.",
        flush=True,
    )


def _serve(children: dict[str, Child], folder: RunFolder) -> None:
    """Watch the servers; being told to stop is the way this command normally ends."""
    try:
        while True:
            for name, child in children.items():
                if child.process.poll() is not None:
                    raise Failure(f"The {name} has ended by itself; see {folder.logs}")
            time.sleep(0.5)
    except Interrupted:
        print("\nStopping …", flush=True)


if __name__ == "__main__":
    sys.exit(command(lambda family: start(family, options())))
