"""A visitor on a phone finds help: by list, map, topic and search, with and without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from entries import Office
from pages import ADDRESSES
from pages import ERRORS
from pages import PUBLIC
from playwright.sync_api import Browser
from playwright.sync_api import BrowserContext
from playwright.sync_api import expect
from playwright.sync_api import Locator
from playwright.sync_api import Page
from typing import Any
from urllib.parse import quote
from urllib.parse import urlsplit

import gzip
import pytest
import re


NARROW = {"width": 320, "height": 640}

SITE = "Kommunales Integrationsmanagement"

# Words that no German page of the interface holds.
ENGLISH = re.compile(
    r"\b(the|and|you|your|with|not|please|skip|privacy|imprint|log in|site map|"
    r"home|contact|search|page|next|previous|show|nothing|lost password)\b",
    re.IGNORECASE,
)
# Names of things that are called so in German.
PROPER_NAMES = re.compile(r"Case[- ]Management|Integration Point|Hyperlegible Next")

# What is read out or shown: text, and the attributes that carry words.
WORDS = """() => [
  document.title, document.body.innerText,
  ...["aria-label", "alt", "title", "placeholder"].flatMap(name =>
    [...document.querySelectorAll(`[${name}]`)].map(node => node.getAttribute(name))),
].join("\\n")"""

HEAD = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  description: document.querySelector("meta[name=description]")?.content || "",
  canonical: document.querySelector("link[rel=canonical]")?.href || "",
  headings: document.querySelectorAll("h1").length,
})"""

# The element that has the focus: what it is, where, and whether it looks different without.
FOCUSED = """() => {
  const node = document.activeElement;
  const box = node.getBoundingClientRect();
  const looks = () => [node, node.parentElement, ...node.children].flatMap(
    item => [getComputedStyle(item), getComputedStyle(item, "::after")]).map(
    style => [style.outline, style.boxShadow, style.stroke, style.strokeWidth].join()).join();
  const focused = looks();
  node.blur();
  const seen = looks() !== focused;
  node.focus();
  return {
    name: node.tagName.toLowerCase(),
    text: (node.textContent || "").trim().replace(/\\s+/g, " "),
    href: node.getAttribute("href") || "",
    seen,
    inside: box.width > 0 && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth,
  };
}"""

TAB_LIMIT = 120

# Tools: what they are called says what they are.
WITHOUT_DESCRIPTION = {
    "login",
    "lost password",
    "search",
    "search without a question",
    "search without hits",
    "site map",
}


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone(new_page: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """A phone, with JavaScript and without: nothing may depend on it."""
    return new_page("phone", java_script_enabled=request.param)


@dataclass
class Visit:
    """What a page was like at the width of the narrowest phone."""

    status: int
    head: dict[str, Any]
    words: str
    too_wide: list[str]
    hosts: set[str | None]
    errors: list[str]


@pytest.fixture(scope="module")
def visits(portal: Any, browser: Browser, entries: None) -> dict[str, Visit]:
    """Every public page, opened once."""
    context = browser.new_context(base_url=portal.url, viewport=NARROW, locale="de-DE")
    found = {name: visit(context, path) for name, path in ADDRESSES.items()}
    context.close()
    return found


def visit(context: BrowserContext, path: str) -> Visit:
    """Open a page and note what the tests ask about it."""
    page, hosts, errors = context.new_page(), set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer = page.goto(path)
    facts = {"head": page.evaluate(HEAD), "words": page.evaluate(WORDS)}
    found = Visit(answer.status, too_wide=too_wide(page), hosts=hosts, errors=errors, **facts)
    page.close()
    return found


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def section(page: Page, name: str) -> Locator:
    """A part of the page by its heading."""
    return page.get_by_role("region", name=name)


class TestTheWayToHelp:
    def test_by_the_list_of_municipalities(self, phone, entries):
        phone.goto("/")
        section(phone, "Wo wohnen Sie?").get_by_role("list").get_by_role(
            "link", name="Jüchen"
        ).tap()
        expect(heading(phone)).to_have_text("Hilfe in Jüchen")

    def test_by_the_map(self, phone, entries):
        phone.goto("/")
        phone.get_by_role("group", name="Schematische Karte").get_by_role(
            "link", name="Jüchen"
        ).tap()
        expect(heading(phone)).to_have_text("Hilfe in Jüchen")

    def test_who_is_responsible_even_if_they_sit_elsewhere(self, phone):
        phone.goto("/kommunen/juechen")
        responsible = section(phone, "Wer ist für mich zuständig?")
        responsible.get_by_role("link", name="Ausländerbehörde Rhein-Kreis Neuss").tap()
        expect(heading(phone)).to_have_text("Ausländerbehörde Rhein-Kreis Neuss")

    def test_who_is_responsible_is_not_guessed(self, phone):
        """No source names the youth office of Jüchen (§ 2.4): the page says so and whom to ask."""
        phone.goto("/kommunen/juechen")
        unknown = section(phone, "Wer ist für mich zuständig?").get_by_text("Das wissen wir noch")
        unknown.get_by_role("link", name="Kommunales Integrationszentrum").tap()
        expect(heading(phone)).to_contain_text("Kommunales Integrationszentrum")

    def test_an_offer_can_be_called_found_and_shared(self, phone, entries):
        phone.goto("/kommunen/juechen")
        section(phone, "Angebote in Jüchen").get_by_role(
            "link", name="Sprachcafé (Testdaten)"
        ).tap()
        call = phone.get_by_role("link", name="Anrufen").first
        expect(call).to_have_attribute("href", "tel:+492131123456")
        assert call.bounding_box()["height"] >= 44
        expect(phone.get_by_role("link", name="Weg zeigen")).to_have_attribute(
            "href", re.compile("51.1")
        )
        expect(phone.get_by_role("link", name="Per E-Mail teilen")).to_have_attribute(
            "href", re.compile(re.escape(quote("/akteure/testcafe")))
        )

    def test_an_offer_says_everything_at_a_glance(self, phone, entries):
        phone.goto(PUBLIC["offer with everything"])
        facts = phone.locator(".kim-facts")
        for fact in (
            "Testcafé Jüchen (Testdaten)",
            "Teststraße 1, 41363 Jüchen",
            "Donnerstag: 14:00–16:30",
            "Deutsch, Arabisch",
            "kostenlos",
            "18 bis 65 Jahre",
            "Zuletzt geprüft",
        ):
            expect(facts).to_contain_text(fact, ignore_case=True)

    def test_where_no_contact_is_known_the_page_says_whom_to_ask(self, phone):
        phone.goto(PUBLIC["offer without contact"])
        expect(phone.get_by_role("link", name="Anrufen")).to_have_count(0)
        note = phone.get_by_text("Telefonnummer und Adresse sind uns noch nicht bekannt")
        note.get_by_role("link", name="Kommunales Integrationszentrum").tap()
        expect(heading(phone)).to_contain_text("Kommunales Integrationszentrum")

    def test_by_topic_and_place(self, phone, entries):
        phone.goto("/themen")
        phone.get_by_role("link", name="Deutsch lernen und Integrationskurse").tap()
        offers = section(phone, "Angebote")
        expect(offers.get_by_role("link", name="Integrationskurse")).to_be_visible()
        phone.get_by_label("Wo wohnen Sie?").select_option(label="Jüchen")
        phone.get_by_role("button", name="Anzeigen").tap()
        phone.wait_for_url("**/themen/german-courses?municipality=juechen")
        expect(offers.get_by_role("link", name="Sprachcafé (Testdaten)")).to_be_visible()
        # Where they are held nobody said: that is no offer in Jüchen.
        expect(offers.get_by_role("link", name="Integrationskurse")).to_have_count(0)

    def test_by_search(self, phone, entries):
        phone.goto("/")
        field = phone.get_by_role("search").get_by_label("Was brauchen Sie?")
        field.fill("Sprachcafé")
        field.press("Enter")
        phone.get_by_role("main").get_by_role("link", name="Sprachcafé (Testdaten)").first.tap()
        expect(heading(phone)).to_have_text("Sprachcafé (Testdaten)")

    def test_a_wrong_address_leads_on(self, phone):
        answer = phone.goto("/kommunen/sprach-kurse.html")
        assert answer.status == 404
        expect(phone.get_by_label("Was suchen Sie?")).to_have_value("sprach kurse")
        main = phone.get_by_role("main")
        expect(main.get_by_role("link", name="Hilfe finden")).to_be_visible()
        main.get_by_role("button", name="Suchen").tap()
        expect(phone).to_have_title(re.compile("^Suche: sprach kurse"))

    def test_the_menu_leads_everywhere(self, phone):
        phone.goto("/")
        phone.locator("header summary").tap()
        phone.locator("header details").get_by_role("link", name="Netzwerke").tap()
        expect(heading(phone)).to_have_text("Netzwerke")

    def test_into_english_and_back_on_the_same_page(self, phone):
        phone.goto("/akteure?category=family")
        html = phone.locator("html")
        phone.get_by_role("link", name="English").tap()
        expect(html).to_have_attribute("lang", "en")
        expect(phone.get_by_role("button", name="Show")).to_be_visible()
        expect(phone.get_by_label("Category")).to_have_value("family")
        # The choice stays.
        phone.locator("header summary").tap()
        phone.locator("header details").get_by_role("link").last.tap()
        expect(html).to_have_attribute("lang", "en")
        phone.get_by_role("link", name="Deutsch").tap()
        expect(html).to_have_attribute("lang", "de")


class TestEveryPage:
    @pytest.mark.parametrize("name", ADDRESSES)
    def test_fits_the_narrowest_phone(self, visits, name):
        """No sideways scroll at 320 px, which is also a desktop at 400 % (WCAG 1.4.10)."""
        assert visits[name].too_wide == []

    @pytest.mark.parametrize("name", ADDRESSES)
    def test_asks_nobody_else(self, visits, name):
        """Fonts, scripts and pictures come from the site; what it runs, runs."""
        assert visits[name].hosts == {"localhost"}
        assert visits[name].errors == []

    @pytest.mark.parametrize("name", ADDRESSES)
    def test_speaks_german(self, visits, name):
        words = PROPER_NAMES.sub("", visits[name].words)
        assert {match[0].lower() for match in ENGLISH.finditer(words)} == set()

    @pytest.mark.parametrize("name", PUBLIC)
    def test_says_what_it_is(self, visits, name):
        """Title, one heading, language and its one address, for search engines and readers."""
        head = visits[name].head
        assert visits[name].status == 200
        assert head["lang"] == "de"
        assert head["headings"] == 1
        assert head["title"] == SITE if name == "start" else head["title"].endswith(f"– {SITE}")
        assert not re.search(r"set_language|came_from|page=1$", head["canonical"])
        path = urlsplit(PUBLIC[name]).path
        assert urlsplit(head["canonical"]).path.rstrip("/") == path.rstrip("/")

    @pytest.mark.parametrize("name", sorted(set(PUBLIC) - WITHOUT_DESCRIPTION))
    def test_has_a_description(self, visits, name):
        assert len(visits[name].head["description"]) > 10

    def test_titles_tell_pages_apart(self, visits):
        """Two tabs are never called the same, unless one list has been narrowed."""
        titles: dict[str, set[str]] = {}
        for name, path in PUBLIC.items():
            titles.setdefault(visits[name].head["title"], set()).add(urlsplit(path).path)
        assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}

    @pytest.mark.parametrize("name", ERRORS)
    def test_errors_have_their_status(self, visits, name):
        assert visits[name].status == ERRORS[name][1]


class TestKeyboard:
    def test_the_skip_link_comes_first(self, page):
        page.goto("/kommunen/juechen")
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["href"] == "#portal-column-content"
        assert focused["inside"], "the skip link shows when it has the focus"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")

    def test_the_whole_way_by_tab_and_enter(self, page, entries):
        page.goto("/")
        tab_to(page, "Jüchen")
        page.keyboard.press("Enter")
        expect(heading(page)).to_have_text("Hilfe in Jüchen")
        tab_to(page, "Sprachcafé (Testdaten)")
        page.keyboard.press("Enter")
        expect(heading(page)).to_have_text("Sprachcafé (Testdaten)")
        tab_to(page, "Anrufen: 02131 123456")

    def test_the_menu_opens_by_keyboard(self, new_page):
        page = new_page("phone")
        page.goto("/")
        tab_to(page, "Menü")
        page.keyboard.press("Enter")
        tab_to(page, "Netzwerke")
        page.keyboard.press("Enter")
        expect(heading(page)).to_have_text("Netzwerke")

    @pytest.mark.parametrize("name", ["start", "actors", "offer with everything", "search"])
    def test_one_always_sees_where_one_is(self, page, entries, name):
        page.goto(PUBLIC[name])
        unseen = [stop for stop in stops(page) if not (stop["seen"] and stop["inside"])]
        assert unseen == []


class TestInternalNetworks:
    """§ 2.3: who meets inside the administration is for those who log in."""

    @pytest.fixture
    def internal(self, office: Office) -> list[dict[str, str]]:
        found = office.call("GET", "/@search?portal_type=Network&review_state=internal&b_size=50")
        assert found["items"]
        return found["items"]

    @pytest.mark.parametrize(
        "path", ["/netzwerke", "/netzwerke?page=2", "/sitemap", "/", "/akteure"]
    )
    def test_no_list_names_them(self, page, internal, path):
        seen = page.request.get(path).text()
        assert [item["title"] for item in internal if item["title"] in seen] == []

    def test_the_site_map_for_search_engines_leaves_them_out(self, page, internal):
        seen = gzip.decompress(page.request.get("/sitemap.xml.gz?page=1").body()).decode()
        assert "/netzwerke/" in seen
        assert [item["@id"] for item in internal if item["@id"] in seen] == []

    def test_their_address_leads_to_the_login_form(self, page, internal):
        for item in internal:
            page.goto(item["@id"])
            expect(page.get_by_label("Passwort")).to_be_visible()
            assert item["title"] not in page.content()

    def test_search_does_not_find_them(self, page, internal):
        for item in internal:
            text = quote(item["title"])
            for path in ("suche?q=", "++api++/@search?SearchableText="):
                answer = page.request.get(f"/{path}{text}")
                assert item["@id"] not in answer.text()


def too_wide(page: Page) -> list[str]:
    """What stands out of the window sideways; nothing where the page does not scroll."""
    return page.evaluate("""() => {
      const width = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= width) return [];
      return [...document.querySelectorAll("body *")]
        .filter(node => node.getBoundingClientRect().right > width)
        .map(node => `${node.tagName} ${node.id} ${node.getAttribute("class")}`);
    }""")


def stops(page: Page) -> list[dict[str, object]]:
    """Everything that Tab reaches, in order, once."""
    found: list[dict[str, object]] = []
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    for _ in range(TAB_LIMIT):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["name"] == "body":
            break
        found.append(focused)
    return found


def tab_to(page: Page, text: str) -> None:
    """Press Tab until the focus is on what bears ``text``."""
    for _ in range(TAB_LIMIT):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED)["text"] == text:
            return
    pytest.fail(f"Tab does not reach {text!r}")
