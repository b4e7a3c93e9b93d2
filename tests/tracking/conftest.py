"""The loop of tests.decisions: committees and people of the whole way."""

from collections.abc import Iterator
from kim.portal.tracking.settings import PREFIX
from plone import api
from tests.decisions.loop import build_loop
from tests.decisions.loop import Loop
from tests.grounds import ground

import pytest


loop_ground = ground(build_loop)


@pytest.fixture
def loop(loop_ground, integration) -> Iterator[Loop]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield loop_ground()


@pytest.fixture
def deadline():
    """Sets a deadline, in days."""

    def set_deadline(key: str, days: int) -> None:
        api.portal.set_registry_record(f"{PREFIX}.{key}", days)

    return set_deadline
