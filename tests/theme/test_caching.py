"""Pages come from the RAM cache, a change shows at once, and errors are never kept."""

from kim.portal.theme.assets import asset_version
from lxml import html
from plone import api

import pytest
import transaction


RAM = "X-RAMCache"


@pytest.fixture(autouse=True)
def manager(site):
    with api.env.adopt_roles(["Manager"]):
        yield


class TestVisitorsPages:
    def test_the_second_visitor_gets_the_kept_page(self, browse):
        first, second = browse("/seite"), browse("/seite")
        assert RAM not in first.headers
        assert RAM in second.headers
        assert first.contents == second.contents
        assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]

    def test_a_browser_asks_again_and_keeps_what_it_has(self, browse):
        etag = browse("/seite").headers["ETag"]
        assert browse("/seite", If_None_Match=etag).headers["status"].startswith("304")

    def test_nobody_on_the_way_keeps_them(self, browse):
        assert browse("/seite").headers["Cache-Control"] == "max-age=0, must-revalidate, private"

    def test_each_language_has_its_own(self, browse):
        browse("/seite")
        english = browse("/seite", Cookie="I18N_LANGUAGE=en")
        assert RAM not in english.headers
        assert html.fromstring(english.contents).get("lang") == "en"

    def test_messages_are_not_kept(self, browse):
        browse("/seite")
        browser = browse("/require_login")
        assert RAM not in browser.headers


class TestChanges:
    def test_of_the_page_show_at_once(self, browse, site):
        browse("/seite")
        site["seite"].title = "Neue Hilfe"
        site["seite"].reindexObject()
        transaction.commit()
        assert "Neue Hilfe" in browse("/seite").contents

    def test_of_a_setting_show_at_once(self, browse):
        browse("/seite")
        api.portal.set_registry_record("plone.site_title", "Umbenannt")
        transaction.commit()
        assert "Umbenannt" in browse("/seite").contents

    def test_of_the_navigation_show_at_once(self, browse, site):
        browse("/seite")
        folder = api.content.create(site, "Folder", "neu", "Neuer Bereich")
        api.content.transition(folder, "publish")
        transaction.commit()
        assert "Neuer Bereich" in browse("/seite").contents
        api.content.transition(folder, "retract")
        transaction.commit()
        assert "Neuer Bereich" not in browse("/seite").contents

    def test_what_is_no_longer_public_is_gone_at_once(self, browse, site):
        browse("/seite")
        api.content.transition(site["seite"], "retract")
        transaction.commit()
        assert "/login" in browse("/seite").url


class TestOthers:
    def test_whoever_is_logged_in_gets_a_page_made_anew(self, browse):
        browse("/seite")
        headers = browse("/seite", as_="manager").headers
        assert RAM not in headers
        again = browse("/seite", as_="manager", If_None_Match=headers["ETag"])
        assert again.headers["status"].startswith("200")

    @pytest.mark.parametrize("path", ["/gibt-es-nicht", "/geheim"])
    def test_errors_are_not_kept(self, browse, site, path):
        browser = browse("/seite")
        browser.followRedirects = False
        browser.open(f"{site.absolute_url()}{path}")
        assert "public" not in browser.headers.get("Cache-Control", "")
        assert "ETag" not in browser.headers

    @pytest.mark.parametrize("path", ["/seite", "/@search?SearchableText=hilfe", "/geheim", "/nix"])
    def test_answers_to_programs_are_not_public(self, browse, path):
        cache = browse(path, accept="application/json").headers.get("Cache-Control", "")
        assert "public" not in cache
        assert "max-age=10" not in cache

    def test_static_files_have_an_address_for_their_content(self, browse, site):
        """By ``++unique++`` plone.resource knows that they may be kept for a year."""
        page = html.fromstring(browse("/seite").contents)
        (address,) = page.xpath("//link[@rel='stylesheet']/@href")
        assert f"/++unique++{asset_version()}/" in address
        headers = browse(address.removeprefix(site.absolute_url())).headers
        assert headers["Content-Type"].startswith("text/css")
        assert "public" in headers["Cache-Control"]


class TestHeaders:
    @pytest.mark.parametrize("path", ["/seite", "/gibt-es-nicht", "/login"])
    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "SAMEORIGIN"),
            ("Referrer-Policy", "same-origin"),
        ],
    )
    def test_every_page_carries(self, browse, path, name, value):
        assert browse(path).headers[name] == value

    def test_visitors_pages_forbid_other_hosts(self, browse):
        assert "default-src 'self'" in browse("/seite").headers["Content-Security-Policy"]
        assert "Content-Security-Policy" not in browse("/seite", as_="manager").headers
