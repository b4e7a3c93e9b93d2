"""Nobody finds anything of what is hidden from them, wherever they look."""

from tests.access.crawl import leaks
from tests.access.world import INTERNAL
from tests.access.world import PERSON
from tests.access.world import PLANTED

import pytest
import transaction


#: One of each kind; the lists and searches show the rest.
LOOKED_AT = (
    "archived-actor-offer",
    "document-inside",
    "draft-actor",
    "draft-actor-offer",
    "draft-offer",
    "draft-town",
    "internal-network",
    "private-folder",
    "published-actor",
    "published-actor-offer",
)


def test_visitor_finds_nothing_hidden(served_world, visitor):
    paths = ["", "akteure", *map(served_world.path, LOOKED_AT)]
    assert leaks(visitor, [PLANTED, INTERNAL, PERSON], paths) == []


@pytest.mark.parametrize("user", ["Case Manager"])
def test_member_finds_no_drafts(served_world, session, user):
    paths = ["", served_world.path("draft-actor-offer")]
    assert leaks(session(user), [PLANTED], paths) == []


def test_the_crawler_can_find(served_world, visitor):
    """What is public is found, so silence means something."""
    served_world["programme"].description = f"Beschreibung {PLANTED}"
    served_world["programme"].reindexObject()
    transaction.commit()
    found = leaks(visitor, [PLANTED], [served_world.path("programme")])
    assert any(address.startswith("200 GET /programme/programme") for address in found)
    assert any("@search" in address for address in found)
