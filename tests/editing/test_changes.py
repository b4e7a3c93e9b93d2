"""Proposing a change, discarding it, taking it over: who may, and what is kept."""

from kim.portal.county import publication
from kim.portal.editing import changes
from kim.portal.editing.editors import group_of
from plone import api
from plone.locking.interfaces import ILockable
from tests.editing.world import ACTOR
from tests.editing.world import COPY
from tests.editing.world import DRAFT
from tests.editing.world import OFFER
from tests.editing.world import OFFER_COPY
from tests.editing.world import press
from tests.editing.world import World

import datetime
import pytest
import transaction


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
