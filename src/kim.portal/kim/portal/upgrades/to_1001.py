"""The search with facets: its indexes, its settings, and the words of what is there already."""

from kim.portal.words.rebuilding import batches
from kim.portal.words.rebuilding import forget_missing
from kim.portal.words.rebuilding import index
from plone import api
from Products.GenericSetup.tool import SetupTool

import transaction


PROFILE = "kim.portal:default"


def upgrade(setup: SetupTool) -> None:
    """Add what is new to an existing site; the synonyms come with ``make load``."""
    for step in ("catalog", "plone.app.registry", "controlpanel"):
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    site = api.portal.get()
    site.portal_catalog.reindexIndex("age_bands", None)
    for portion in batches(site):
        index(site, portion)
        # Frees memory on a large site.
        transaction.savepoint(optimistic=True)
    forget_missing(site)
