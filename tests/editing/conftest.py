"""The fixture of the tests of editing."""

from tests.editing.world import World
from tests.grounds import ground

import pytest


world_ground = ground(World)


@pytest.fixture
def world(world_ground, functional) -> World:
    return world_ground()
