"""Everybody finds what waits for them."""

from forms.posting import Person
from kim.portal.editing.waiting import IOwnList
from kim.portal.editing.waiting import ISection
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.editing.worklists import AfterLogin
from kim.portal.editing.worklists import MyEntries
from kim.portal.editing.worklists import Office
from plone import api
from tests.editing.world import ACTOR
from tests.editing.world import COPY
from tests.editing.world import DRAFT
from tests.editing.world import OFFER
from tests.editing.world import press
from zope.component import adapter
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pytest


def listed(person: Person, path: str) -> dict[str, str]:
    """Path → state of every row of a list."""
    page = person.open(path)
    rows = page.tree.xpath("//table[contains(@class, 'kim-worklist')]/tbody/tr")
    return {
        row.xpath("string(.//a/@href)").split("/plone", 1)[1]: row.xpath("string(./td[1])").strip()
        for row in rows
    }


class TestMyEntries:
    def test_own_entries_with_their_changes(self, world):
        editor = world.person("editor")
        press(editor, f"{ACTOR}/@@kim-change", "")
        press(editor, f"{OFFER}/@@kim-change", "")
        found = listed(editor, "/@@my-entries")
        assert set(found) == {ACTOR, COPY, OFFER, "/akteure/own/copy_of_open", DRAFT}
        assert set(listed(world.person("foreign"), "/@@my-entries")) == {"/akteure/other"}

    def test_nothing(self, world):
        page = world.person("member").open("/@@my-entries")
        assert page.status == 200
        assert page.text("//*[@id='content-core']")

    def test_visitor_logs_in(self, world):
        assert "/login?" in world.person().open("/@@my-entries").url

    def test_in_the_personal_menu(self, world):
        def menu(user: str) -> set[str]:
            links = world.person(user).open("/").tree.xpath("//a/@href")
            return {link.split("/")[-1] for link in links} & {"@@my-entries", "@@office"}

        assert menu("editor") == {"@@my-entries"}
        assert menu("coordinator") == {"@@my-entries", "@@office"}
        assert menu("member") == {"@@my-entries"}


class TestOffice:
    def test_what_waits(self, world):
        editor = world.person("editor")
        press(editor, DRAFT, "@@kim-submit")
        press(editor, f"{ACTOR}/@@kim-change", "")
        found = listed(world.person("coordinator"), "/@@office")
        assert set(found) == {DRAFT, COPY}

    @pytest.mark.parametrize("user", [None, "member", "foreign", "editor"])
    def test_only_the_office(self, world, user):
        page = world.person(user).open("/@@office")
        assert "/login" in page.url or page.status in (401, 403) or "privileges" in page.url


class TestAfterLogin:
    @pytest.mark.parametrize(
        ("user", "came_from", "leads_to"),
        [
            ("editor", "", "/@@my-entries"),
            ("coordinator", "", "/@@office"),
            ("coordinator", "/akteure", "/akteure"),
            ("member", "/", "/"),
        ],
    )
    def test_leads_to(self, world, http_request, user, came_from, leads_to):
        home = world.portal.absolute_url()
        with api.env.adopt_user(username=user):
            found = AfterLogin(world.portal, http_request)(came_from and home + came_from)
        assert found == home + leads_to


class TestOtherRooms:
    """What other rooms put on the lists comes after the own sections, in its order."""

    @pytest.fixture
    def added(self, integration):
        def section(title: str, order: int) -> None:
            @implementer(ISection)
            @adapter(IOwnList)
            def found(worklist: IOwnList) -> Section | None:
                return Section(title, [Row("/", "Zeile", "Art")], order=order) if title else None

            registry.registerSubscriptionAdapter(found)
            made.append(found)

        registry, made = getGlobalSiteManager(), []
        yield section
        for found in made:
            registry.unregisterSubscriptionAdapter(found)

    def test_in_order(self, added, portal, http_request):
        for title, order in (("Dritter", 30), ("Zweiter", 20), ("", 10)):
            added(title, order)
        found = MyEntries(portal, http_request).sections()
        assert [section.title for section in found] == ["Zweiter", "Dritter"]
        assert Office(portal, http_request).sections()[-1].title not in ("Zweiter", "Dritter")

    def test_columns_that_no_row_fills(self):
        section = Section("Titel", [Row("/", "Zeile", "Art", next="Lesen")])
        assert section.has("next") and not section.has("state")
