"""Who made, changed or locked something does not reach visitors."""

from kim.portal.access.authorship import PERSONAL_COLUMNS
from plone import api
from plone.locking.interfaces import ILockable
from tests.access.world import PASSWORD
from tests.access.world import PERSON
from tests.access.world import USERS

import pytest
import transaction


@pytest.fixture(scope="module")
def signed_world(served_world):
    """Everything was made by a person, and one entry is being edited."""
    with api.env.adopt_user(username=USERS["Coordination"]):
        for content in served_world.objects.values():
            content.setCreators((USERS["Coordination"],))
            content.reindexObject()
        ILockable(served_world["published-actor"]).lock()
    transaction.commit()
    return served_world


@pytest.mark.parametrize(
    "address",
    [
        "akteure/published-actor",
        "akteure/published-actor?fullobjects=1",
        "akteure?metadata_fields=_all",
        "akteure/published-actor/@lock",
        "@lock",
        "@search?metadata_fields=_all",
        "@search?metadata_fields=Creator&metadata_fields=listCreators",
        "@search?fullobjects=1",
        "@inherit?expand.inherit.behaviors=plone.dublincore,plone.ownership",
        "akteure/published-actor/@inherit?expand.inherit.behaviors=plone.ownership",
        "akteure/published-actor?expand=workflow,inherit&expand.inherit.behaviors=plone.ownership",
    ],
)
@pytest.mark.parametrize("user", [None, "Case Manager"])
def test_json(signed_world, session, user, address):
    answer = session(user).get(f"/{address}")
    assert answer.status_code == 200
    assert PERSON not in answer.text


@pytest.mark.parametrize("column", sorted(PERSONAL_COLUMNS))
def test_columns(signed_world, visitor, column):
    items = visitor.get(f"/@search?metadata_fields={column}").json()["items"]
    assert items
    assert not any(column in item for item in items)


def test_a_lock_is_a_lock(signed_world, visitor):
    lock = visitor.get("/akteure/published-actor/@lock").json()
    assert lock == {"locked": True, "stealable": True}


def test_the_office_sees_them(signed_world, session):
    office = session("Coordination")
    assert office.get("/seite").json()["creators"] == [USERS["Coordination"]]
    assert office.get("/akteure/published-actor").json()["lock"]["token"]


@pytest.mark.parametrize("setting", [True, False])
@pytest.mark.parametrize("path", ["", "akteure/published-actor", "seite"])
def test_pages(signed_world, session, setting, path):
    api.portal.set_registry_record("plone.allow_anon_views_about", setting)
    api.portal.set_registry_record("plone.exposeDCMetaTags", setting)
    transaction.commit()
    answer = session(accept="text/html").get(f"/{path}")
    api.portal.set_registry_record("plone.allow_anon_views_about", False)
    transaction.commit()
    assert answer.status_code == 200
    assert PERSON not in answer.text


def test_search_page(signed_world, session):
    answer = session(accept="text/html").get("/@@search?SearchableText=programme")
    assert answer.status_code == 200
    assert PERSON not in answer.text


@pytest.mark.parametrize("feed", ["RSS", "rss.xml", "atom.xml", "itunes.xml", "newsml.xml"])
@pytest.mark.parametrize("path", ["", "akteure/published-actor"])
def test_feeds(signed_world, session, feed, path):
    answer = session(accept="text/html").get(f"/{path}/@@{feed}", allow_redirects=False)
    assert answer.status_code in (200, 404)
    assert PERSON not in answer.text


def test_accounts_have_no_speaking_ids(integration, portal):
    assert api.portal.get_registry_record("plone.use_uuid_as_userid")
    user = api.user.create(email="x@example.org", username="x-name", password=PASSWORD)
    assert len(user.getId()) == 32
