"""The layers that all tests share: kim.portal installed, Rhein-Kreis Neuss not loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import ploneSite
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.schema import SCHEMA_CACHE
from plone.testing import zodb
from plone.testing.layer import Layer
from plone.testing.zope import installProduct
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFPlone.Portal import PloneSite
from ZODB.DB import DB

import kim.portal


class KimLayer(PloneSandboxLayer):
    """A site with kim.portal and its folders, without content."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configuration_context):
        self.loadZCML(package=kim.portal)
        # Makes the text index known, as a start of Zope does.
        installProduct(app, "kim.portal.words")

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
FUNCTIONAL = FunctionalTesting(
    bases=(KIM_FIXTURE, WSGI_SERVER_FIXTURE), name="kim.portal:functional"
)


def address() -> str:
    """Where the functional layer serves the site."""
    return f"http://{FUNCTIONAL['host']}:{FUNCTIONAL['port']}/plone"


@contextmanager
def set_up(layer: Layer) -> Iterator[None]:
    """A layer as for one test, for as long as wanted."""
    layers: list[Layer] = list(layer.baseResolutionOrder)
    for each in reversed(layers):
        each.testSetUp()
    yield
    for each in layers:
        each.testTearDown()


@contextmanager
def opened() -> Iterator[PloneSite]:
    """The site of the topmost database; types that were read from it are forgotten at the end."""
    SCHEMA_CACHE.clear()
    with ploneSite(db=KIM_FIXTURE["zodbDB"]) as site:
        yield site
    SCHEMA_CACHE.clear()


@contextmanager
def on_top(database: DB) -> Iterator[None]:
    """Whatever sets up a layer meanwhile starts from this database."""
    below = KIM_FIXTURE["zodbDB"]
    KIM_FIXTURE["zodbDB"] = database
    try:
        yield
    finally:
        KIM_FIXTURE["zodbDB"] = below


@contextmanager
def stacked(name: str) -> Iterator[None]:
    """A database on top of the present one, gone afterwards with all that was written to it."""
    database = zodb.stackDemoStorage(KIM_FIXTURE["zodbDB"], name=name)
    with on_top(database):
        yield
    database.close()
