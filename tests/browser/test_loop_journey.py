"""The whole loop, through its pages, by six people.

Gap → triage → case level → structural level → proposal → submitted → scheduled → decided → mandate →
result → feedback.
"""

from collections.abc import Callable
from entries import Office
from playwright.sync_api import expect
from playwright.sync_api import Page
from test_meeting import log_in
from test_meeting import mailbox
from test_meeting import PASSWORD
from tests.mailbox import Mailbox

import re


__all__ = ["mailbox"]

STEERING = "/gremien/lenkungsgruppe"
CASES, STRUCTURE = "/gremien/arbeitsgruppe-fallebene", "/gremien/arbeitsgruppe-strukturebene"
GAP = "Kein Sprachkurs am Abend in Jüchen (Testdaten)"
PROPOSAL = "Sprachkurse am Abend im Kreis (Testdaten)"
MOTION = "Die Volkshochschulen bieten Sprachkurse am Abend an (Testdaten)."
MANDATE = "Zwei Abendkurse einrichten (Testdaten)"
RESULT = "Seit Januar gibt es zwei Abendkurse (Testdaten)."

OpenPage = Callable[..., Page]


def account(office: Office, name: str, *groups: str) -> str:
    """The id of a new account in these groups."""
    body = {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
    made = office.call("POST", "/@users", body | {"fullname": f"{name.title()} (Testdaten)"})
    for group in groups:
        office.call("PATCH", f"/@groups/{group}", {"users": {made["id"]: True}})
    return made["id"]


def seat(office: Office, committee: str, name: str, holder: str) -> None:
    """Give somebody a seat in a committee."""
    body = {"@type": "Seat", "id": name, "title": f"{name.title()} (Testdaten)", "holder": holder}
    office.call("POST", f"{committee}/sitze", body | {"valid_from": "2021-01-01"})


def people(office: Office, new_page: OpenPage) -> dict[str, Page]:
    """A page of each of the six, logged in."""
    groups = {
        "fallmanagement-weg": ("kim-case-managers",),
        "koordination-weg": ("kim-coordination",),
        "fallebene-weg": (),
        "strukturebene-weg": (),
        "vorsitz-weg": (),
        "juechen-weg": ("municipality-juechen",),
    }
    ids = {name: account(office, name, *found) for name, found in groups.items()}
    seat(office, CASES, "fallebene-weg", ids["fallebene-weg"])
    seat(office, STRUCTURE, "strukturebene-weg", ids["strukturebene-weg"])
    chair = f"{STEERING}/sitze/kreisdirektor"
    deputies = office.call("GET", chair).get("deputies") or []
    office.call("PATCH", chair, {"deputies": deputies, "holder": ids["vorsitz-weg"]})
    pages = {}
    for name in groups:
        pages[name.removesuffix("-weg")] = new_page()
        log_in(pages[name.removesuffix("-weg")], name)
    return pages


def state(page: Page, address: str, words: str) -> None:
    """The page at an address says that."""
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text(words)


def test_from_a_gap_to_its_result(new_page: OpenPage, mailbox: Mailbox, office: Office) -> None:
    six = people(office, new_page)
    case, desk, chair = six["fallmanagement"], six["koordination"], six["vorsitz"]
    group, structure, town = six["fallebene"], six["strukturebene"], six["juechen"]

    # The case manager reports a gap; what may be a client is refused
    case.goto("/luecken/@@melden?municipality=juechen")
    case.get_by_label("In einem Satz").fill(GAP)
    case.get_by_label("Was passiert?").fill("Wer arbeitet, lernt nichts, geb. am 12.03.1990.")
    case.get_by_role("button", name="Melden", exact=True).click()
    expect(case.get_by_role("main")).to_contain_text("12.03.1990")
    case.get_by_label("Was passiert?").fill("Wer tagsüber arbeitet, kann keinen Kurs besuchen.")
    case.get_by_role("button", name="Melden", exact=True).click()
    expect(case.get_by_role("heading", level=1)).to_contain_text(GAP)
    gap = case.url

    # The office takes it up and gives it to the case level
    desk.goto("/luecken/@@eingang")
    desk.get_by_role("link", name=GAP).click()
    desk.get_by_role("button", name="Aufnehmen").or_(
        desk.get_by_role("link", name="Aufnehmen")
    ).first.click()
    desk.goto(f"{gap}/@@assign")
    desk.get_by_label(re.compile("Fallebene")).check()
    desk.get_by_role("main").get_by_role("button").first.click()
    state(desk, gap, "Fallebene")

    # The case level prepares a proposal and refers it to the structural level
    group.goto("/@@my-entries")
    group.get_by_role("link", name=GAP).first.click()
    group.goto(f"{gap}/@@propose")
    group.screenshot(path="/tmp/shots/propose.png", full_page=True)
