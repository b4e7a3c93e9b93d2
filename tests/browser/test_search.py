"""The search page in a browser: the same with and without script, with it without a reload."""

from collections.abc import Callable
from playwright.sync_api import expect
from playwright.sync_api import Locator
from playwright.sync_api import Page
from playwright.sync_api import Route

import pytest
import re
import time


UNCHANGED = "window.unchanged === true"


@pytest.fixture
def search(page: Page) -> Page:
    """The page with everything, which notices when it is loaded anew."""
    page.goto("/suche")
    page.evaluate("window.unchanged = true")
    return page


def results(page: Page) -> Locator:
    return page.locator("#search-heading")


def total(page: Page) -> int:
    return int(re.match(r"\d+", results(page).inner_text())[0])


def box(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(rf"^{re.escape(name)}\b"))


def announced(page: Page) -> Locator:
    return page.locator("#search-status")


class TestWithoutScript:
    def test_on_a_phone(self, new_page: Callable[..., Page]):
        page = new_page("phone", java_script_enabled=False)
        page.goto("/suche?q=Beratung")
        before = total(page)
        expect(box(page, "Angebot")).not_to_be_visible()
        page.get_by_text("Filter", exact=True).tap()
        box(page, "Angebot").check()
        page.get_by_role("group", name="Filter").get_by_role("button", name="Anzeigen").tap()
        page.wait_for_url("**/suche?q=Beratung&type=offer*")
        assert 0 < total(page) < before
        expect(page.get_by_text("(1)").first).to_be_visible()
        page.get_by_role("link", name="Filter entfernen: Art: Angebot").tap()
        assert total(page) == before

    def test_on_a_desktop(self, new_page: Callable[..., Page]):
        page = new_page("desktop", java_script_enabled=False)
        page.goto("/suche")
        # Beside the results the filters are open though nobody opened them.
        box(page, "Jüchen").check()
        page.get_by_label("Sortieren nach").select_option(label="Entfernung")
        page.get_by_label("Entfernung von").select_option(label="Jüchen")
        page.get_by_role("button", name="Anzeigen").last.click()
        page.wait_for_url("**/suche?*municipality=juechen&sort=distance&near=juechen*")
        expect(box(page, "Jüchen")).to_be_checked()


class TestWithScript:
    def test_a_filter_changes_results_counts_and_address_and_keeps_the_focus(self, search):
        before = total(search)
        box(search, "Jüchen").check()
        expect(search).to_have_url(re.compile(r"/suche\?municipality=juechen$"))
        expect(search.get_by_role("link", name="Filter entfernen: Ort: Jüchen")).to_be_visible()
        assert total(search) < before
        expect(announced(search)).to_have_text(results(search).inner_text())
        expect(box(search, "Jüchen")).to_be_focused()
        expect(search.get_by_role("button", name="Anzeigen")).to_have_count(0)
        assert search.evaluate(UNCHANGED)

    def test_back_and_forward(self, search):
        everything = results(search).inner_text()
        box(search, "Angebot").check()
        expect(search).to_have_url(re.compile("type=offer"))
        some = results(search).inner_text()
        assert some != everything
        search.get_by_label("Was brauchen Sie?").fill("Beratung")
        search.get_by_role("button", name="Suchen").click()
        expect(search).to_have_url(re.compile("q=Beratung&type=offer"))
        expect(search).to_have_title(re.compile("^Suche: Beratung"))
        search.go_back()
        expect(results(search)).to_have_text(some)
        expect(search.get_by_label("Was brauchen Sie?")).to_have_value("")
        search.go_back()
        expect(results(search)).to_have_text(everything)
        expect(box(search, "Angebot")).not_to_be_checked()
        search.go_forward()
        expect(results(search)).to_have_text(some)
        expect(box(search, "Angebot")).to_be_checked()
        assert search.evaluate(UNCHANGED)

    def test_links_of_the_page_move_the_focus_to_the_results(self, search):
        search.get_by_role("link", name="Nächste Seite").click()
        expect(search).to_have_url(re.compile(r"page=2$"))
        expect(results(search)).to_be_focused()
        # Links within the page still stay on it.
        assert search.evaluate("document.querySelector('.kim-skip').href").endswith(
            "/suche?page=2#portal-column-content"
        )
        assert search.evaluate(UNCHANGED)

    def test_a_slow_answer_does_not_overwrite_a_later_one(self, search):
        def slowly(route: Route) -> None:
            time.sleep(0.7)
            route.continue_()

        search.route(re.compile(r"type=offer$"), slowly)
        box(search, "Angebot").check()
        box(search, "Angebot").uncheck()
        box(search, "Programm").check()
        expect(search).to_have_url(re.compile(r"\?type=programme$"))
        search.wait_for_timeout(1000)
        expect(search).to_have_url(re.compile(r"\?type=programme$"))
        expect(search.get_by_role("link", name="Filter entfernen: Art")).to_have_count(1)

    def test_an_error_is_left_to_the_browser(self, search):
        search.route(
            re.compile("type=offer"),
            lambda route: (
                route.fulfill(status=500, body="x")
                if route.request.resource_type == "fetch"
                else route.continue_()
            ),
        )
        box(search, "Angebot").check()
        expect(search).to_have_url(re.compile("type=offer"))
        expect(search.get_by_role("link", name="Filter entfernen: Art: Angebot")).to_be_visible()
        assert not search.evaluate(UNCHANGED)

    def test_distance_asks_for_the_place_at_the_field(self, search):
        search.get_by_label("Sortieren nach").select_option(label="Entfernung")
        place = search.get_by_label("Entfernung von")
        expect(place).to_have_accessible_description(re.compile("Bitte wählen Sie"))
        expect(place).to_have_attribute("aria-invalid", "true")
        place.select_option(label="Jüchen")
        expect(search).to_have_url(re.compile(r"sort=distance&near=juechen$"))
        expect(place).to_have_accessible_description("")

    def test_on_a_phone_the_filters_say_what_they_lead_to(self, phone):
        phone.goto("/suche")
        phone.get_by_text("Filter", exact=True).tap()
        box(phone, "Programm").check()
        expect(announced(phone)).to_have_text(re.compile(r"\d+ Ergebnisse"))
        show = phone.get_by_role("button", name=f"{results(phone).inner_text()} anzeigen")
        assert show.bounding_box()["height"] >= 44
        show.tap()
        expect(box(phone, "Programm")).not_to_be_visible()
        expect(results(phone)).to_be_in_viewport()


class TestSuggestions:
    @pytest.mark.parametrize("path", ["/", "/suche", "/kommunen"])
    def test_by_keyboard_alone(self, page, path):
        page.goto(path)
        field = page.get_by_role("combobox", name=re.compile("Was brauchen Sie|durchsuchen"))
        field.focus()
        page.keyboard.type("sprac", delay=20)
        options = page.get_by_role("listbox", name="Vorschläge").get_by_role("option")
        expect(options.first).to_be_visible()
        expect(field).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_have_attribute("aria-selected", "true")
        expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
        page.keyboard.press("Escape")
        expect(options).to_have_count(0)
        expect(field).to_have_value("sprac")
        page.keyboard.press("ArrowDown")
        expect(options.first).to_be_visible()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/suche\?q=Sprachkurs$"))
        expect(page.get_by_label("Was brauchen Sie?")).to_have_value("Sprachkurs")
        expect(options).to_have_count(0)

    def test_by_touch_to_an_entry(self, phone):
        phone.goto("/suche")
        asked = []
        phone.on("request", lambda r: asked.append(r.url) if "@suggest" in r.url else None)
        field = phone.get_by_label("Was brauchen Sie?")
        field.press_sequentially("a")
        phone.wait_for_timeout(300)
        assert asked == []
        field.press_sequentially("gentur für arb")
        option = phone.get_by_role("option", name="Agentur für Arbeit").last
        assert option.bounding_box()["height"] >= 44
        option.tap()
        phone.wait_for_url("**/akteure/**")

    def test_a_filter_is_set_without_a_reload(self, search):
        search.get_by_label("Was brauchen Sie?").press_sequentially("Jüchen")
        search.get_by_role("option", name=re.compile("^Jüchen Ort")).click()
        expect(box(search, "Jüchen")).to_be_checked()
        assert search.evaluate(UNCHANGED)


def test_nothing_is_wrong_while_it_is_used(any_page, axe):
    """Open filters, an error at a field, open suggestions; the page at rest is in pages.py."""
    any_page.goto("/suche?sort=distance&topic=language&q=Beratung Xyzzyqwert")
    if any_page.viewport_size["width"] < 500:
        any_page.get_by_text("Filter", exact=True).tap()
    any_page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    any_page.get_by_label("Was brauchen Sie?").fill("")
    any_page.get_by_label("Was brauchen Sie?").press_sequentially("sprac")
    expect(any_page.get_by_role("option").first).to_be_visible()
    any_page.keyboard.press("ArrowDown")
    assert axe(any_page) == []
