"""Fixtures of the access tests: the small directory and sessions of those who ask."""

from collections.abc import Callable
from collections.abc import Iterator
from pytest_plone.fixtures.requests import RelativeSession
from tests.access.world import build_world
from tests.access.world import PASSWORD
from tests.access.world import USERS
from tests.access.world import World
from tests.grounds import ground
from tests.grounds import standing_on
from tests.layers import set_up

import pytest


world_ground = ground(build_world)


@pytest.fixture
def world(world_ground, integration) -> World:
    """The small directory, rolled back after the test."""
    return world_ground()


@pytest.fixture(scope="module")
def served_world(functional_session) -> Iterator[World]:
    """The same once for all tests of a module that only read it over HTTP."""
    with standing_on(build_world) as again, set_up(functional_session):
        yield again()


@pytest.fixture
def changing_world(world_ground, functional) -> World:
    """The same for one test that changes it; never in one module with ``served_world``."""
    return world_ground()


@pytest.fixture
def session(functional_session, request) -> Callable[..., RelativeSession]:
    """A session of a visitor, or of a user of the small directory."""
    address = f"http://{functional_session['host']}:{functional_session['port']}/plone"

    def open_session(user: str | None = None, accept: str = "application/json") -> RelativeSession:
        session = RelativeSession(address)
        session.headers["Accept"] = accept
        if user is not None:
            session.auth = (USERS[user], PASSWORD)
        request.addfinalizer(session.close)
        return session

    return open_session


@pytest.fixture
def visitor(session) -> RelativeSession:
    return session()
