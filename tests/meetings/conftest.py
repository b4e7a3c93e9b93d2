"""A committee with three seats and its people."""

from collections.abc import Iterator
from plone import api
from tests.grounds import ground
from tests.meetings.round import build_round
from tests.meetings.round import Round

import pytest


round_ground = ground(build_round)


@pytest.fixture
def board(round_ground, integration) -> Iterator[Round]:
    """A steering committee, acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield round_ground()
