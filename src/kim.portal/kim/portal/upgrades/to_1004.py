"""From a gap to a decision and back: forms that the office makes, and the form “Kontakt”."""

from kim.portal.gaps.target import ship_form
from kim.portal.intake.forms import ship_contact
from kim.portal.structure import build_missing
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
    ship_form()
