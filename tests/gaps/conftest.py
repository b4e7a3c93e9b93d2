"""Gap reports with the committees and people of the whole way (test data)."""

from collections.abc import Iterator
from dataclasses import dataclass
from forms.posting import Page
from forms.posting import Person
from plone import api
from tests.decisions.loop import build_loop
from tests.decisions.loop import Loop
from tests.decisions.loop import PASSWORD
from tests.grounds import ground
from typing import Any

import pytest
import transaction


@dataclass
class Served:
    """The same behind a web server."""

    loop: Loop
    base: str

    def person(self, name: str | None = None) -> Person:
        return Person(self.base, name, PASSWORD)

    def page(self, name: str | None, path: str = "") -> Page:
        return self.person(name).open(path)

    def api(self, name: str | None, verb: str, path: str, **body: Any) -> Any:
        return self.person(name).api(verb, path, body or None)

    def make(self, how: str = "gap", **values: Any) -> Any:
        """A report of the fixture, committed."""
        with api.env.adopt_roles(["Manager"]):
            gap = getattr(self.loop, how)(**values)
        transaction.commit()
        return gap


loop_ground = ground(build_loop)


@pytest.fixture
def loop(loop_ground, integration) -> Iterator[Loop]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield loop_ground()


@pytest.fixture
def served(loop_ground, functional) -> Served:
    return Served(loop_ground(), functional["portal"].absolute_url())
