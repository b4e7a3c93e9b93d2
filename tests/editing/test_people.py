"""The office connects people with their organisation."""

from forms.posting import Person
from kim.portal.editing import accounts
from kim.portal.editing.editors import group_of
from plone import api
from tests.editing.world import ACTOR
from tests.editing.world import press
from tests.editing.world import World
from tests.mailbox import commit
from typing import Any

import pytest
import transaction


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

    def test_mail_where_it_can_be_sent(self, world, mailbox):
        mailbox.connect()
        commit()
        page = add(world.person("coordinator"), "new@example.org", "New Person")
        assert not page.tree.xpath("//*[@id='reset-link']")
        (letter,) = mailbox.letters
        assert letter["To"] == "new@example.org"
        assert "/passwordreset/" in letter.get_content()

    def test_a_mail_that_fails_is_seen_in_the_outbox(self, world, mailbox):
        mailbox.connect()
        commit()
        mailbox.refuse = "550 Unknown"
        add(world.person("coordinator"), "new@example.org", "New Person")
        page = world.person("coordinator").open("/@@outbox")
        assert "new@example.org" in page.text("//*[@id='content']")

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
