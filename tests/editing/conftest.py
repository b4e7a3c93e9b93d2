"""The fixture of the tests of editing."""

from tests.editing.world import World

import pytest


@pytest.fixture
def world(functional) -> World:
    return World(functional["portal"])
