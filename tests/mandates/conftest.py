"""The loop up to a decision: see ``tests/decisions/loop.py``."""

from collections.abc import Iterator
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
def served(loop_ground, functional) -> Loop:
    """The same behind a web server; ``person(name)`` opens its pages."""
    return loop_ground()
