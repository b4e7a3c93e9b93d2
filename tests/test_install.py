"""The profile installs whole and leaves cleanly."""

from kim.portal.interfaces import IKimLayer
from kim.portal.structure import GROUPS
from kim.portal.structure import SECTIONS
from plone import api
from plone.browserlayer.utils import registered_layers

import pytest


def test_layer(integration, portal):
    assert any(layer.extends(IKimLayer) for layer in registered_layers())


@pytest.mark.parametrize("section", SECTIONS, ids=lambda s: s.id)
def test_sections_are_published_and_take_their_types_only(integration, portal, section):
    folder = portal[section.id]
    assert folder.getLayout() == section.layout
    assert api.content.get_state(folder) in ("published", "inside")
    assert folder.locally_allowed_types == list(section.portal_types)


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.id)
def test_groups_hold_their_roles(integration, portal, group):
    assert set(group.roles) <= set(api.group.get_roles(groupname=group.id))


class TestUninstall:
    @pytest.fixture(autouse=True)
    def uninstall(self, integration, portal):
        with api.env.adopt_roles(["Manager"]):
            setup = api.portal.get_tool("portal_setup")
            setup.runAllImportStepsFromProfile("kim.portal:uninstall")

    def test_layer_is_gone(self, portal):
        assert not any(layer.extends(IKimLayer) for layer in registered_layers())

    def test_groups_are_gone_and_content_stays(self, portal):
        assert api.group.get(groupname="kim-coordination") is None
        assert "akteure" in portal

    @pytest.mark.parametrize(
        "name",
        ["Municipality", "Actor", "Offer", "Programme", "Network", "Committee", "Seat"],
    )
    def test_types_stay_with_their_content(self, portal, name):
        """Content outlives the settings; only what hooks into every page goes."""
        assert name in portal.portal_types

    def test_no_group_follows_seats(self, portal):
        assert "kim_committees" not in portal.acl_users
        assert "kim_committees" not in str(portal.acl_users.plugins.__dict__)

    def test_the_start_page_is_plones_own_again(self, portal):
        assert portal.getLayout() == "listing_view"
        assert portal["akteure"].getLayout() == "listing_view"

    def test_nothing_of_ours_is_left_in_the_registry(self, portal):
        registry = api.portal.get_tool("portal_registry")
        names = [name for name in registry.records if "kim.county" in name or "kim.portal" in name]
        assert not names

    def test_no_action_is_left(self, portal):
        actions = api.portal.get_tool("portal_actions")
        left = [
            a for category in actions.objectValues() for a in category.objectIds() if "kim" in a
        ]
        assert not left
