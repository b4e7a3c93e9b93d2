"""The Plone layer that all tests share: kim.portal installed, Rhein-Kreis Neuss not loaded."""

import os


# Read when zope.i18n is imported: catalogues are compiled from what stands in the repository.
os.environ.setdefault("zope_i18n_compile_mo_files", "true")

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import ploneSite
from plone.dexterity.schema import SCHEMA_CACHE
from plone.testing import zodb
from plone.testing.zope import installProduct
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFPlone.Portal import PloneSite
from pytest_plone import fixtures_factory
from tests.county_site import load_real
from tests.county_site import load_tiny
from tests.county_site import Visitor
from tests.mailbox import Mailbox
from zope.i18n.compile import compile_mo_file

import kim.portal
import pytest
import zope.i18n


def pytest_configure(config: pytest.Config) -> None:
    """Compile message catalogues once, before several processes would do it at the same time."""
    if hasattr(config, "workerinput"):
        return
    packages = (Path(kim.portal.__file__).parent, Path(zope.i18n.__file__).parents[2])
    for package in packages:
        for catalogue in package.rglob("LC_MESSAGES/*.po"):
            compile_mo_file(catalogue.stem, str(catalogue.parent))


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

pytest_plugins = ["pytest_plone"]
globals().update(fixtures_factory(((FUNCTIONAL, "functional"), (INTEGRATION, "integration"))))


@contextmanager
def _opened() -> Iterator[PloneSite]:
    """The site of the topmost database; types that were read from it are forgotten at the end."""
    SCHEMA_CACHE.clear()
    with ploneSite(db=KIM_FIXTURE["zodbDB"]) as site:
        yield site
    SCHEMA_CACHE.clear()


@contextmanager
def _stacked(name: str, fill: Callable[[], object]) -> Iterator[None]:
    """A database of its own on top of the bare site, filled once."""
    bare = KIM_FIXTURE["zodbDB"]
    KIM_FIXTURE["zodbDB"] = zodb.stackDemoStorage(bare, name=name)
    with _opened():
        fill()
    yield
    KIM_FIXTURE["zodbDB"].close()
    KIM_FIXTURE["zodbDB"] = bare


@pytest.fixture(scope="class")
def county(functional_session):
    """The made-up county, loaded once for all tests of a class, on a database of its own."""
    with _stacked("county", load_tiny):
        yield


@pytest.fixture(scope="class")
def real_county(functional_session):
    """The real county likewise; ``with real_county() as site:`` opens it."""
    with _stacked("real county", load_real):
        yield _opened


@pytest.fixture
def visitor(county, functional):
    """Opens paths of the made-up county's portal as anonymous."""
    return Visitor(functional["portal"])


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """A mail server; ``mailbox.connect()`` tells the site about it."""
    server = Mailbox()
    server.start()
    yield server
    server.stop()
