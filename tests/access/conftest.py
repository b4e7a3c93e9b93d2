"""Fixtures of the access tests: the small directory and sessions of those who ask."""

from collections.abc import Callable
from plone import api
from pytest_plone.fixtures.requests import RelativeSession
from world import build_world
from world import PASSWORD
from world import USERS
from world import World

import pytest
import transaction


@pytest.fixture
def world(integration) -> World:
    """The small directory, rolled back after the test."""
    with api.env.adopt_roles(["Manager"]):
        return build_world()


@pytest.fixture
def served_world(functional) -> World:
    """The same, committed, for tests over HTTP."""
    with api.env.adopt_roles(["Manager"]):
        world = build_world()
    transaction.commit()
    return world


@pytest.fixture
def session(functional, request) -> Callable[..., RelativeSession]:
    """A session of a visitor, or of a user of the small directory."""

    def open_session(user: str | None = None, accept: str = "application/json") -> RelativeSession:
        session = RelativeSession(functional["portal"].absolute_url())
        session.headers["Accept"] = accept
        if user is not None:
            session.auth = (USERS[user], PASSWORD)
        request.addfinalizer(session.close)
        return session

    return open_session


@pytest.fixture
def visitor(session) -> RelativeSession:
    return session()
