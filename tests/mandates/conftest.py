"""The loop up to a decision: see ``tests/decisions/conftest.py``."""

from collections.abc import Iterator
from forms.posting import Person
from plone import api
from tests.decisions.conftest import build_loop
from tests.decisions.conftest import Loop
from tests.decisions.conftest import PASSWORD

import pytest
import transaction


@pytest.fixture
def loop(integration, portal) -> Iterator[Loop]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield build_loop(portal)


@pytest.fixture
def served(functional) -> Loop:
    """The same behind a web server; ``person(name)`` opens its pages."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        found = build_loop(portal)
    transaction.commit()
    found.person = lambda name=None: Person(portal.absolute_url(), name, PASSWORD)
    return found
