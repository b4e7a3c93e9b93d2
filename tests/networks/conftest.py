"""The fixture of the tests of networks."""

from tests.grounds import ground
from tests.networks.world import World

import pytest


world_ground = ground(World)


@pytest.fixture
def world(world_ground, functional) -> World:
    return world_ground()
