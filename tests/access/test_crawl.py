"""A visitor finds nothing of what is hidden, wherever they look."""

from crawl import leaks
from world import PERSON
from world import PLANTED

import transaction


def test_visitor_finds_nothing_hidden(served_world, visitor):
    paths = ["", *(served_world.path(name) for name in served_world.objects)]
    assert leaks(visitor, [PLANTED, PERSON], paths) == []


def test_the_crawler_can_find(served_world, visitor):
    """What is public is found, so silence means something."""
    served_world["programme"].description = f"Beschreibung {PLANTED}"
    served_world["programme"].reindexObject()
    transaction.commit()
    found = leaks(visitor, [PLANTED], [served_world.path("programme")])
    assert any(address.startswith("200 GET /programme/programme") for address in found)
    assert any("@search" in address for address in found)
