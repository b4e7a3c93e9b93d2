"""The fixture of the tests of committees."""

from tests.committees.world import World

import pytest


@pytest.fixture
def world(functional) -> World:
    return World(functional["portal"])
