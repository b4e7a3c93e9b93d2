"""A Finder as a visitor has it."""

from collections.abc import Callable
from kim.portal.search.finding import Finder
from plone.app.testing import login
from plone.app.testing import logout
from pytest_plone.fixtures.requests import RelativeSession

import pytest


@pytest.fixture
def finder(county, functional) -> Callable[..., Finder]:
    """``finder()`` is anonymous' view of the made-up county, ``finder("name")`` somebody else's."""

    def as_user(name: str | None = None) -> Finder:
        if name is None:
            logout()
        else:
            login(functional["portal"], name)
        return Finder(functional["portal"])

    return as_user


@pytest.fixture
def client(county, functional, request) -> RelativeSession:
    """Asks the made-up county's portal over HTTP as a program that has not logged in."""
    session = RelativeSession(f"http://{functional['host']}:{functional['port']}/plone")
    session.headers["Accept"] = "application/json"
    request.addfinalizer(session.close)
    return session
