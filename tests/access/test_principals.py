"""Visitors cannot list users or groups, nor read what editors' widgets read."""

from plone import api
from tests.access.world import PERSON
from tests.access.world import USERS

import json
import pytest


PRINCIPALS = (
    "plone.app.users.group_ids",
    "plone.app.vocabularies.Groups",
    "plone.app.vocabularies.Principals",
    "plone.app.vocabularies.Users",
)


@pytest.mark.parametrize(
    "address",
    [
        "@users",
        f"@users/{USERS['Manager']}",
        f"@users?query={PERSON}",
        "@groups",
        "@groups/kim-coordination",
        "@principals?search=kim",
        "@sharing",
        "@roles",
        "akteure/published-actor/@sharing",
        "@types",
        "@types/Actor",
        "@linkintegrity?uids=x",
        "@relations",
        "@sources/parent",
        "@querysources/parent?query=a",
        "@controlpanels",
        "@registry",
        *(f"@vocabularies/{name}" for name in PRINCIPALS),
        *(f"@vocabularies/{name}?title=kim" for name in PRINCIPALS),
    ],
)
def test_visitor_is_refused(served_world, visitor, address):
    answer = visitor.get(f"/{address}")
    assert answer.status_code in (401, 403)
    assert PERSON not in answer.text
    assert "kim-coordination" not in answer.text


@pytest.mark.parametrize("name", PRINCIPALS)
def test_member_is_refused(served_world, session, name):
    assert session("Case Manager").get(f"/@vocabularies/{name}").status_code == 403


def test_visitors_read_our_vocabularies(served_world, visitor):
    names = [item["title"] for item in visitor.get("/@vocabularies").json()]
    assert "kim.categories" in names
    assert all(name.startswith(("kim.", "collective.taxonomy.")) for name in names)
    assert not [name for name in names if visitor.get(f"/@vocabularies/{name}").status_code != 200]


def test_vocabularies_hold_nothing_hidden(served_world, visitor):
    titles = visitor.get("/@vocabularies/kim.actors?b_size=-1").json()
    assert "draft-actor" not in json.dumps(titles)


@pytest.mark.parametrize(
    "page",
    [
        "@@getVocabulary?name=plone.app.vocabularies.Users",
        "@@getVocabulary?name=kim.actors",
        "@@getVocabulary?name=plone.app.vocabularies.Catalog",
        "@@getSource?fieldName=parent",
        "@@member-search?form.widgets.login=person&form.buttons.search=1",
        f"author/{USERS['Manager']}",
        "@@usergroup-userprefs",
    ],
)
def test_pages(served_world, session, page):
    answer = session(accept="text/html").get(f"/{page}", allow_redirects=False)
    assert answer.status_code in (302, 401, 404)
    # The address itself may be repeated, the name may not be told.
    assert PERSON.title() not in answer.text


def test_links_are_for_those_who_may_delete(served_world, session):
    uid = api.content.get_uuid(served_world["published-actor"])
    assert session("Case Manager").get(f"/@linkintegrity?uids={uid}").status_code == 401
    assert session("Coordination").get(f"/@linkintegrity?uids={uid}").status_code == 200
    assert session("Coordination").get("/@linkintegrity?uids=x").status_code == 400
