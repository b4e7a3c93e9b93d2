"""Fixtures of the access tests: the small directory and sessions of those who ask."""

from collections.abc import Callable
from collections.abc import Iterator
from plone import api
from plone.testing.layer import Layer
from pytest_plone.fixtures.requests import RelativeSession
from tests.access.world import build_world
from tests.access.world import PASSWORD
from tests.access.world import USERS
from tests.access.world import World

import pytest
import transaction


@pytest.fixture
def world(integration) -> World:
    """The small directory, rolled back after the test."""
    with api.env.adopt_roles(["Manager"]):
        return build_world()


def committed_world() -> World:
    with api.env.adopt_roles(["Manager"]):
        world = build_world()
    transaction.commit()
    return world


@pytest.fixture(scope="module")
def served_world(functional_session) -> Iterator[World]:
    """The same, committed once for all tests of a module that only read it over HTTP."""
    layers: list[Layer] = list(functional_session.baseResolutionOrder)
    for layer in reversed(layers):
        layer.testSetUp()
    yield committed_world()
    for layer in layers:
        layer.testTearDown()


@pytest.fixture
def changing_world(functional) -> World:
    """The same for one test that changes it; never in one module with ``served_world``."""
    return committed_world()


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
