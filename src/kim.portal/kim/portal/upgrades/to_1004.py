"""From a gap to a decision and back: types, workflows, folders, forms that the office makes."""

from kim.portal.decisions import register
from kim.portal.intake.forms import ship_contact
from kim.portal.proposals import folders as proposal_folders
from kim.portal.reporting.target import ship_form
from kim.portal.structure import build_missing
from plone import api
from Products.GenericSetup.tool import SetupTool


PROFILE = "kim.portal:default"
STEPS = (
    "rolemap",
    "typeinfo",
    "workflow",
    "catalog",
    "plone.app.registry",
    "controlpanel",
    "actions",
)


def upgrade(setup: SetupTool) -> None:
    """Add what is new to an existing site."""
    for step in STEPS:
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    build_missing()
    ship_contact()
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="Committee"):
        committee = brain._unrestrictedGetObject()
        proposal_folders.furnish(committee)
        register.furnish(committee)
    ship_form()
