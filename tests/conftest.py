"""The Plone layer that all tests share: kim.portal installed, Rhein-Kreis Neuss not loaded."""

from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.testing.zope import WSGI_SERVER_FIXTURE
from pytest_plone import fixtures_factory


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


KIM_FIXTURE = KimLayer(name="kim.portal:fixture")
INTEGRATION = IntegrationTesting(bases=(KIM_FIXTURE,), name="kim.portal:integration")
FUNCTIONAL = FunctionalTesting(bases=(KIM_FIXTURE, WSGI_SERVER_FIXTURE), name="kim.portal:functional")

pytest_plugins = ["pytest_plone"]
globals().update(fixtures_factory(((FUNCTIONAL, "functional"), (INTEGRATION, "integration"))))
