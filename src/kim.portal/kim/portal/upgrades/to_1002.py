"""Committees and seats: types, roles, workflow, their folder, and the groups that follow seats."""

from kim.portal.committees.groups import install
from kim.portal.structure import build_sections
from Products.GenericSetup.tool import SetupTool


PROFILE = "kim.portal:default"
STEPS = ("rolemap", "typeinfo", "workflow", "catalog")


def upgrade(setup: SetupTool) -> None:
    """Add what is new to an existing site; the committees come with ``make load``."""
    for step in STEPS:
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    build_sections()
    install()
