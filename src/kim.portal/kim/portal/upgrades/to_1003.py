"""Meetings: types, roles, workflows, folders; networks have moved to a room of their own."""

from kim.portal.committees import groups
from kim.portal.meetings.folders import furnish
from kim.portal.notifications import ledger
from kim.portal.notifications import links
from plone import api
from Products.GenericSetup.tool import SetupTool


PROFILE = "kim.portal:default"
STEPS = ("rolemap", "typeinfo", "workflow", "catalog", "plone.app.registry", "actions")


def upgrade(setup: SetupTool) -> None:
    """Add what is new to an existing site; every committee gets the folders of its meetings."""
    for step in STEPS:
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    site = api.portal.get()
    for brain in site.portal_catalog.unrestrictedSearchResults(portal_type="Committee"):
        committee = brain._unrestrictedGetObject()
        furnish(committee)
        groups.grant(committee)
    groups.install()
    ledger.install(site)
    links.install(site)
