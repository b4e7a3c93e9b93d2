"""What a visitor gets around every page, and what somebody who logged in gets instead."""

from lxml import html
from plone import api
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD

import pytest
import transaction


STOCK_VIEWS = [
    "/login",
    "/login_form",
    "/suche?q=hilfe",
    "/sitemap",
    "/mail_password_form",
    "/@@login-help",
    "/passwordreset/unknown",
    "/contact-info",
    "/logged-out",
]


def page(browser) -> html.HtmlElement:
    return html.fromstring(browser.contents)


def texts(page: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.cssselect(path)]


class TestVisitor:
    def test_gets_the_lean_shell(self, browse):
        shown = page(browse("/seite"))
        assert "kim-lean" in shown.get("class")
        assert texts(shown, "main h1") == ["Hilfe"]

    def test_gets_one_script_of_our_own(self, browse, site):
        scripts = page(browse("/seite")).xpath("//script")
        assert [script.text for script in scripts] == [None]
        assert scripts[0].get("src").startswith(f"{site.absolute_url()}/++plone++kim.portal/")

    @pytest.mark.parametrize("path", ["", "/seite", "/kommunen", "/login", "/suche"])
    def test_is_sent_to_no_other_host(self, browse, site, path):
        shown = page(browse(path))
        shown.make_links_absolute(f"{site.absolute_url()}/")
        addresses = [
            *shown.xpath("//@src"),
            *shown.xpath("//link/@href"),
            *shown.xpath("//@action"),
        ]
        assert [a for a in addresses if not a.startswith(site.absolute_url())] == []

    @pytest.mark.parametrize("path", STOCK_VIEWS)
    def test_stock_views_fill_the_shell(self, browse, path):
        browser = browse(path)
        assert browser.headers["status"].startswith("200")
        shown = page(browser)
        assert "kim-lean" in shown.get("class")
        assert len(texts(shown, "main")[0]) > 20

    def test_the_login_form_works(self, browse):
        browser = browse("/login")
        browser.getControl(name="__ac_name").value = TEST_USER_NAME
        browser.getControl(name="__ac_password").value = TEST_USER_PASSWORD
        browser.getControl(name="buttons.login").click()
        assert "kim-lean" not in browser.contents

    def test_skip_link_comes_first(self, browse):
        first = page(browse("/seite")).cssselect("body a")[0]
        assert first.get("href") == "#portal-column-content"

    @pytest.mark.parametrize("landmark", ["header", "nav", "main", "footer"])
    def test_has_landmarks(self, browse, landmark):
        assert page(browse("/seite")).cssselect(landmark)

    @pytest.mark.parametrize("path", ["impressum", "datenschutz", "barrierefreiheit", "login"])
    def test_the_foot_leads_to_what_it_must(self, browse, site, path):
        links = page(browse("/seite")).xpath("//footer//a/@href")
        assert f"{site.absolute_url()}/{path}" in links

    def test_messages_are_shown(self, browse):
        shown = page(browse("/require_login"))
        assert shown.cssselect("#global_statusmessage [role=status]")


class TestHead:
    def test_title_names_page_and_portal(self, browse, site):
        title = api.portal.get_registry_record("plone.site_title")
        assert texts(page(browse("/seite")), "head > title") == [f"Hilfe – {title}"]
        assert texts(page(browse()), "head > title") == [title]

    def test_description(self, browse):
        assert page(browse("/seite")).xpath("//meta[@name='description']/@content") == [
            "Was es gibt."
        ]

    @pytest.mark.parametrize(
        ("path", "canonical"),
        [
            ("/seite?x=1", "/seite"),
            ("/seite/view", "/seite"),
            ("/login?came_from=x", "/login"),
            ("/suche?q=a&x=1", "/suche?q=a"),
        ],
    )
    def test_canonical_address(self, browse, site, path, canonical):
        found = page(browse(path)).xpath("//link[@rel='canonical']/@href")
        assert found == [f"{site.absolute_url()}{canonical}"]


class TestLanguage:
    def test_is_the_sites_whatever_the_browser_says(self, browse):
        shown = page(browse("/seite", Accept_Language="en"))
        assert (shown.get("lang"), shown.get("dir")) == ("de", "ltr")

    def test_changes_when_asked_and_marks_what_stays(self, browse):
        shown = page(browse("/seite?set_language=en"))
        assert shown.get("lang") == "en"
        assert shown.cssselect("main")[0].get("lang") == "de"

    def test_is_kept(self, browse, site):
        browser = browse("/seite?set_language=en")
        browser.open(f"{site.absolute_url()}/seite")
        assert page(browser).get("lang") == "en"

    def test_the_switch_keeps_page_and_query(self, browse, site):
        links = page(browse("/suche?q=a+b")).cssselect(".kim-languages a")
        assert [(link.get("lang"), link.get("href")) for link in links] == [
            ("en", f"{site.absolute_url()}/suche?q=a+b&set_language=en")
        ]


class TestNavigation:
    def test_lists_published_sections(self, browse, site):
        links = page(browse("/seite")).cssselect(".kim-nav a")
        found = [link.get("href").removeprefix(site.absolute_url()) for link in links]
        assert found[0] == ""
        assert {"/kommunen", "/akteure"} <= set(found)
        assert "/geheim" not in found

    def test_marks_where_one_is(self, browse):
        current = page(browse("/kommunen")).cssselect(".kim-nav [aria-current]")
        assert [link.get("href").rpartition("/")[2] for link in current] == ["kommunen"]

    def test_the_way_back_names_nothing_hidden(self, browse, site):
        with api.env.adopt_roles(["Manager"]):
            folder = api.content.create(site, "Folder", "intern", "Verborgener Ordner")
            inside = api.content.create(folder, "Document", "offen", "Offen")
            api.content.transition(inside, "publish")
        transaction.commit()
        assert "Verborgener Ordner" not in browse("/intern/offen").contents


class TestLoggedIn:
    def test_gets_all_of_plone(self, browse):
        contents = browse("/seite", as_="manager").contents
        assert "kim-lean" not in contents
        assert 'id="edit-zone"' in contents

    def test_gets_the_same_look(self, browse):
        contents = browse("/seite", as_="manager").contents
        assert "++plone++kim.portal/" in contents
        assert 'class="kim-brand"' in contents
        assert 'class="kim-skip"' in contents


class TestBase:
    @pytest.mark.parametrize("path", ["/kommunen", "/kommunen?page=2"])
    def test_links_within_the_page_stay_on_it(self, browse, site, path):
        for _ in ("cold", "from the cache"):
            bases = html.fromstring(browse(path).contents).cssselect("base")
            assert [base.get("href") for base in bases] == [site.absolute_url() + path]
