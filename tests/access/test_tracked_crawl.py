"""Nobody finds anything of what is tracked that is not for them, wherever they look."""

from collections.abc import Callable
from collections.abc import Iterator
from plone.dexterity.content import DexterityContent
from pytest_plone.fixtures.requests import RelativeSession
from tests.access.crawl import leaks
from tests.access.tracked import PEOPLE
from tests.access.tracked_world import build_things
from tests.access.tracked_world import COMMENT
from tests.access.tracked_world import DECISION
from tests.access.tracked_world import GAP
from tests.access.tracked_world import MANDATE
from tests.access.tracked_world import PROPOSAL
from tests.access.tracked_world import REPORTER
from tests.decisions.loop import PASSWORD
from tests.grounds import standing_on
from tests.layers import set_up

import pytest


ALL = (GAP, PROPOSAL, DECISION, MANDATE, COMMENT, REPORTER)
#: Where lists of them are.
LISTS = ("luecken", "gremien/fall/vorschlaege", "gremien/lenkung/beschluesse")
#: Pages and services of their own, below each of them.
OWN = (
    "@@similar",
    "@@versionen",
    "@@pdf",
    "@@extract",
    "@queries",
    "@opinions",
    "@versions",
    "@mandates",
    "@decision",
    "@way",
    "@comments",
    "@history",
    "title",
    "text",
    "reporter",
    "behalf",
    "record",
    "workflow_history",
    "__annotations__",
    "++conversation++default",
)
#: Addresses of the site.
SITE = (
    "@@board",
    "@board",
    "@waiting",
    "@@office",
    "@@my-entries",
    "luecken/@@eingang",
    "luecken/@@abfragen",
    "luecken/@@gap-suggestions?text=sprachkurs",
    "luecken/RSS",
    "@search?portal_type=GapReport&fullobjects=1",
    "@search?portal_type=Proposal&metadata_fields=_all",
    "@search?portal_type=Decision&fullobjects=1",
    "@search?portal_type=Mandate&metadata_fields=_all",
    "@search?portal_type=Discussion%20Item&fullobjects=1",
    "@search?awaits=kim-coordination&metadata_fields=_all",
    "@suggest?q=lueck",
    "@suggest?q=lueckenwrot",
    "suche?q=lueckenwrot",
    "suche?q=beschlusswrot",
    "@vocabularies/plone.app.vocabularies.Users",
)
#: Who finds which words nowhere.
HIDDEN = {
    "Authenticated": ALL,
    "Case Manager": ALL,
    "Municipality Editor, foreign": ALL,
    "Other Group": ALL,
    "Municipality Editor, own": (PROPOSAL, DECISION, MANDATE, REPORTER),
    "Reporter": (PROPOSAL, DECISION, MANDATE, COMMENT),
    "Consulted": (DECISION + "x", MANDATE, COMMENT, REPORTER),
    "Group Member": (REPORTER,),
    "Steering Member": (GAP, COMMENT, REPORTER),
    "Addressee": (GAP, COMMENT, REPORTER),
}
#: Those who are tried at every address; the others look at the things themselves.
THOROUGH = ("Reporter",)


@pytest.fixture(scope="module")
def paths(functional_session) -> Iterator[dict[str, str]]:
    """Paths of the things below the site, by portal type."""
    with standing_on(build_things) as again, set_up(functional_session):
        yield {kind: _path(thing) for kind, thing in again().items()}


def _path(thing: DexterityContent) -> str:
    return "/".join(thing.getPhysicalPath()[2:])


@pytest.fixture
def seen_by(functional_session, request) -> Callable[[str | None], RelativeSession]:
    address = f"http://{functional_session['host']}:{functional_session['port']}/plone"

    def open_session(person: str | None) -> RelativeSession:
        session = RelativeSession(address)
        if person is not None:
            session.auth = (PEOPLE[person], PASSWORD)
        request.addfinalizer(session.close)
        return session

    return open_session


def below(paths: dict[str, str]) -> list[str]:
    return [f"{path}/{name}" for path in paths.values() for name in OWN]


def test_visitor_finds_nothing(paths, seen_by):
    places = ["", *LISTS, *paths.values()]
    assert leaks(seen_by(None), ALL, places, [*SITE, *below(paths)]) == []


@pytest.mark.parametrize("person", sorted(HIDDEN))
def test_nobody_finds_what_is_not_for_them(paths, seen_by, person):
    places = [*LISTS, *paths.values()] if person in THOROUGH else []
    extra = [*SITE, *LISTS, *paths.values(), *below(paths)]
    assert leaks(seen_by(person), HIDDEN[person], places, extra) == []


def test_the_crawler_can_find(paths, seen_by):
    """What somebody may see is found, so silence means something."""
    found = leaks(seen_by("Coordination"), [REPORTER], [], [f"{paths['GapReport']}"])
    assert found
