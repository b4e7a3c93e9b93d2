"""Rights on entries come from groups alone: who makes an entry is not its owner."""

from plone import api
from plone.app.testing import login
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import requests
import transaction


PASSWORD = "correct horse battery staple"


@pytest.fixture
def editor(county, functional):
    """An editor of the actor sprachclub-neustadt, who has made an offer there."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    actor = portal["akteure"]["sprachclub-neustadt"]
    api.user.create(email="editor@example.org", username="editor", password=PASSWORD)
    api.group.add_user(groupname=f"actor-{actor.UID()}", username="editor")
    login(portal, "editor")
    api.content.create(actor, "Offer", "neu", title="Neu")
    transaction.commit()
    return portal


def test_no_owner(editor):
    offer = editor["akteure"]["sprachclub-neustadt"]["neu"]
    assert not [roles for roles in offer.get_local_roles() if "Owner" in roles[1]]
    assert "Modify portal content" not in [
        p["name"] for p in offer.permissionsOfRole("Owner") if p["selected"]
    ]


def test_rights_are_not_the_editors_to_give(editor):
    answer = requests.post(
        f"{editor.absolute_url()}/akteure/sprachclub-neustadt/neu/@sharing",
        json={"entries": [{"id": "editor", "roles": {"Editor": True}, "type": "user"}]},
        headers={"Accept": "application/json"},
        auth=("editor", PASSWORD),
        timeout=30,
    )
    assert answer.status_code in (401, 403)
