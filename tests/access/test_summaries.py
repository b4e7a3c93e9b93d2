"""JSON tells nothing of what its reader may not view."""

from plone import api
from tests.access.world import PLANTED
from z3c.relationfield import RelationValue
from zope.component import getUtility
from zope.intid.interfaces import IIntIds

import pytest
import transaction


class TestParent:
    def test_hidden(self, served_world, visitor):
        entry = visitor.get(f"/{served_world.path('document-inside')}").json()
        assert entry["title"] == "document-inside"
        assert entry["parent"] == {}

    def test_visible(self, served_world, visitor):
        entry = visitor.get(f"/{served_world.path('published-actor-offer')}").json()
        assert entry["parent"]["title"] == "published-actor"
        assert entry["parent"]["review_state"] == "published"

    def test_trail(self, served_world, visitor):
        path = served_world.path("document-inside")
        for address in (f"{path}/@breadcrumbs", f"{path}?expand=breadcrumbs,contextnavigation"):
            assert PLANTED not in visitor.get(f"/{address}").text
        items = visitor.get(f"/{path}/@breadcrumbs").json()["items"]
        assert [item["title"] for item in items] == ["document-inside"]

    def test_office(self, served_world, session):
        path = served_world.path("document-inside")
        items = session("Manager").get(f"/{path}/@breadcrumbs").json()["items"]
        assert len(items) == 2


@pytest.fixture(scope="module")
def related_world(served_world):
    """The page relates to a hidden and a public entry."""
    ids = getUtility(IIntIds)
    with api.env.adopt_roles(["Manager"]):
        page = served_world["document"]
        page.relatedItems = [
            RelationValue(ids.getId(served_world[name])) for name in ("draft-actor", "programme")
        ]
        page.reindexObject()
    transaction.commit()
    return served_world


def test_related_items(related_world, visitor):
    page = visitor.get("/seite").json()
    assert [item["title"] for item in page["relatedItems"]] == ["programme"]


def test_offers_of_a_hidden_actor(served_world, visitor):
    """A published offer goes with its actor."""
    for name in ("draft", "pending", "archived"):
        path = served_world.path(f"{name}-actor-offer")
        assert visitor.get(f"/{path}").status_code == 401
        assert visitor.get(f"/@search?id={name}-actor-offer").json()["items"] == []


@pytest.mark.parametrize("page", ["sitemap", "contact-info", "accessibility-info", "login"])
def test_open_pages_on_hidden_entries(served_world, session, page):
    path = served_world.path("draft-actor")
    answer = session(accept="text/html").get(f"/{path}/{page}", allow_redirects=False)
    assert answer.status_code == 404
    assert PLANTED not in answer.text
