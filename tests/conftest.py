"""Fixtures that all tests share."""

import atexit
import os
import shutil
import tempfile


# Read when zope.i18n is imported: catalogues are compiled from what stands in the repository.
os.environ.setdefault("zope_i18n_compile_mo_files", "true")
# Read when Chameleon is imported: templates are compiled once for all processes of a run.
if "CHAMELEON_CACHE" not in os.environ:
    os.environ["CHAMELEON_CACHE"] = tempfile.mkdtemp(prefix="kim-templates-")
    atexit.register(shutil.rmtree, os.environ["CHAMELEON_CACHE"], ignore_errors=True)

from collections.abc import Iterator
from hypothesis import HealthCheck
from hypothesis import settings
from pathlib import Path
from pytest_plone import fixtures_factory
from tests.county_site import build_real
from tests.county_site import build_tiny
from tests.county_site import Visitor
from tests.grounds import standing_on
from tests.layers import FUNCTIONAL
from tests.layers import INTEGRATION
from tests.layers import opened
from tests.layers import stacked
from tests.mailbox import Mailbox
from zope.i18n.compile import compile_mo_file

import kim.portal
import pytest
import zope.i18n


# How fast a machine is says nothing about a rule.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Compile message catalogues once, before several processes would do it at the same time."""
    if hasattr(config, "workerinput"):
        return
    packages = (Path(kim.portal.__file__).parent, Path(zope.i18n.__file__).parents[2])
    for package in packages:
        for catalogue in package.rglob("LC_MESSAGES/*.po"):
            compile_mo_file(catalogue.stem, str(catalogue.parent))


def pytest_itemcollected(item: pytest.Item) -> None:
    """Choose a test's ground (see ``tests/grounds.py``) before its layer is set up."""
    if hasattr(item, "fixturenames"):
        item.fixturenames.sort(key=lambda name: not name.endswith("_ground"))


pytest_plugins = ["pytest_plone"]
globals().update(fixtures_factory(((FUNCTIONAL, "functional"), (INTEGRATION, "integration"))))


@pytest.fixture(scope="class")
def county(functional_session):
    """The made-up county, on a database of its own for all tests of a class."""
    with standing_on(build_tiny), stacked("county"):
        yield


@pytest.fixture(scope="class")
def real_county(functional_session):
    """The real county likewise; ``with real_county() as site:`` opens it."""
    with standing_on(build_real), stacked("real county"):
        yield opened


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
