"""The committees and people of the whole way; the same behind a web server."""

from collections.abc import Iterator
from kim.portal.committees.seat import today
from kim.portal.proposals import checks
from kim.portal.proposals import opinions
from plone import api
from tests.decisions.loop import build_loop
from tests.decisions.loop import Loop
from tests.grounds import ground

import pytest


loop_ground = ground(build_loop)


@pytest.fixture
def loop(loop_ground, integration) -> Iterator[Loop]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield loop_ground()


@pytest.fixture
def served(loop_ground, functional) -> Loop:
    """The same behind a web server; ``person(name)`` opens its pages."""
    found = loop_ground()
    base = api.portal.get().absolute_url()
    found.path = lambda content: content.absolute_url().removeprefix(base)
    return found


def tick_all(proposal) -> None:
    checks.tick(proposal, [key for key, _title in checks.CHECKS])


def ask(loop: Loop, proposal, *tokens: str, silence: bool = True) -> None:
    with loop.acting("fall"):
        opinions.ask(proposal, tokens or ("municipality:altdorf",), today(), silence)
