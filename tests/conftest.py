"""The Plone layer that all tests share: kim.portal installed, Rhein-Kreis Neuss not loaded."""

import os


# Read when zope.i18n is imported: catalogues are compiled from what stands in the repository.
os.environ.setdefault("zope_i18n_compile_mo_files", "true")

from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.testing.zope import WSGI_SERVER_FIXTURE
from pytest_plone import fixtures_factory
from tests.county_site import load_tiny
from tests.county_site import Visitor

import pytest


class KimLayer(PloneSandboxLayer):
    """A site with kim.portal and its folders, without content."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configuration_context):
        import kim.portal

        self.loadZCML(package=kim.portal)

    def setUpPloneSite(self, portal):
        from kim.portal.structure import build_sections

        portal.setLanguage("de")
        api.portal.set_registry_record("plone.available_languages", ["de", "en"])
        api.portal.set_registry_record("plone.default_language", "de")
        self.applyProfile(portal, "kim.portal:default")
        setRoles(portal, TEST_USER_ID, ["Manager"])
        build_sections()
        setRoles(portal, TEST_USER_ID, ["Member"])


class CountyLayer(PloneSandboxLayer):
    """The same with the made-up county loaded."""

    def setUpPloneSite(self, portal):
        load_tiny()


KIM_FIXTURE = KimLayer(name="kim.portal:fixture")
INTEGRATION = IntegrationTesting(bases=(KIM_FIXTURE,), name="kim.portal:integration")
FUNCTIONAL = FunctionalTesting(bases=(KIM_FIXTURE, WSGI_SERVER_FIXTURE), name="kim.portal:functional")

COUNTY_FIXTURE = CountyLayer(bases=(KIM_FIXTURE,), name="kim.portal:county fixture")
COUNTY = FunctionalTesting(bases=(COUNTY_FIXTURE, WSGI_SERVER_FIXTURE), name="kim.portal:county")

pytest_plugins = ["pytest_plone"]
globals().update(fixtures_factory(((FUNCTIONAL, "functional"), (INTEGRATION, "integration"), (COUNTY, "county"))))


@pytest.fixture
def visitor(county):
    """Opens paths of the made-up county's portal as anonymous."""
    return Visitor(county["portal"])
