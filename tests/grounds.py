"""Sites that are filled once for many tests, each of which changes a copy of its own.

To make people, committees and meetings takes seconds, to stand on what was made takes none. In a
conftest::

    loop_ground = ground(build_loop)


    @pytest.fixture
    def loop(loop_ground, integration) -> Loop:
        return loop_ground()

``build_loop(portal)`` is called once a process, with a manager's rights, and committed; what it
returned is had anew for each test: content is looked up again by its path. Name the fixture
``…_ground``: a test's ground is chosen before its layer is set up (see ``tests/conftest.py``).
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import is_dataclass
from OFS.interfaces import IItem
from plone import api
from plone.testing import zodb
from tests.layers import KIM_FIXTURE
from tests.layers import on_top
from tests.layers import opened
from typing import Any
from typing import NamedTuple
from ZODB.DB import DB

import pytest
import transaction


Build = Callable[[Any], Any]


class Place(NamedTuple):
    """Stands for content in what a builder returned."""

    path: str


class Ground(NamedTuple):
    database: DB
    made: Any


#: Modules of tests, as pytest and as tests import them.
OURS = ("tests.", "test_", "conftest")

_grounds: dict[Build, Ground] = {}


def ground(build: Build) -> Any:
    """A fixture that puts the test onto a site as `build` left it."""

    @pytest.fixture
    def chosen(functional_session) -> Iterator[Callable[[], Any]]:
        with standing_on(build) as again:
            yield again

    return chosen


@contextmanager
def standing_on(build: Build) -> Iterator[Callable[[], Any]]:
    """Whatever sets up a layer meanwhile has the filled site; the value gives what was made."""
    if build not in _grounds:
        _grounds[build] = _made(build)
    found = _grounds[build]
    with on_top(found.database):
        yield lambda: _replaced(found.made, _content)


def _made(build: Build) -> Ground:
    database = zodb.stackDemoStorage(KIM_FIXTURE["zodbDB"], name=build.__name__)
    with on_top(database), opened() as site, api.env.adopt_roles(["Manager"]):
        made = _replaced(build(site), _place)
        # Here, since the end of the block keeps it to itself when that fails.
        transaction.commit()
    return Ground(database, made)


def _place(value: Any) -> Any:
    return Place("/".join(value.getPhysicalPath())) if IItem.providedBy(value) else value


def _content(value: Any) -> Any:
    return api.portal.get().unrestrictedTraverse(value.path) if isinstance(value, Place) else value


def _replaced(value: Any, replace: Callable[[Any], Any]) -> Any:
    """A copy with everything replaced in it, however deep in what the tests define."""
    other = replace(value)
    if other is not value:
        return other
    if isinstance(value, dict):
        return {key: _replaced(each, replace) for key, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, replace) for each in value]
    if is_dataclass(value) or type(value).__module__.startswith(OURS):
        value = copy(value)
        for name, each in vars(value).items():
            setattr(value, name, _replaced(each, replace))
    return value
