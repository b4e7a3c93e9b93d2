"""Every right to minutes in every state, for everybody; and the catalog agrees."""

from AccessControl import getSecurityManager
from plone import api

import pytest


OFFICE = frozenset({"office"})
TAKES = OFFICE | {"berta"}
MEMBERS = frozenset({"office", "anna", "berta", "carla", "dora"})
EVERYONE = MEMBERS | {"foreign", None}
NOBODY: frozenset[str] = frozenset()

STATES = ("draft", "circulated", "approved", "published")
RIGHTS = {
    #                                draft   circulated approved published
    "View":                          (TAKES,  MEMBERS,  MEMBERS,  EVERYONE),
    "Access contents information":   (TAKES,  MEMBERS,  MEMBERS,  EVERYONE),
    "kim.portal: Record Meeting":    (TAKES,  NOBODY,   NOBODY,   NOBODY),
    "kim.portal: Manage Meeting":    (OFFICE, OFFICE,   OFFICE,   OFFICE),
    "Delete objects":                (OFFICE, NOBODY,   NOBODY,   NOBODY),
    "Modify portal content":         (NOBODY, NOBODY,   NOBODY,   NOBODY),
    "kim.portal: Add Minutes":       (NOBODY, NOBODY,   NOBODY,   NOBODY),
}  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_rights(held, state):
    minutes = getattr(held, state)()
    wrong = []
    for name in sorted(EVERYONE, key=str):
        with acting(name):
            check = getSecurityManager().checkPermission
            for permission, cells in RIGHTS.items():
                has = bool(check(permission, minutes))
                if has != (name in cells[STATES.index(state)]):
                    wrong.append(f"{name} · {permission} · {state}: {has}")
            found = api.content.find(UID=api.content.get_uuid(minutes))
            if bool(found) != bool(check("View", minutes)):
                wrong.append(f"{name} · catalog · {state}: {len(found)}")
    assert wrong == []


def acting(name: str | None):
    if name is None:
        return api.env.adopt_roles(["Anonymous"])
    return api.env.adopt_user(username=name)
