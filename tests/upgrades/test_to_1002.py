"""An existing site gets committees."""

from kim.portal.committees import groups
from kim.portal.upgrades.to_1002 import upgrade
from plone import api


def test_a_site_of_version_1001_has_committees(integration, portal):
    with api.env.adopt_roles(["Manager"]):
        portal.manage_delObjects(["gremien"])
        groups.uninstall()
        portal.portal_types.manage_delObjects(["Committee", "Seat"])
        portal.portal_catalog.delIndex("is_paper")
        upgrade(portal.portal_setup)
        committee = api.content.create(portal["gremien"], "Committee", "runde", title="Runde")
        assert {"sitze", "ablage"} <= set(committee)
    assert groups.members_group(api.content.get_uuid(committee)) in groups.plugin().getGroupIds()
    assert "is_paper" in portal.portal_catalog.indexes()
