"""The loop of tests.decisions: committees and people of the whole way."""

from collections.abc import Iterator
from kim.portal.tracking.settings import PREFIX
from plone import api
from tests.decisions.conftest import build_loop
from tests.decisions.conftest import Loop

import pytest


@pytest.fixture
def loop(integration, portal) -> Iterator[Loop]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield build_loop(portal)


@pytest.fixture
def deadline():
    """Sets a deadline, in days."""

    def set_deadline(key: str, days: int) -> None:
        api.portal.set_registry_record(f"{PREFIX}.{key}", days)

    return set_deadline
