"""A meeting with open and confidential items, and papers of every kind."""

from collections.abc import Iterator
from plone import api
from tests.grounds import ground
from tests.meetings.round import build_round
from tests.meetings.round import Round
from tests.packs.packed import build_pack
from tests.packs.packed import Packed

import pytest


round_ground = ground(build_round)
pack_ground = ground(build_pack)


@pytest.fixture
def board(round_ground, integration) -> Iterator[Round]:
    """The committee alone, acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield round_ground()


@pytest.fixture
def packed(pack_ground, integration) -> Iterator[Packed]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield pack_ground()
