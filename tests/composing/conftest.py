"""The fixture of the tests of composing."""

from tests.committees.world import World
from tests.grounds import ground

import pytest


world_ground = ground(World)


@pytest.fixture
def world(world_ground, functional) -> World:
    return world_ground()
