"""An actor's editor keeps entries true; the office checks them; visitors see what was checked."""

from axe_playwright_python.sync_playwright import Axe
from collections.abc import Callable
from entries import Office
from playwright.sync_api import expect
from playwright.sync_api import Locator
from playwright.sync_api import Page
from typing import Any

import pytest
import re


OWN = {
    "@type": "Actor",
    "id": "lernhaus-testdaten",
    "title": "Lernhaus Kaarst (Testdaten)",
    "description": "Erfundene Einrichtung der Browserprüfung.",
    "category": "adult-education",
    "coverage": "listed",
    "municipalities": ["kaarst"],
}
FOREIGN = {**OWN, "id": "nachbarhaus-testdaten", "title": "Nachbarhaus Kaarst (Testdaten)"}
DESK = "/akteure/lernhaus-testdaten"
PASSWORD = "Nur-fuer-die-Pruefung-1"

# Plone's own: toolbar and its menus are not ours to change.
NOT_OURS = {"exclude": [["#edit-zone"]]}

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def accounts(office: Office) -> dict[str, str]:
    """Who takes part: the office, the actor's editor, the editor of another actor."""
    for actor in (OWN, FOREIGN):
        office.publish("/akteure", actor)
    groups = {
        "office": "kim-coordination",
        "editor": group_of(office, OWN),
        "foreign": group_of(office, FOREIGN),
    }
    for name, group in groups.items():
        account = {"username": f"{name}-test", "fullname": f"{name.title()} (Testdaten)"}
        secrets = {"email": f"{name}-test@example.org", "password": PASSWORD}
        made = office.call("POST", "/@users", {**account, **secrets})
        office.call("PATCH", f"/@groups/{group}", {"users": {made["id"]: True}})
    return {name: f"{name}-test" for name in groups}


def group_of(office: Office, actor: dict[str, Any]) -> str:
    found = office.call("GET", f"/akteure/{actor['id']}")
    return f"actor-{found['UID']}"


@pytest.fixture
def sign_in(new_page: OpenPage, accounts: dict[str, str]) -> OpenPage:
    """Open a page for one of the accounts, through the form that people use."""

    def open_as(name: str) -> Page:
        page = new_page()
        log_in(page, accounts[name], PASSWORD)
        return page

    return open_as


def log_in(page: Page, name: str, password: str) -> None:
    page.goto("/login")
    page.get_by_label("Benutzername").fill(name)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda url: "/login" not in url)


def step(page: Page, name: str) -> Locator:
    """The button on top of an entry that leads to a step, by the view behind it."""
    return page.locator(f".kim-steps form[action$='@@{name}'] button")


def save(page: Page) -> None:
    page.locator("#form-buttons-save").click()


def row(page: Page, field: str, name: str) -> Locator:
    """A row of a table-like field, added to it."""
    page.locator(f"#formfield-form-widgets-{field} .kim-row-add").click()
    return page.get_by_role("group", name=name)


def add_offer(page: Page, title: str) -> str:
    """From the editor's own list to a draft; its address."""
    page.goto("/@@my-entries")
    page.locator(f"a[href$='{DESK}/++add++Offer']").click()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Beschreibung").fill("Erfundenes Angebot der Browserprüfung.")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url.removesuffix("/view")


class TestTheOfficeMakesAnEditor:
    def test_with_a_link_to_hand_over_where_no_mail_can_be_sent(self, sign_in, new_page):
        office = sign_in("office")
        office.goto(f"{DESK}/@@people")
        office.locator("#people-email").fill("neu-test@example.org")
        office.locator("#people-name").fill("Neu (Testdaten)")
        office.locator("#people-name").press("Enter")
        link = office.locator("#reset-link").inner_text()
        newcomer = new_page("phone")
        newcomer.goto(link)
        newcomer.get_by_label("Mein Benutzername ist").fill("neu-test@example.org")
        newcomer.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
        newcomer.get_by_label("Passwort bestätigen").fill(PASSWORD)
        newcomer.get_by_role("button", name="Passwort festlegen").click()
        log_in(newcomer, "neu-test@example.org", PASSWORD)
        newcomer.goto("/@@my-entries")
        expect(newcomer.get_by_role("main").get_by_role("link", name=OWN["title"])).to_be_visible()


class TestTheForm:
    def test_says_what_is_wrong_and_where(self, sign_in):
        """One list on top that has the focus, a sentence at each field, nothing typed is lost."""
        editor = sign_in("editor")
        editor.goto(f"{DESK}/++add++Offer")
        editor.get_by_label("Titel").fill("Lesekreis (Testdaten)")
        contact = row(editor, "contacts", "Kontakt 1")
        contact.get_by_label("Telefon").fill("gibt es nicht")
        time = row(editor, "times", "Zeit 1")
        time.get_by_label("Tag").select_option("Montag")
        time.get_by_label("Von").fill("16:00")
        time.get_by_label("Bis").fill("14:00")
        save(editor)
        summary = editor.locator("#form-summary")
        expect(summary).to_be_focused()
        expect(summary.get_by_role("listitem")).to_have_count(2)
        summary.get_by_role("link", name="Telefon").click()
        phone = contact.get_by_label("Telefon")
        expect(phone).to_be_focused()
        expect(phone).to_have_value("gibt es nicht")
        expect(phone).to_have_attribute("aria-invalid", "true")
        expect(phone).to_have_accessible_description(re.compile("Telefonnummer"))
        assert wrong(editor) == []

    def test_takes_what_is_right(self, sign_in, new_page):
        editor = sign_in("editor")
        editor.goto(f"{DESK}/++add++Offer")
        editor.get_by_label("Titel").fill("Schreibwerkstatt (Testdaten)")
        row(editor, "contacts", "Kontakt 1").get_by_label("Telefon").fill("02131 123456")
        time = row(editor, "times", "Zeit 1")
        time.get_by_label("Tag").select_option("Montag")
        time.get_by_label("Von").fill("14:00")
        time.get_by_label("Bis").fill("16:00")
        save(editor)
        facts = editor.locator(".kim-facts")
        expect(facts).to_contain_text("Montag: 14:00–16:00")
        expect(facts).to_contain_text("02131 123456")
        draft = editor.url.removesuffix("/view")
        # A draft is nobody else's business.
        visitor = new_page("phone")
        visitor.goto(draft)
        expect(visitor.get_by_label("Passwort")).to_be_visible()


def test_an_offer_from_the_first_draft_to_a_change_of_what_is_published(sign_in, new_page):
    """Draft, handed in, given back with a reason, handed in, published, changed, taken over."""
    editor, office, visitor = sign_in("editor"), sign_in("office"), new_page("phone")
    offers = visitor.get_by_role("region", name="Angebote")
    title, changed = "Nähkurs (Testdaten)", "Nähkurs am Abend (Testdaten)"

    offer = add_offer(editor, title)
    step(editor, "kim-submit").click()
    expect(step(editor, "edit")).to_have_count(0)

    office.goto("/@@office")
    office.get_by_role("main").get_by_role("link", name=title).click()
    step(office, "kim-reject").click()
    office.locator("#form-widgets-reason").fill("Bitte sagen Sie, für wen er ist.")
    office.locator("#form-buttons-reject").click()

    editor.goto("/@@my-entries")
    editor.get_by_role("main").get_by_role("link", name=title).click()
    expect(editor.get_by_text("Bitte sagen Sie, für wen er ist.")).to_be_visible()
    step(editor, "edit").click()
    editor.get_by_label("Frauen", exact=True).check()
    save(editor)
    step(editor, "kim-submit").click()

    visitor.goto(DESK)
    expect(offers).not_to_contain_text(title)
    office.goto(offer)
    step(office, "kim-publish").click()
    visitor.reload()
    offers.get_by_role("link", name=title).tap()
    expect(visitor.locator(".kim-facts")).to_contain_text("Frauen")

    editor.goto(f"{offer}/@@kim-change")
    editor.locator("form[action$='@@kim-change'] button").click()
    editor.get_by_label("Titel").fill(changed)
    save(editor)
    step(editor, "kim-submit").click()
    visitor.goto(DESK)
    expect(offers).not_to_contain_text(changed)

    office.goto("/@@office")
    office.get_by_role("main").get_by_role("link", name=changed).click()
    step(office, "content-checkin").click()
    office.locator("[name='form.button.Checkin']").click()
    visitor.reload()
    offers.get_by_role("link", name=changed).tap()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(changed)
    assert visitor.url == offer


class TestSomebodyElsesEditor:
    def test_sees_own_entries_alone(self, sign_in):
        page = sign_in("foreign")
        page.goto("/@@my-entries")
        main = page.get_by_role("main")
        expect(main).to_contain_text(FOREIGN["title"])
        expect(main).not_to_contain_text(OWN["title"])

    @pytest.mark.parametrize("view", ["edit", "++add++Offer", "@@kim-change", "@@people"])
    def test_may_not_touch_others(self, sign_in, view):
        page = sign_in("foreign")
        answer = page.goto(f"{DESK}/{view}")
        assert answer.status == 403
        expect(page.get_by_role("heading", level=1)).to_contain_text(
            "Diese Seite ist nicht für Sie"
        )

    def test_is_offered_nothing_there(self, sign_in):
        page = sign_in("foreign")
        page.goto(DESK)
        expect(page.locator(".kim-steps")).to_have_count(0)

    def test_has_no_desk_at_the_office(self, sign_in):
        page = sign_in("editor")
        assert page.goto("/@@office").status == 403


def wrong(page: Page) -> list[str]:
    """What axe finds outside Plone's toolbar."""
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = Axe().run(page, NOT_OURS, {"runOnly": levels}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:150]} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    "path", ["/@@my-entries", DESK, f"{DESK}/++add++Offer", f"{DESK}/@@kim-change"]
)
def test_nothing_is_wrong_on_an_editors_pages(sign_in, path):
    page = sign_in("editor")
    page.goto(path)
    assert wrong(page) == []


@pytest.mark.parametrize("path", ["/@@office", f"{DESK}/@@people", f"{DESK}/edit"])
def test_nothing_is_wrong_on_the_offices_pages(sign_in, path):
    page = sign_in("office")
    page.goto(path)
    assert wrong(page) == []
