"""The server is killed while results are being saved: nothing that was acknowledged is lost."""

from collections.abc import Callable
from collections.abc import Iterator
from entries import Office
from pathlib import Path
from sessions import meeting_in_session
from tests.browser.conftest import RunningPortal
from threading import Event
from threading import Thread

import os
import pytest
import requests
import signal
import time


WRITERS_BY_ITEM = 2
SECONDS = 5
TITLES = ("Thema 1 (Testdaten)", "Thema 2 (Testdaten)")


class Writer(Thread):
    """Types a line after the other into one item; whatever fails is sent once more."""

    def __init__(self, name: str, address: str, password: str, stop: Event) -> None:
        super().__init__(name=name, daemon=True)
        self.address, self.stop = f"{address}/@result", stop
        self.session = requests.Session()
        self.session.auth = ("admin", password)
        self.session.headers["Accept"] = "application/json"
        self.acknowledged: list[str] = []

    def run(self) -> None:
        text, base, number = "", 0, 0
        while not self.stop.is_set():
            number += 1
            line = f"{self.name} {number}"
            body = {"text": f"{text}\n{line}" if text else line, "base": base}
            saved = self._save(body)
            if saved is not None:
                self.acknowledged.append(line)
                text, base = saved["text"], saved["revision"]

    def _save(self, body: dict[str, object]) -> dict[str, object] | None:
        while not self.stop.is_set():
            try:
                answer = self.session.post(self.address, json=body, timeout=10)
            except requests.RequestException:
                time.sleep(0.05)
                continue
            if answer.status_code == 200 and "revision" in answer.json():
                return answer.json()
        return None


def server_of(portal: RunningPortal) -> int:
    """The process id of the Zope that this portal's `make` has started, and no other."""
    family, found = {portal.process.pid}, []
    for pid, parent, command in sorted(processes()):
        if parent in family:
            family.add(pid)
            if "Zope2/Startup/serve.py" in command:
                found.append(pid)
    assert len(found) == 1
    return found[0]


def processes() -> Iterator[tuple[int, int, str]]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        yield int(folder.name), int(status[1]), command


def write(portal: RunningPortal, meeting: str, stop: Event, name: str) -> list[Writer]:
    writers = [
        Writer(
            f"{name}{item}{number}",
            f"{portal.url}{meeting}/top-{item}",
            portal.admin_password,
            stop,
        )
        for item in range(1, len(TITLES) + 1)
        for number in range(WRITERS_BY_ITEM)
    ]
    for writer in writers:
        writer.start()
    return writers


def texts(portal: RunningPortal, meeting: str) -> list[list[str]]:
    office = Office(portal.url, portal.admin_password)
    return [item["text"].split("\n") for item in office.call("GET", f"{meeting}/@session")["items"]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fault")


def test_nothing_that_was_acknowledged_is_lost(
    run_portal: Callable[..., RunningPortal], folder: Path
) -> None:
    with run_portal(folder, 0, "COUNTY=none") as portal:
        meeting = meeting_in_session(Office(portal.url, portal.admin_password), TITLES)
        port, stop = int(portal.url.rpartition(":")[2]), Event()
        writers = write(portal, meeting, stop, "A")
        time.sleep(SECONDS)
        os.kill(server_of(portal), signal.SIGKILL)
        stop.set()
        for writer in writers:
            writer.join(timeout=15)
        # `make start` sees that its server has gone, and ends the database.
        assert portal.process.wait(timeout=30)
    acknowledged = [line for writer in writers for line in writer.acknowledged]
    assert all(len(writer.acknowledged) > 1 for writer in writers)

    with run_portal(folder, port, "COUNTY=none") as portal:
        found = texts(portal, meeting)
        kept = {line for lines in found for line in lines}
        assert not [line for line in acknowledged if line not in kept]
        # And it goes on from there.
        stop = Event()
        later = write(portal, meeting, stop, "B")
        time.sleep(1)
        stop.set()
        for writer in later:
            writer.join(timeout=15)
        kept = {line for lines in texts(portal, meeting) for line in lines}
        acknowledged += [line for writer in later for line in writer.acknowledged]
        assert not [line for line in acknowledged if line not in kept]
