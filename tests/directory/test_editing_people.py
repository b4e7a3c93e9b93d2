"""The office connects people with their organisation; everybody finds what waits for them."""

from forms.posting import Person
from kim.portal.directory import accounts
from kim.portal.directory.editors import group_of
from kim.portal.directory.worklists import AfterLogin
from plone import api
from Products.MailHost.MailHost import MailBase
from test_editing import ACTOR
from test_editing import COPY
from test_editing import DRAFT
from test_editing import OFFER
from test_editing import press
from test_editing import World
from typing import Any

import pytest
import transaction


@pytest.fixture
def world(functional) -> World:
    return World(functional["portal"])


def add(person: Person, email: str, name: str = "") -> Any:
    return press(person, f"{ACTOR}/@@people", "", [("email", email), ("name", name)])


def members(world: World) -> set[str]:
    transaction.begin()
    users = api.user.get_users(groupname=group_of(world.actor))
    return {user.getProperty("email") for user in users}


class TestPeople:
    @pytest.mark.parametrize("user", [None, "member", "foreign", "editor"])
    def test_only_the_office(self, world, user):
        add(world.person(user), "new@example.org", "New Person")
        assert members(world) == {"editor@example.org"}

    def test_new_account_with_a_link(self, world):
        page = add(world.person("coordinator"), "New@Example.org", "New Person")
        link = page.text("//*[@id='reset-link']")
        assert "/passwordreset/" in link
        assert members(world) == {"editor@example.org", "New@Example.org"}
        user = accounts.find("new@example.org")
        assert user.getUserName() == "new@example.org"
        assert "new" not in user.getId().lower() or len(user.getId()) == 32
        assert api.user.get_roles(user=user) == ["Member", "Authenticated"]
        # The link is shown this once.
        page = world.person("coordinator").open(f"{ACTOR}/@@people")
        assert not page.tree.xpath("//*[@id='reset-link']")
        assert "New Person" in page.text("//*[@class='kim-people']")

    def test_the_link_sets_a_password(self, world):
        page = add(world.person("coordinator"), "new@example.org", "New Person")
        link = page.text("//*[@id='reset-link']").rsplit("/plone", 1)[1]
        visitor = world.person()
        form = visitor.open(link)
        fields = [
            (n, v)
            for n, v in form.fields("//form[.//input[@type='password']]")
            if not n.startswith("password") and n != "userid"
        ]
        secret = "Ein-langes-Kennwort-1"
        sent = [("userid", "new@example.org"), ("password", secret), ("password2", secret)]
        answer = visitor.post("/passwordreset", [*fields, *sent])
        assert answer.status == 200
        editor = Person(world.portal.absolute_url(), "new@example.org", secret)
        assert editor.open("/@@my-entries").status == 200

    def test_mail_where_it_can_be_sent(self, world, monkeypatch):
        sent = []
        monkeypatch.setattr(MailBase, "_send", lambda *args, **kwargs: sent.append(args))
        self.configure_mail()
        page = add(world.person("coordinator"), "new@example.org", "New Person")
        assert not page.tree.xpath("//*[@id='reset-link']")
        assert len(sent) == 1
        assert "passwordreset" in str(sent[0])

    def test_link_where_the_mail_fails(self, world, monkeypatch):
        def refuse(*args, **kwargs):
            raise ConnectionRefusedError

        monkeypatch.setattr(MailBase, "_send", refuse)
        self.configure_mail()
        page = add(world.person("coordinator"), "new@example.org", "New Person")
        assert page.text("//*[@id='reset-link']")

    def configure_mail(self):
        api.portal.get_tool("MailHost").smtp_host = "mail.example.org"
        api.portal.set_registry_record("plone.email_from_address", "office@example.org")
        transaction.commit()

    def test_existing_account(self, world):
        page = add(world.person("coordinator"), "MEMBER@example.org")
        assert page.messages
        assert members(world) == {"editor@example.org", "member@example.org"}

    WRONG = {
        "nothing": ("", "", "people-email"),
        "twice": ("editor@example.org", "", "people-email"),
        "no address": ("nobody", "No Body", "people-email"),
        "markup": ("<b>@example.org", "No Body", "people-email"),
        "unknown": ("nobody@example.org", "", "people-name"),
    }

    @pytest.mark.parametrize("name", WRONG)
    def test_refused(self, world, name):
        email, full_name, target = self.WRONG[name]
        page = add(world.person("coordinator"), email, full_name)
        field = page.by_id(target)
        assert field.get("aria-invalid") == "true"
        assert "people-error" in field.get("aria-describedby")
        assert page.text("//*[@id='people-error']")
        assert page.by_id("people-email").get("value") == email
        assert members(world) == {"editor@example.org"}

    def test_remove(self, world):
        office, user = world.person("coordinator"), api.user.get(username="editor")
        press(office, f"{ACTOR}/@@people", "", [("remove", user.getId())])
        assert members(world) == set()
        press(office, f"{ACTOR}/@@people", "", [("remove", "coordinator")])
        assert api.user.get(username="coordinator") is not None

    def test_needs_the_token(self, world):
        page = world.person("coordinator").post(f"{ACTOR}/@@people", [("remove", "editor")])
        assert page.status == 403
        assert members(world) == {"editor@example.org"}


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
        assert menu("coordinator") == {"@@office"}
        assert menu("member") == set()


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
