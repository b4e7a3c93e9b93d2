"""Recording a meeting: what is typed is saved while it is typed, also when two type at once."""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Callable
from entries import Office
from playwright.sync_api import expect
from playwright.sync_api import Page
from sessions import meeting_in_session
from tests.browser.conftest import RunningPortal

import pytest
import re


OpenPage = Callable[..., Page]
TITLES = tuple(f"Thema {number} (Testdaten)" for number in range(1, 7))
SAVED = re.compile(r"gespeichert \d\d:\d\d")


@pytest.fixture(scope="module")
def meeting(office: Office) -> str:
    return meeting_in_session(office, TITLES)


@pytest.fixture
def open_record(new_page: OpenPage, portal: RunningPortal, meeting: str) -> OpenPage:
    """Return a function that opens the page, each time in a browser of its own."""

    def opened(profile: str = "desktop") -> Page:
        page = new_page(profile)
        portal.sign_in(page)
        page.goto(f"{meeting}/@@record")
        return page

    return opened


def text_of(office: Office, meeting: str, number: int) -> str:
    return office.call("GET", f"{meeting}/@session")["items"][number - 1]["text"]


def test_what_is_typed_is_saved(open_record: OpenPage, office: Office, meeting: str) -> None:
    page = open_record()
    area = page.locator("#text-top-1")
    area.press_sequentially("Man hat <b>lange</b> beraten.")
    expect(page.locator("#top-1 .kim-save").first).to_have_text(SAVED)
    assert text_of(office, meeting, 1) == "Man hat <b>lange</b> beraten."
    expect(area).to_be_focused()
    expect(page.locator("#record-status")).to_contain_text("gespeichert")


def test_two_who_type_at_once_lose_nothing(
    open_record: OpenPage, office: Office, meeting: str
) -> None:
    one, other = open_record(), open_record()
    for page, words in ((one, "Erster Satz"), (other, "Zweiter Satz")):
        page.locator("#text-top-2").press_sequentially(words)
    expect(one.locator("#top-2 .kim-save").first).to_have_text(SAVED)
    expect(other.locator("#top-2 .kim-save").first).to_have_text(SAVED)
    # The one who was second has both, with the cursor where it was; and types on there.
    other.locator("#text-top-2").press_sequentially(" geht weiter.")
    expect(other.locator("#text-top-2")).to_have_value("Erster Satz\nZweiter Satz geht weiter.")
    expect(other.locator("#top-2 .kim-save").first).to_have_text(SAVED)
    # The first one gets it by itself.
    expect(one.locator("#text-top-2")).to_have_value(
        "Erster Satz\nZweiter Satz geht weiter.", timeout=25_000
    )
    assert text_of(office, meeting, 2) == "Erster Satz\nZweiter Satz geht weiter."


def test_without_a_connection_it_is_tried_again(
    open_record: OpenPage, office: Office, meeting: str
) -> None:
    page = open_record()
    page.context.set_offline(True)
    page.locator("#text-top-3").press_sequentially("Im Keller")
    note = page.locator("#top-3 .kim-save").first
    expect(note).to_have_text("nicht gespeichert, wird versucht")
    page.context.set_offline(False)
    expect(note).to_have_text(SAVED, timeout=15_000)
    assert text_of(office, meeting, 3) == "Im Keller"


def test_what_was_not_saved_outlives_the_page(
    open_record: OpenPage, office: Office, meeting: str
) -> None:
    page = open_record()
    page.route("**/@result", lambda route: route.abort())
    page.locator("#text-top-4").press_sequentially("Beinahe verloren")
    expect(page.locator("#top-4 .kim-save").first).to_have_text("nicht gespeichert, wird versucht")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    page.unroute("**/@result")
    expect(page.locator("#text-top-4")).to_have_value("Beinahe verloren")
    expect(page.locator("#top-4 .kim-save").first).to_have_text(SAVED, timeout=15_000)
    assert text_of(office, meeting, 4) == "Beinahe verloren"


def test_attendance_quorum_and_outcome(open_record: OpenPage, office: Office, meeting: str) -> None:
    page = open_record("phone")
    quorum = page.locator("#record-quorum")
    expect(quorum).to_contain_text("0 von 2")
    seats = page.get_by_role("group", name=re.compile("Sitz"))
    seats.nth(0).get_by_label("anwesend").check()
    expect(quorum).to_contain_text("1 von 2 stimmberechtigten Sitzen sind anwesend: nicht")
    seats.nth(1).get_by_label("anwesend").check()
    expect(quorum).to_have_text("2 von 2 stimmberechtigten Sitzen sind anwesend: beschlussfähig.")
    page.locator("#outcome-top-5").select_option(label="vertagt")
    expect(page.locator("#top-5 .kim-outcome-note")).to_have_text(SAVED)
    found = office.call("GET", f"{meeting}/@session")
    assert found["items"][4]["outcome"] == "postponed"
    assert found["quorum"]["quorate"] is True


def test_a_vote_is_saved_with_what_was_just_typed(
    open_record: OpenPage, office: Office, meeting: str
) -> None:
    page = open_record()
    page.get_by_role("button", name="Alle Erwarteten sind da").click()
    item = page.locator("#top-6")
    item.locator("summary", has_text="Abstimmung").click()
    page.locator("#yes-top-6").fill("2")
    page.locator("#text-top-6").press_sequentially("Gerade eben")
    item.get_by_role("button", name="Speichern").click()
    expect(page.locator("#top-6 .kim-vote")).to_have_text("2 Ja, 0 Nein, 0 Enthaltungen")
    assert text_of(office, meeting, 6) == "Gerade eben"


@pytest.mark.parametrize("profile", ["phone", "desktop"])
def test_everybody_can_use_it(open_record: OpenPage, profile: str) -> None:
    page = open_record(profile)
    for summary in page.locator("article summary").all():
        summary.click()
    # What stands around it is Plone's toolbar.
    found = Axe().run(page, context="#content").response["violations"]
    assert not [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
