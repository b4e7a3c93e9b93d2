"""Handing in, publishing, giving back: who may, when, and what they are told."""

from kim.portal.county import publication
from tests.editing.world import DRAFT
from tests.editing.world import OFFER
from tests.editing.world import press
from tests.editing.world import World
from typing import Any

import pytest


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
