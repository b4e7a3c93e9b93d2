"""Not there, not open, broken: the right status, a way on, and nothing given away."""

from kim.portal.interfaces import IKimLayer
from lxml import html
from Products.Five.browser import BrowserView
from zope.component import getGlobalSiteManager
from zope.interface import Interface

import json
import pytest


class Broken(BrowserView):
    """Breaks."""

    __roles__ = None

    def __call__(self) -> str:
        raise ZeroDivisionError("secret of the works")


@pytest.fixture
def broken():
    registration = (Broken, (Interface, IKimLayer), Interface, "broken")
    getGlobalSiteManager().registerAdapter(*registration)
    yield
    getGlobalSiteManager().unregisterAdapter(*registration)


class TestNotFound:
    def test_status_and_shell(self, browse):
        browser = browse("/gibt-es-nicht")
        assert browser.headers["status"].startswith("404")
        assert "kim-lean" in browser.contents

    @pytest.mark.parametrize("path", ["/sprachkurs-neuss", "/alt/sprachkurs-neuss.html"])
    def test_offers_to_search_for_the_words_of_the_address(self, browse, path):
        field = html.fromstring(browse(path).contents).cssselect("main input[type=search]")[0]
        assert field.get("value") == "sprachkurs neuss"

    def test_an_address_cannot_write_into_the_page(self, browse):
        assert "<script>" not in browse("/%22%3E%3Cscript%3Ealert(1)%3C/script%3E").contents

    def test_leads_to_the_sections(self, browse, site):
        links = html.fromstring(browse("/gibt-es-nicht").contents).xpath("//main//a/@href")
        assert f"{site.absolute_url()}/kommunen" in links

    def test_a_program_gets_json(self, browse):
        browser = browse("/gibt-es-nicht", accept="*/*")
        assert browser.headers["status"].startswith("404")
        assert json.loads(browser.contents) == {"error_type": "NotFound"}


class TestNotOpen:
    def test_a_visitor_lands_at_the_login_and_learns_why(self, browse):
        browser = browse("/geheim")
        assert "/login?came_from=" in browser.url
        assert html.fromstring(browser.contents).cssselect(".alert")

    def test_the_way_there_does_not_name_it(self, browse, functional, site):
        browser = browse("/seite")
        browser.followRedirects = False
        browser.open(f"{site.absolute_url()}/geheim")
        assert browser.headers["status"].startswith("302")
        assert "Verborgener" not in browser.contents

    def test_the_login_form_does_not_name_it(self, browse):
        assert "Verborgener" not in browse("/geheim").contents

    def test_whoever_is_logged_in_is_told(self, browse):
        browser = browse("/insufficient-privileges", as_="member")
        assert browser.headers["status"].startswith("403")


@pytest.mark.usefixtures("broken")
class TestBroken:
    def test_is_calm_and_says_nothing_of_the_works(self, browse):
        browser = browse("/seite/@@broken")
        assert browser.headers["status"].startswith("500")
        assert "kim-lean" in browser.contents
        assert "secret of the works" not in browser.contents

    def test_managers_see_what_broke(self, browse):
        assert "secret of the works" in browse("/seite/@@broken", as_="manager").contents


class TestNotUnderstood:
    def test_says_which_part_of_the_address_and_leads_to_the_page_without_it(self, browse, site):
        browser = browse("/suche?page=-1")
        assert browser.headers["status"].startswith("400")
        main = html.fromstring(browser.contents).cssselect("main")[0]
        assert main.cssselect("h1")[0].text_content() == "Diese Adresse haben wir nicht verstanden"
        assert main.cssselect("strong")[0].text_content() == "page"
        assert f"{site.absolute_url()}/suche" in main.xpath(".//a/@href")

    def test_an_address_cannot_write_into_the_page(self, browse):
        assert "<script>" not in browse("/suche?page=<script>alert(1)</script>").contents
