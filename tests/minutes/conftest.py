"""A held meeting with an open item and a confidential one."""

from collections.abc import Iterator
from plone import api
from tests.grounds import ground
from tests.meetings.round import build_round
from tests.meetings.round import Round
from tests.minutes.held import build_held
from tests.minutes.held import Held

import pytest


round_ground = ground(build_round)
held_ground = ground(build_held)


@pytest.fixture
def board(round_ground, integration) -> Iterator[Round]:
    """The committee alone, acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield round_ground()


@pytest.fixture
def held(held_ground, integration) -> Iterator[Held]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield held_ground()


@pytest.fixture
def served(held_ground, functional) -> Held:
    """The same behind a web server; ``person(name)`` opens its pages."""
    return held_ground()
