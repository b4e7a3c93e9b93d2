"""An existing site gets forms."""

from kim.portal.upgrades.to_1004 import upgrade
from plone import api


def test_a_site_of_version_1003_has_forms(integration, portal):
    with api.env.adopt_roles(["Manager"]):
        portal.manage_delObjects(["formulare"])
        portal.setLayout("listing_view")
        upgrade(portal.portal_setup)
        upgrade(portal.portal_setup)
    assert api.content.get_state(portal["formulare"]["kontakt"]) == "published"
    assert api.portal.get_registry_record("kim.intake.seconds") == 3
    assert portal.getLayout() == "listing_view"
