"""Who may not take a step gets no further than the question."""

from plone import api
from tests.access.world import USERS
from tests.access.world import World

import pytest
import transaction


def post(session, world, name, step, **data):
    return session.post(f"/{world.path(name)}/@workflow/{step}", json=data)


def state(world, name) -> str:
    transaction.begin()
    return api.content.get_state(world[name])


@pytest.fixture(scope="module")
def dateless_world(served_world) -> World:
    """Nothing has been stamped with a date yet."""
    served_world["published-actor"].effective_date = None
    transaction.commit()
    return served_world


class TestVisitor:
    @pytest.mark.parametrize("step", ["retire", "publish", "nonsense", ""])
    def test_refused(self, dateless_world, visitor, step):
        world = dateless_world
        answer = post(visitor, world, "published-actor", step, comment="x", effective="2001-01-01")
        assert answer.status_code == 401
        assert USERS["Manager"] not in answer.text
        assert state(world, "published-actor") == "published"
        assert world["published-actor"].effective_date is None

    def test_body_is_not_read(self, dateless_world, visitor):
        answer = visitor.post(
            f"/{dateless_world.path('published-actor')}/@workflow/retire",
            data='{"comment": {"x": [1]}, "effective": "no date"}',
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code == 401

    @pytest.mark.parametrize("name", ["draft-actor", "archived-actor-offer", "draft-offer"])
    def test_hidden(self, dateless_world, visitor, name):
        assert post(visitor, dateless_world, name, "publish").status_code == 404

    def test_history_is_hidden(self, dateless_world, visitor):
        answer = visitor.get(f"/{dateless_world.path('published-actor')}/@workflow").json()
        assert answer["history"] == []
        assert answer["transitions"] == []
        assert answer["state"]["id"] == "published"


class TestMember:
    def test_refused(self, dateless_world, session):
        answer = post(session("Case Manager"), dateless_world, "published-actor", "retire")
        assert answer.status_code == 403
        assert state(dateless_world, "published-actor") == "published"

    def test_hidden(self, dateless_world, session):
        answer = post(session("Case Manager"), dateless_world, "draft-actor", "publish")
        assert answer.status_code == 404

    def test_history_is_hidden(self, dateless_world, session):
        path = dateless_world.path("published-actor")
        assert session("Case Manager").get(f"/{path}/@workflow").json()["history"] == []
        expanded = session("Case Manager").get(f"/{path}?expand=workflow").json()
        assert expanded["@components"]["workflow"]["history"] == []

    def test_editor_sets_no_date_with_a_step(self, dateless_world, session):
        """The right to retire is not the right to edit what is published."""
        editor = session("Actor Editor, own")
        answer = post(editor, dateless_world, "published-actor", "retire", expires="2001-01-01")
        assert answer.status_code == 403
        assert state(dateless_world, "published-actor") == "published"
