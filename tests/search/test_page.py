"""The search page as a visitor sees it, without script: the address is the filter."""

from kim.portal.county import publication
from kim.portal.search.choices import options
from kim.portal.search.finding import Count
from kim.portal.search.left_out import left_out
from kim.portal.search.query import Query
from kim.portal.words.highlight import marked
from kim.portal.words.spelling import as_written
from kim.portal.words.unmet import KEY
from plone import api
from tests.county_site import words
from urllib.parse import quote
from urllib.parse import urlencode
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


def titles(page):
    return [words(link) for link in page.cssselect(".kim-list-title")]


def heading(page):
    return words(page.get_element_by_id("search-heading"))


def chips(page):
    return {words(link): link.get("href") for link in page.cssselect("#search-summary .kim-tag")}


def counts(page, facet):
    """Value → count, of one facet."""
    return {
        box.get("value"): int(box.getparent().cssselect(".kim-count")[0].text)
        for box in page.xpath(f"//input[@type='checkbox' and @name='{facet}']")
    }


def chosen(page):
    return {(box.get("name"), box.get("value")) for box in page.xpath("//input[@checked]")}


@pytest.fixture
def search(visitor):
    """The page for some parameters: ``search(q="Kurs", topic=["work", "housing"])``."""

    def search(**parameters):
        return visitor.open(f"/suche?{urlencode(parameters, doseq=True)}")

    return search


class TestAddress:
    def test_without_a_question_everything_is_there_by_name(self, visitor):
        page = visitor.open("/suche")
        found = titles(page)
        assert heading(page) == f"{len(found)} Ergebnisse"
        assert found == sorted(found, key=str.lower)
        assert {"Sprachkurs am Abend", "Lotsengang", "Altdorf"} <= set(found)

    def test_is_the_filter(self, search):
        page = search(topic="housing")
        assert titles(page) == ["Lotsengang"]
        assert chosen(page) == {("topic", "housing")}

    def test_values_of_a_facet_are_alternatives_facets_narrow_each_other(self, search):
        both = titles(search(topic=["housing", "work"]))
        assert sorted(both) == ["Ankerprogramm", "Lotsengang"]
        assert titles(search(topic=["housing", "work"], type="offer")) == ["Lotsengang"]

    def test_a_term_stands_for_those_below_it(self, search):
        assert {"Lotsengang", "Sprachkurs am Abend"} <= set(titles(search(topic="arrival")))

    def test_counts_respect_the_other_facets_and_zero_stays(self, search):
        page = search(topic="work")
        assert counts(page, "type") | {"actor": 0} == {
            "offer": 0,
            "actor": 0,
            "programme": 1,
            "network": 0,
            "committee": 0,
            "municipality": 0,
            "page": 0,
        }
        # What could be chosen instead of it is counted without it.
        assert counts(page, "topic")["housing"] == 1
        none = page.xpath("//label[@data-none]//input[@name='type']/@value")
        assert "offer" in none

    def test_each_filter_can_be_taken_off(self, search, visitor):
        page = search(q="Lotsen", topic="housing", type=["offer", "programme"])
        links = chips(page)
        assert set(links) == {
            "Filter entfernen: Thema: Wohnen",
            "Filter entfernen: Art: Angebot",
            "Filter entfernen: Art: Programm",
            "Alle Filter entfernen",
        }
        link = links["Filter entfernen: Art: Angebot"]
        assert link == f"{visitor.url}/suche?q=Lotsen&type=programme&topic=housing"
        assert links["Alle Filter entfernen"] == f"{visitor.url}/suche?q=Lotsen"

    def test_the_old_page_leads_here(self, visitor):
        visitor.browser.followRedirects = False
        visitor.browser.open(f"{visitor.url}/@@search?SearchableText=caf%C3%A9+%26+x")
        assert visitor.status == 301
        location = visitor.browser.headers["location"]
        assert location == f"{visitor.url}/suche?q=caf%C3%A9+%26+x"

    @pytest.mark.parametrize("path", ["/", "/kommunen", "/suche"])
    def test_every_field_leads_here(self, visitor, path):
        forms = visitor.open(path).cssselect("form[role=search]")
        assert forms
        assert {form.get("action") for form in forms} == {f"{visitor.url}/suche"}
        assert {i.get("name") for form in forms for i in form.cssselect("input")} == {"q"}

    def test_search_engines_know_one_address(self, search, visitor):
        page = search(topic=["nonsense", "work"], utm_source="x")
        canonical = page.xpath("//link[@rel='canonical']/@href")
        assert canonical == [f"{visitor.url}/suche?topic=work"]


class TestOrder:
    def test_by_distance_from_a_place(self, search):
        page = search(q="Stadt", sort="distance", near="neustadt")
        assert page.xpath("//select[@id='search-near']/option[@selected]/@value") == ["neustadt"]
        assert titles(page)[0].endswith("Neustadt")

    def test_distance_from_nowhere_is_asked_about_at_the_field(self, search):
        page = search(sort="distance")
        place = page.get_element_by_id("search-near")
        assert place.get("aria-invalid") == "true"
        help_ = page.get_element_by_id(place.get("aria-describedby"))
        assert words(help_) == "Bitte wählen Sie, von wo aus gemessen wird."
        assert page.xpath("//select[@id='search-sort']/option[@selected]/@value") == ["distance"]

    def test_pages(self, search):
        first = search(size=3, type=["offer", "actor"])
        following = first.xpath("//a[@rel='next']/@href")[0]
        assert following.endswith("?type=offer&type=actor&size=3&page=2")
        second = search(size=3, type=["offer", "actor"], page=2)
        assert not set(titles(first)) & set(titles(second))

    def test_beyond_the_last_page_is_the_last_page(self, search):
        page = search(size=3, page=10**9)
        assert titles(page)
        assert not page.xpath("//a[@rel='next']")


class TestResults:
    def test_say_what_they_are(self, search):
        page = search(q="Sprachkurs")
        facts = [words(fact) for fact in page.cssselect(".kim-meta")[0]]
        assert facts == ["Angebot", "Sprachclub Neustadt", "Neustadt", "Deutsch", "kostenlos"]

    def test_what_was_found_is_marked(self, search):
        page = search(q="Kurse")
        assert [words(mark) for mark in page.cssselect("mark")][:1] == ["Sprachkurs"]

    def test_a_misspelt_word_is_shown_as_it_was_taken(self, search):
        page = search(q="Sprachkrus Abend")
        assert titles(page)[0] == "Sprachkurs am Abend"
        note = words(page.get_element_by_id("search-summary"))
        assert "Ergebnisse für Sprachkurs Abend." in note
        assert "Zu „Sprachkrus“ haben wir nichts gefunden." in note

    def test_so_it_is_in_english(self, search):
        page = search(q="Sprachkrus Abend", set_language="en")
        note = words(page.get_element_by_id("search-summary"))
        assert "No entry has: Sprachkrus" in note

    def test_a_word_that_stands_nowhere_is_named(self, search):
        page = search(q="Sprachkurs Xyzzyqwert")
        assert "Das steht in keinem Eintrag: Xyzzyqwert" in words(
            page.get_element_by_id("search-summary")
        )

    def test_where_those_begin_that_lack_a_word(self, search):
        page = search(q="Sprachclub Abend")
        whole, lacking = page.cssselect("#search-list .kim-list")
        assert titles(whole) == ["Sprachkurs am Abend"]
        assert titles(lacking) == ["Sprachclub Neustadt"]
        between = words(lacking.getprevious())
        assert between == "Hier fehlen einige Ihrer Wörter"
        page = search(q="Sprachkurs Lotsengang")
        assert "Kein Eintrag enthält alle Ihre Wörter." in words(page.get_element_by_id("content"))

    def test_nothing_found_says_what_to_try(self, search, visitor):
        page = search(q="Lotsengang", topic="work", type="offer")
        assert heading(page) == "0 Ergebnisse"
        ways = {words(link): link.get("href") for link in page.cssselect("#search-list a")}
        assert ways["Ohne den Filter „Arbeit“: 1 Ergebnis"] == (
            f"{visitor.url}/suche?q=Lotsengang&type=offer"
        )
        assert {"Hilfe finden", "Lotsenbüro Musterkreis"} <= set(ways)

    def test_what_is_not_published_is_not_counted(self, search, functional):
        before = counts(search(), "topic")["housing"]
        offer = functional["portal"]["akteure"]["lotsenbuero"]["lotsengang"]
        with api.env.adopt_roles(["Manager"]):
            publication.retire(offer)
        transaction.commit()
        page = search()
        assert counts(page, "topic")["housing"] == before - 1
        assert "Lotsengang" not in titles(page)
        assert titles(search(q="Amtsrunde")) == []


class TestAnything:
    """Whatever an address says: an answer or a refusal that names it, never an error."""

    @pytest.mark.parametrize(
        "query",
        [
            "q=" + "a" * 10_000,
            "q=" + "wort%20" * 28,
            "q=%00%01%1b%7f",
            "q=*%3F%25_",
            "q=" + quote('AND OR NOT ()"*'),
            "q=" + quote("مساعدة في اللغة"),
            "q=" + quote("Помощь на языке"),
            "q=%FF%FE",
            "q=a&q=b",
            "q:int=x",
            "q:list=a",
            "q.x:record=a",
            "topic=atlantis",
            "topic=work&topic=atlantis&topic=work",
            "topic.x:record=a",
            "topic:json={}",
            "topic:int=3",
            "municipality=%00",
            "sort=nonsense",
            "sort=distance&near=atlantis",
            "size=0",
            "size=10000000000000000000000",
            "page=-1",
            "page=0",
            "page=1000000000",
            "page=x",
            "page=1&page=2",
            "verified=3-months&verified=",
        ],
    )
    def test_gets_an_answer(self, visitor, query):
        visitor.open(f"/suche?{query}")
        assert visitor.status in (200, 400)

    def test_what_is_not_understood_is_said(self, search):
        page = search(topic=["atlantis", "work"], sort="nonsense")
        assert titles(page) == ["Ankerprogramm"]
        note = words(page.get_element_by_id("search-summary"))
        assert "Das wurde nicht verstanden und weggelassen: nonsense, atlantis" in note

    def test_a_long_text_is_cut(self, search):
        page = search(q="Sprachkurs " * 100)
        assert "Ihr Text ist zu lang." in words(page.get_element_by_id("search-summary"))
        assert titles(page)

    def test_markup_stays_text(self, search, functional):
        evil = "Kurs <script>alert(1)</script>"
        offer = functional["portal"]["akteure"]["lotsenbuero"]["lotsengang"]
        offer.title = offer.description = evil
        offer.reindexObject()
        transaction.commit()
        page = search(q=f'{evil} "', topic=evil)
        assert not page.xpath("//main//script")
        assert evil in titles(page)
        assert page.get_element_by_id("search-text").value == f'{evil} "'


class TestRules:
    def test_marked(self):
        assert marked("<b> Kurs & Kurse", frozenset({"kurs"})) == (
            "&lt;b&gt; <mark>Kurs</mark> &amp; <mark>Kurse</mark>"
        )
        assert marked("a < b", frozenset()) == "a &lt; b"
        # As it comes out of a PDF.
        assert marked("Behö\xadrde", frozenset({"behorde"})) == "<mark>Behörde</mark>"
        assert marked("Beho\u0308rde", frozenset({"behorde"})) == "<mark>Behörde</mark>"

    def test_options(self):
        html = options("topic", (Count('"><b>', "<b>", 1, 0, True),))
        assert "<b>" not in html
        assert " checked" in html and "kim-level-1" in html and " data-none" in html

    @pytest.mark.parametrize(
        ("folded", "typed", "text", "expected"),
        [
            ("auslanderbehorde", "Auslenderbehörde", "Die Ausländerbehörde", "Ausländerbehörde"),
            ("auslanderbehorde", "Auslenderbehörde", "in Ausländerbehörden", "Ausländerbehörde"),
            ("beratung", "Beratnug", "Frauenberatungsstelle", "Beratung"),
            ("agentur arbeit", "Agentor Arbeit", "Agentur für Arbeit", "Agentur Arbeit"),
            ("unbekannt", "unbekant", "nichts", "unbekannt"),
        ],
    )
    def test_as_written(self, folded, typed, text, expected):
        assert as_written(folded, typed, [text]) == expected

    def test_left_out(self):
        query = Query(chosen={"topic": ("work",)})
        form = {"topic": ["work", "x" * 99], "near": "", "sort": "distance", "q": ["a", "b"]}
        assert left_out(form, query, ["topic"]) == ["x" * 40, "q"]


class TestUnmet:
    def test_a_word_that_stands_nowhere_is_counted_once_for_visitors(self, visitor, functional):
        visitor.open("/suche?q=Quantenphysik")
        transaction.begin()
        kept = IAnnotations(functional["portal"])[KEY]
        assert kept["quantenphysik"][0] == 1
