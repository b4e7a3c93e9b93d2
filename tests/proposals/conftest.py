"""The committees and people of the whole way; the same behind a web server."""

from collections.abc import Iterator
from forms.posting import Person
from kim.portal.committees.seat import today
from kim.portal.proposals import checks
from kim.portal.proposals import opinions
from plone import api
from tests.decisions.conftest import build_loop
from tests.decisions.conftest import Loop
from tests.decisions.conftest import PASSWORD

import pytest
import transaction


@pytest.fixture
def loop(integration, portal) -> Iterator[Loop]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield build_loop(portal)


@pytest.fixture
def served(functional) -> Loop:
    """The same behind a web server; ``person(name)`` opens its pages."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        found = build_loop(portal)
    transaction.commit()
    found.person = lambda name=None: Person(portal.absolute_url(), name, PASSWORD)
    found.path = lambda content: content.absolute_url()[len(portal.absolute_url()) :]
    return found


def tick_all(proposal) -> None:
    checks.tick(proposal, [key for key, _title in checks.CHECKS])


def ask(loop: Loop, proposal, *tokens: str, silence: bool = True) -> None:
    with loop.acting("fall"):
        opinions.ask(proposal, tokens or ("municipality:altdorf",), today(), silence)
