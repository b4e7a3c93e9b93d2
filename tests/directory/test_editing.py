"""Proposing, handing in, publishing, giving back, taking over: who may, when, and what is kept."""

from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.county import publication
from kim.portal.county.terms import replace
from kim.portal.directory import changes
from kim.portal.directory.editors import group_of
from plone import api
from plone.locking.interfaces import ILockable
from typing import Any

import datetime
import pytest
import transaction


TERMS = [{"id": "one", "title": {"de": "Eins"}}]
ACTOR, OFFER, DRAFT = "/akteure/own", "/akteure/own/open", "/akteure/own/new"
COPY, OFFER_COPY = "/akteure/working_copy_of_own", "/akteure/own/copy_of_open"


class World:
    """Two actors with an editor each, a trusted one, the office."""

    def __init__(self, portal: Any) -> None:
        self.portal = portal
        with api.env.adopt_roles(["Manager"]):
            self._build()
        transaction.commit()

    def _build(self) -> None:
        for name in ("topics", "categories", "languages"):
            replace(name, TERMS)
        for user in ("editor", "foreign", "coordinator", "member"):
            api.user.create(email=f"{user}@example.org", username=user, password=PASSWORD)
        api.group.add_user(groupname="kim-coordination", username="coordinator")
        for name, user in (("own", "editor"), ("other", "foreign")):
            actor = api.content.create(
                self.portal["akteure"],
                "Actor",
                name,
                title=name.title(),
                category="one",
                external_id=f"test-{name}",
                verified_on=datetime.date(2026, 1, 2),
            )
            api.group.add_user(groupname=group_of(actor), username=user)
            publication.publish(actor)
        self.actor = self.portal["akteure"]["own"]
        self.offer = api.content.create(self.actor, "Offer", "open", title="Open")
        publication.publish(self.offer)
        self.draft = api.content.create(self.actor, "Offer", "new", title="New")

    def person(self, name: str | None = None) -> Person:
        return Person(self.portal.absolute_url(), name)

    def state(self, path: str) -> str:
        transaction.begin()
        return api.content.get_state(self.portal.unrestrictedTraverse(path.lstrip("/")))

    def exists(self, path: str) -> bool:
        transaction.begin()
        return self.portal.unrestrictedTraverse(path.lstrip("/"), None) is not None


@pytest.fixture
def world(functional) -> World:
    return World(functional["portal"])


def press(person: Person, path: str, view: str, fields: Any = ()) -> Any:
    """Press a button of the entry's page: POST with the token that the page holds."""
    page = person.open(path)
    tokens = page.tree.xpath("//input[@name='_authenticator']/@value")
    token = [("_authenticator", tokens[0])] if tokens else []
    return person.post(f"{path}/{view}", [*token, *fields])


class TestHandIn:
    def test_editor_submits_office_publishes(self, world):
        page = press(world.person("editor"), DRAFT, "@@kim-submit")
        assert world.state(DRAFT) == publication.PENDING
        assert page.messages
        page = press(world.person("coordinator"), DRAFT, "@@kim-publish")
        assert world.state(DRAFT) == publication.PUBLISHED

    @pytest.mark.parametrize("user", [None, "member", "foreign"])
    def test_nobody_else(self, world, user):
        press(world.person(user), DRAFT, "@@kim-submit")
        assert world.state(DRAFT) == publication.DRAFT

    def test_editor_does_not_publish(self, world):
        press(world.person("editor"), DRAFT, "@@kim-publish")
        assert world.state(DRAFT) == publication.DRAFT

    def test_twice(self, world):
        editor = world.person("editor")
        token = editor.open(DRAFT).tree.xpath("//input[@name='_authenticator']/@value")[0]
        for _time in range(2):
            page = editor.post(f"{DRAFT}/@@kim-submit", [("_authenticator", token)])
            assert page.status == 200
        assert world.state(DRAFT) == publication.PENDING

    def test_needs_the_token(self, world):
        page = world.person("editor").post(f"{DRAFT}/@@kim-submit", [])
        assert page.status == 403
        assert world.state(DRAFT) == publication.DRAFT

    def test_no_get(self, world):
        assert world.person("editor").open(f"{DRAFT}/@@kim-submit").status == 403
        assert world.state(DRAFT) == publication.DRAFT


class TestGiveBack:
    @pytest.fixture
    def submitted(self, world) -> World:
        press(world.person("editor"), DRAFT, "@@kim-submit")
        return world

    def give_back(self, world: World, user: str | None, reason: str) -> Any:
        button = "form.buttons.reject"
        return world.person(user).send(f"{DRAFT}/@@kim-reject", {"reason": reason}, button)

    def test_with_a_reason(self, submitted):
        self.give_back(submitted, "coordinator", "Bitte eine Telefonnummer.")
        assert submitted.state(DRAFT) == publication.DRAFT
        page = submitted.person("editor").open(DRAFT)
        assert "Bitte eine Telefonnummer." in page.text("//*[contains(@class, 'kim-steps')]")

    def test_without_a_reason(self, submitted):
        page = self.give_back(submitted, "coordinator", "  ")
        assert list(page.summary) == ["form-widgets-reason"]
        assert submitted.state(DRAFT) == publication.PENDING

    @pytest.mark.parametrize("user", [None, "member", "foreign", "editor"])
    def test_only_the_office(self, submitted, user):
        self.give_back(submitted, user, "Nein.")
        assert submitted.state(DRAFT) == publication.PENDING

    def test_wrong_state(self, world):
        page = world.person("coordinator").open(f"{OFFER}/@@kim-reject")
        assert page.url.endswith(OFFER)
        assert page.messages

    def test_is_offered(self, submitted):
        page = submitted.person("coordinator").open(DRAFT)
        assert page.tree.xpath("//a[contains(@href, '@@kim-reject')]")
        assert page.tree.xpath("//form[contains(@action, '@@kim-reject')]")


class TestChange:
    @pytest.fixture
    def changing(self, world) -> World:
        """The editor has begun to change actor and offer."""
        editor = world.person("editor")
        assert press(editor, f"{ACTOR}/@@kim-change", "").url.endswith(f"{COPY}/edit")
        assert press(editor, f"{OFFER}/@@kim-change", "").url.endswith(f"{OFFER_COPY}/edit")
        return world

    @pytest.mark.parametrize("user", [None, "member", "foreign"])
    @pytest.mark.parametrize("entry", [ACTOR, OFFER])
    @pytest.mark.parametrize("view", ["@@kim-change", "@@content-checkout"])
    def test_nobody_else(self, world, user, entry, view):
        press(world.person(user), f"{entry}/{view}", "")
        assert not world.exists(COPY)
        assert not world.exists(OFFER_COPY)

    def test_get_makes_nothing(self, world):
        page = world.person("editor").open(f"{ACTOR}/@@kim-change")
        assert page.status == 200
        assert not world.exists(COPY)

    def test_not_of_a_draft(self, world):
        page = world.person("editor").open(f"{DRAFT}/@@kim-change")
        assert page.tree.xpath("//form[contains(@action, 'kim-change')]") == []

    def test_only_one(self, changing):
        page = changing.person("editor").open(f"{ACTOR}/@@kim-change")
        assert page.tree.xpath("//form[contains(@action, 'kim-change')]") == []
        assert any(link.endswith(COPY) for link in page.tree.xpath("//a/@href"))
        transaction.begin()
        with pytest.raises(changes.AlreadyChanging), api.env.adopt_user(username="editor"):
            changes.check_out(changing.actor)

    def test_office_sees_who(self, changing):
        assert "editor" in changing.person("coordinator").open(ACTOR).text(
            "//*[contains(@class, 'kim-steps')]"
        )

    @pytest.mark.parametrize("user", [None, "member", "foreign"])
    def test_is_not_seen(self, changing, user):
        person = changing.person(user)
        for copy in (COPY, OFFER_COPY):
            page = person.open(copy)
            assert "/login?" in page.url or page.status in (403, 404), page.url
            assert person.api("GET", copy).status_code in (401, 403, 404)
        for path in ("/akteure", ACTOR, "/@@search?SearchableText=own", "/sitemap"):
            assert "copy_of_" not in person.open(path).response.text
        for path in ("/@search?portal_type=Actor", "/@search?portal_type=Offer", "/akteure"):
            assert "copy_of_" not in person.api("GET", path).text

    def test_stays_out_of_lists_and_vocabularies(self, changing):
        for user in ("editor", "coordinator"):
            page = changing.person(user).open("/akteure")
            assert "copy_of_" not in page.text("//*[@id='content-core']")
        transaction.begin()
        catalog = api.portal.get_tool("portal_catalog")
        found = catalog.unrestrictedSearchResults(is_working_copy=False)
        assert not [brain.getPath() for brain in found if "copy_of_" in brain.getPath()]

    def test_rights_on_the_copy(self, changing):
        transaction.begin()
        copy = changing.portal.unrestrictedTraverse(COPY.lstrip("/"))
        assert copy.__ac_local_roles__ == changing.actor.__ac_local_roles__
        for user, expected in (("editor", True), ("foreign", False), ("coordinator", True)):
            assert (
                api.user.has_permission("Modify portal content", username=user, obj=copy)
                is expected
            )

    def change(self, world: World) -> None:
        """The editor's changes, handed in."""
        editor = world.person("editor")
        editor.send(f"{COPY}/edit", {"IBasic.title": "Own, changed"})
        press(editor, COPY, "@@kim-submit")
        editor.send(f"{OFFER_COPY}/edit", {"IBasic.title": "Open, changed"})
        press(editor, OFFER_COPY, "@@kim-submit")

    def test_office_takes_over(self, changing):
        self.change(changing)
        office = changing.person("coordinator")
        for copy in (OFFER_COPY, COPY):
            page = press(office, f"{copy}/@@content-checkin", "", [("form.button.Checkin", "x")])
            assert page.status == 200, page.response.text[:500]
        assert not changing.exists(COPY)
        assert not changing.exists(OFFER_COPY)
        actor = changing.portal["akteure"]["own"]
        assert (actor.title, actor["open"].title) == ("Own, changed", "Open, changed")
        assert actor.external_id == "test-own"
        assert actor.verified_on == datetime.date(2026, 1, 2)
        assert sorted(actor.objectIds()) == ["new", "open"]
        assert api.content.get_state(actor) == publication.PUBLISHED
        assert list(actor.__ac_local_roles__) == [group_of(actor)]
        assert not ILockable(actor).locked()
        brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            UID=actor.UID(), is_working_copy=False
        )
        assert [brain.Title for brain in brains] == ["Own, changed"]
        visitor = changing.person()
        assert "Own, changed" in visitor.open(ACTOR).response.text

    def test_offers_made_in_the_copy_come_along(self, changing):
        editor = changing.person("editor")
        # The edit form that a change begins with holds a lock until it is left.
        editor.send(f"{COPY}/edit", {}, "form.buttons.cancel")
        page = editor.send(f"{COPY}/++add++Offer", {"IBasic.title": "Made in the copy"})
        assert page.status == 200
        press(editor, COPY, "@@kim-submit")
        office = changing.person("coordinator")
        press(office, f"{COPY}/@@content-checkin", "", [("form.button.Checkin", "x")])
        transaction.begin()
        assert "made-in-the-copy" in changing.portal["akteure"]["own"]
        assert not changing.exists(COPY)

    @pytest.mark.parametrize("user", [None, "member", "foreign", "editor"])
    def test_only_the_office_takes_over(self, changing, user):
        self.change(changing)
        press(
            changing.person(user), f"{COPY}/@@content-checkin", "", [("form.button.Checkin", "x")]
        )
        assert changing.exists(COPY)
        assert changing.portal["akteure"]["own"].title == "Own"

    def test_not_while_the_form_is_open(self, changing):
        press(changing.person("editor"), COPY, "@@kim-submit")
        office = changing.person("coordinator")
        page = press(office, f"{COPY}/@@content-checkin", "", [("form.button.Checkin", "x")])
        assert page.messages
        assert changing.exists(COPY)

    def test_copy_is_not_published(self, changing):
        self.change(changing)
        press(changing.person("coordinator"), COPY, "@@kim-publish")
        assert changing.state(COPY) == publication.PENDING

    def test_give_back_and_discard(self, changing):
        self.change(changing)
        office, editor = changing.person("coordinator"), changing.person("editor")
        office.send(f"{COPY}/@@kim-reject", {"reason": "Nein"}, "form.buttons.reject")
        assert changing.state(COPY) == publication.DRAFT
        press(editor, f"{COPY}/@@content-cancel-checkout", "", [("form.button.Cancel", "x")])
        assert not changing.exists(COPY)
        assert changing.portal["akteure"]["own"].title == "Own"
        assert not ILockable(changing.portal["akteure"]["own"]).locked()
        press(editor, f"{ACTOR}/@@kim-change", "")
        assert changing.exists(COPY)


class TestWorkingCopyOfTheApi:
    def test_editor(self, world):
        editor = world.person("editor")
        assert editor.api("POST", f"{ACTOR}/@workingcopy").status_code == 201
        assert editor.api("POST", f"{ACTOR}/@workingcopy").status_code == 409
        found = editor.api("GET", f"{ACTOR}/@workingcopy").json()
        assert found["working_copy"]["@id"].endswith(COPY)
        assert editor.api("PATCH", f"{COPY}/@workingcopy").status_code in (401, 403)
        assert editor.api("DELETE", f"{COPY}/@workingcopy").status_code == 204
        assert not world.exists(COPY)

    @pytest.mark.parametrize("user", [None, "member", "foreign"])
    def test_nobody_else(self, world, user):
        person = world.person(user)
        assert person.api("POST", f"{ACTOR}/@workingcopy").status_code in (401, 403)
        world.person("editor").api("POST", f"{ACTOR}/@workingcopy")
        found = person.api("GET", f"{ACTOR}/@workingcopy").json()
        assert found == {"working_copy": None, "working_copy_of": None}
        for method in ("PATCH", "DELETE"):
            for path in (ACTOR, COPY):
                answer = person.api(method, f"{path}/@workingcopy")
                assert answer.status_code in (401, 403, 404), (method, path)
        assert world.exists(COPY)

    def test_office(self, world):
        world.person("editor").api("POST", f"{OFFER}/@workingcopy")
        world.person("editor").api("PATCH", OFFER_COPY, {"title": "Changed"})
        office = world.person("coordinator")
        assert office.api("PATCH", f"{OFFER_COPY}/@workingcopy").status_code == 204
        assert office.api("GET", OFFER).json()["title"] == "Changed"
        assert office.api("PATCH", f"{OFFER}/@workingcopy").status_code == 404


class TestTwoPeople:
    """Nobody's work is lost, not even where a lock has expired or was broken."""

    def unlock(self, world):
        transaction.begin()
        ILockable(world.draft).clear_locks()
        transaction.commit()

    def test_stale_form(self, world):
        office, editor = world.person("coordinator"), world.person("editor")
        theirs = office.open(f"{DRAFT}/edit")
        self.unlock(world)
        mine = editor.open(f"{DRAFT}/edit")
        assert not editor.send(f"{DRAFT}/edit", {"IBasic.title": "Mine"}, page=mine).summary
        refused = office.send(
            f"{DRAFT}/edit", {"IBasic.title": "Theirs", "bring": "Pass"}, page=theirs
        )
        assert list(refused.summary) == [""]
        assert refused.by_id("form-widgets-IBasic-title").get("value") == "Theirs"
        assert refused.by_id("form-widgets-bring").text == "Pass"
        transaction.begin()
        assert world.draft.title == "Mine"
        # Having been told, one may insist.
        office.send(f"{DRAFT}/edit", {}, page=refused)
        transaction.begin()
        assert world.draft.title == "Theirs"

    def test_form_without_the_mark(self, world):
        page = world.person("editor").open(f"{DRAFT}/edit")
        fields = [(n, v) for n, v in page.fields() if n != "kim.revision"]
        page = world.person("editor").post(f"{DRAFT}/edit", [*fields, ("form.buttons.save", "x")])
        assert page.summary

    def test_api_keeps_to_the_date(self, world):
        editor = world.person("editor")
        old = "Thu, 01 Jan 2026 10:00:00 GMT"
        answer = editor.api("PATCH", DRAFT, {"title": "X"}, **{"If-Unmodified-Since": old})
        assert answer.status_code == 412
        answer = editor.api("PATCH", DRAFT, {"title": "X"}, **{"If-Unmodified-Since": "x"})
        assert answer.status_code == 400
        later = "Thu, 01 Jan 2099 10:00:00 GMT"
        answer = editor.api("PATCH", DRAFT, {"title": "X"}, **{"If-Unmodified-Since": later})
        assert answer.status_code == 204

    def test_api_keeps_to_locks(self, world):
        world.person("coordinator").open(f"{DRAFT}/edit")
        assert world.person("editor").api("PATCH", DRAFT, {"title": "X"}).status_code == 423
