"""What profiles cannot say: groups and their plugin on install, what goes on uninstall."""

from kim.portal.calendars import addresses
from kim.portal.committees import groups as committee_groups
from kim.portal.notifications import keeping
from kim.portal.notifications import ledger
from kim.portal.notifications import links
from kim.portal.structure import GROUPS
from kim.portal.structure import open_groups
from kim.portal.structure import plain_views
from plone import api
from plone.base.interfaces import INonInstallable
from Products.GenericSetup.tool import SetupTool
from zope.interface import implementer


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that the add-ons page does not offer."""

    def getNonInstallableProfiles(self) -> list[str]:
        return ["kim.portal:uninstall"]

    def getNonInstallableProducts(self) -> list[str]:
        return ["kim.portal.upgrades"]


def after_install(setup: SetupTool) -> None:
    """The groups that hold the global roles, and those that follow from seats; outbox and keys."""
    open_groups()
    committee_groups.install()
    ledger.install(api.portal.get())
    links.install(api.portal.get())


def after_uninstall(setup: SetupTool) -> None:
    """Groups, list views, mails, choices, keys, addresses of feeds go; entries stay as they are."""
    plain_views()
    committee_groups.uninstall()
    ledger.uninstall(api.portal.get())
    keeping.uninstall()
    links.uninstall(api.portal.get())
    addresses.uninstall()
    groups = api.portal.get_tool("acl_users").source_groups
    for group in GROUPS:
        if group.id in groups.getGroupIds():
            groups.removeGroup(group.id)
