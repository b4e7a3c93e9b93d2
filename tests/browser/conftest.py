"""A portal of its own for the browser tests, and a browser to look at it.

``make start`` runs once a session, in a new folder and on a free port. A page whose test failed is
kept in ``tests/browser/failures`` as picture and HTML.
"""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from entries import ACTOR
from entries import OFFER
from entries import Office
from instance import packages
from pathlib import Path
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import expect
from playwright.sync_api import Page
from playwright.sync_api import sync_playwright
from tests.mailbox import Mailbox
from tests.mailbox import SENDER
from urllib.error import URLError
from urllib.request import urlopen

import contextlib
import ctypes
import os
import pytest
import re
import signal
import socket
import subprocess
import time


CHECKOUT = Path(__file__).resolve().parents[2]
FAILURES = Path(__file__).parent / "failures"
LONGEST_START = 600
PATIENCE = 30_000

PROFILES = {
    "phone": {
        "viewport": {"width": 360, "height": 740},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
    },
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}

CHROMIUM_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@dataclass(frozen=True)
class RunningPortal:
    """The portal under test."""

    url: str
    admin_password: str
    folder: Path
    process: subprocess.Popen[bytes]

    def sign_in(self, page: Page) -> None:
        """Log the page's visitor in as administrator."""
        page.goto(f"{self.url}/login")
        page.locator("#__ac_name").fill("admin")
        page.locator("#__ac_password").fill(self.admin_password)
        page.locator("#__ac_password").press("Enter")
        page.wait_for_url(re.compile(r"^(?!.*/login)"))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Start no Plone in this process: take away the fixtures that keep the layers."""
    item.fixturenames[:] = [name for name in item.fixturenames if not name.startswith("_keep_")]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPortal]:
    """Start a portal with a throw-away database and stop it at the end."""
    with _running(tmp_path_factory.mktemp("run"), _free_port()) as running:
        yield running


@pytest.fixture(scope="session")
def run_portal() -> Callable[..., contextlib.AbstractContextManager[RunningPortal]]:
    """Return what starts a portal of its own: ``with run_portal(folder, port, "COUNTY=none")``.

    A port of 0 is a free one; another start in the same folder serves what is there.
    """
    return lambda folder, port=0, *settings: _running(folder, port or _free_port(), *settings)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium; what is expected of a page may take its time on a busy machine."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=packages.browser(), args=CHROMIUM_ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def office(portal: RunningPortal) -> Office:
    """Return the office at the API, for what a journey needs and does not show."""
    return Office(portal.url, portal.admin_password)


@pytest.fixture(scope="session")
def entries(office: Office) -> None:
    """Publish the test entries: phone numbers, places and times, which the county's data lack."""
    actor = office.publish("/akteure", ACTOR)
    office.publish(actor, OFFER)


@pytest.fixture(scope="module")
def mailbox(office: Office) -> Iterator[Mailbox]:
    """The portal sends its mails to this test."""
    box = Mailbox()
    box.start()
    office.call(
        "PATCH",
        "/@registry",
        {
            "plone.smtp_host": "127.0.0.1",
            "plone.smtp_port": box.port,
            "plone.email_from_address": SENDER,
            "plone.email_from_name": "KIM (Testdaten)",
        },
    )
    yield box
    office.call("PATCH", "/@registry", {"plone.smtp_host": ""})
    box.stop()


@pytest.fixture
def new_page(
    portal: RunningPortal, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page: ``new_page("phone", java_script_enabled=False)``.

    Every page has cookies of its own; addresses are relative to the portal.
    """
    contexts: list[BrowserContext] = []

    def open_page(profile: str = "desktop", **settings: object) -> Page:
        common = {"base_url": portal.url, "locale": "de-DE", "timezone_id": "Europe/Berlin"}
        contexts.append(browser.new_context(**{**common, **PROFILES[profile], **settings}))
        return contexts[-1].new_page()

    yield open_page
    pages = [page for context in contexts for page in context.pages]
    if request.node.stash.get(FAILED, False):
        _keep(pages, request.node.nodeid)
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Open a page on a desktop computer."""
    return new_page("desktop")


@pytest.fixture
def phone(new_page: Callable[..., Page]) -> Page:
    """Open a page on a phone."""
    return new_page("phone")


@pytest.fixture(params=PROFILES)
def any_page(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """Open a page on each kind of device in turn."""
    return new_page(request.param)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Return a function that lists what axe-core finds wrong with a page."""

    def violations(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{rule['id']}: {node['html']} ({rule['help']})"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """Let fixtures know that their test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def _keep(pages: list[Page], name: str) -> None:
    FAILURES.mkdir(exist_ok=True)
    stem = re.sub(r"\W+", "-", name.rpartition("/")[2])
    for number, page in enumerate(pages, 1):
        page.screenshot(path=FAILURES / f"{stem}-{number}.png", full_page=True)
        (FAILURES / f"{stem}-{number}.html").write_text(page.content(), encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


@contextlib.contextmanager
def _running(folder: Path, port: int, *settings: str) -> Iterator[RunningPortal]:
    url, log = f"http://localhost:{port}", folder / "make.log"
    with _started(folder, url, log, *settings) as process:
        _await(url, process, log)
        password = (folder / "var" / "admin-password").read_text().strip()
        yield RunningPortal(url, password, folder, process)


@contextlib.contextmanager
def _started(
    folder: Path, url: str, log: Path, *settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run make in a process group of its own and end it as Ctrl-C in a terminal would."""
    # What an outer make was told is not meant for this one.
    env = {
        key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))
    }
    command = ["make", "start", f"RUN={folder}", f"PORT={url.rpartition(':')[2]}", *settings]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_this_process,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=60)


def _end_with_this_process() -> None:
    """Have Linux end the portal when the tests are killed before they can do it."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the sentence that `make start` ends with, then for the home page."""
    limit = time.monotonic() + LONGEST_START
    while "Ctrl-C stops it." not in log.read_text():
        if process.poll() is not None or time.monotonic() > limit:
            pytest.fail(f"make start did not succeed:\n{log.read_text()}", pytrace=False)
        time.sleep(0.5)
    with contextlib.suppress(URLError), urlopen(url):
        return
    pytest.fail(f"The home page does not answer well:\n{log.read_text()}", pytrace=False)
