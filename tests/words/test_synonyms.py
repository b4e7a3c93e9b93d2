"""Words that mean the same: kept as lines, edited by the office, started from a file."""

from kim.portal.words.synonyms import line
from kim.portal.words.synonyms import parsed
from kim.portal.words.synonyms import phrase
from kim.portal.words.synonyms import SynonymLoader
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


class TestLines:
    def test_there_and_back(self):
        row = (["Arbeitsamt", "Amt für Arbeit"], ["Agentur für Arbeit", "Jobcenter"])
        assert parsed(line(*row)) == row

    @pytest.mark.parametrize("text", ["", "Amt", "Amt =", "= Amt", "a = b = c", " , = -"])
    def test_two_sides(self, text):
        assert parsed(text) is None

    def test_a_phrase_is_known_however_it_is_written(self):
        assert phrase("Ämter für Arbeit") == phrase("amt arbeit")


class TestLoader:
    def test_twice_changes_nothing(self, integration, portal):
        loader = SynonymLoader()
        (entry,) = loader.entries([{"words": ["Amt"], "means": ["Behörde"]}])
        assert loader.find(entry) is None
        loader.write(None, entry)
        assert loader.find(entry)
        assert loader.state(True, entry) == {"lines": ["Amt = Behörde"]}


class TestForm:
    @pytest.fixture
    def browser(self, functional):
        found = Browser(functional["app"])
        found.handleErrors = False
        login = f"{SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}"
        found.addHeader("Authorization", f"Basic {login}")
        found.open(functional["portal"].absolute_url() + "/@@kim-search-words")
        return found

    def test_the_office_edits_the_lines(self, browser):
        field = browser.getControl(name="form.widgets.synonyms")
        field.value = "Arbeitsamt = Agentur für Arbeit\nKita = Kindertagesstätte"
        browser.getControl(name="form.buttons.save").click()
        transaction.begin()
        assert api.portal.get_registry_record("kim.search.synonyms") == [
            "Arbeitsamt = Agentur für Arbeit",
            "Kita = Kindertagesstätte",
        ]

    def test_a_line_has_the_width_of_the_page(self, browser):
        field = browser.getControl(name="form.widgets.synonyms")
        assert "form-control" in field._elem["class"]

    def test_a_line_without_two_sides_is_named_and_nothing_is_lost(self, browser):
        typed = "Arbeitsamt = Agentur für Arbeit\nKita Kindertagesstätte"
        browser.getControl(name="form.widgets.synonyms").value = typed
        browser.getControl(name="form.buttons.save").click()
        assert "Zeile 2" in browser.contents
        kept = browser.getControl(name="form.widgets.synonyms").value
        assert kept.replace("\r\n", "\n") == typed

    def test_it_is_the_offices(self, functional):
        visitor = Browser(functional["app"])
        visitor.raiseHttpErrors = False
        visitor.open(functional["portal"].absolute_url() + "/@@kim-search-words")
        assert "form.widgets.synonyms" not in visitor.contents
