"""The fixture of the tests of composing."""

from tests.committees.world import World

import pytest


@pytest.fixture
def world(functional) -> World:
    return World(functional["portal"])
