"""Deleting a folder needs the right to delete what is in it."""

from AccessControl import Unauthorized
from kim.portal.interfaces import IKimLayer
from plone import api
from tests.access.world import USERS
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def folder(world, portal, http_request):
    """The case manager may delete the folder and one of the two in it."""
    alsoProvides(http_request, IKimLayer)
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "sammlung", title="Sammlung")
        inner = api.content.create(folder, "Folder", "innen", title="Innen")
        api.content.create(inner, "Folder", "eigenes", title="Eigenes")
        api.content.create(inner, "Folder", "fremdes", title="Fremdes")
        for content in (portal, folder, inner, inner["eigenes"]):
            content.manage_permission("Delete objects", ["Manager", "Case Manager"], acquire=False)
        inner["fremdes"].manage_permission("Delete objects", ["Manager"], acquire=False)
    return folder


def delete(user: str, content) -> None:
    with api.env.adopt_user(username=USERS[user]):
        content.aq_parent.manage_delObjects([content.getId()])


def test_refused_for_a_descendant(folder, portal):
    with pytest.raises(Unauthorized):
        delete("Case Manager", folder)
    assert "sammlung" in portal


def test_allowed_where_all_is_allowed(folder, portal):
    delete("Case Manager", folder["innen"]["eigenes"])
    delete("Manager", folder)
    assert "sammlung" not in portal


def test_moving_is_no_deletion(folder, portal):
    with api.env.adopt_roles(["Manager"]):
        target = api.content.create(portal, "Folder", "ziel", title="Ziel")
        api.content.move(folder, target)
    assert "sammlung" in target


def test_the_whole_site_is_exempt(folder, portal):
    from kim.portal.access.deletion import ask_for_descendant
    from OFS.event import ObjectWillBeRemovedEvent

    with api.env.adopt_user(username=USERS["Case Manager"]):
        ask_for_descendant(folder["innen"]["fremdes"], ObjectWillBeRemovedEvent(portal))
        with pytest.raises(Unauthorized):
            ask_for_descendant(folder["innen"]["fremdes"], ObjectWillBeRemovedEvent(folder))


def test_commands_are_exempt(folder, portal, http_request):
    from zope.interface import noLongerProvides

    noLongerProvides(http_request, IKimLayer)
    with api.env.adopt_user(username=USERS["Case Manager"]):
        portal.manage_delObjects(["sammlung"])
    assert "sammlung" not in portal
