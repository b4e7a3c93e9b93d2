"""Every cell of the rights to meetings, agenda items and topics is tried, in every state."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from kim.portal.meetings import life
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.access.matrix import EVERYONE
from tests.access.matrix import ITEM_STEPS
from tests.access.matrix import MEETING_STATES
from tests.access.matrix import MEETING_STEPS
from tests.access.matrix import MEETINGS
from tests.access.matrix import MEETINGS_PERMISSIONS
from tests.access.matrix import NOBODY
from tests.access.matrix import PERMISSIONS
from tests.access.test_matrix import acting_as
from tests.access.world import USERS
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


#: How a meeting comes to a state.
WAYS = {
    "planned": (),
    "invited": (life.INVITE,),
    "in_session": (life.INVITE, life.OPEN),
    "held": (life.INVITE, life.OPEN, life.CLOSE),
    "finished": (life.INVITE, life.OPEN, life.CLOSE, life.FINISH),
    "cancelled": (life.CANCEL,),
}


@pytest.fixture(params=MEETING_STATES)
def state(request, world) -> str:
    """The state that the own committee's meeting is in."""
    with api.env.adopt_user(username=USERS["Manager"]):
        for step in WAYS[request.param]:
            life.take(world["committee-meeting"], step, "Grund")
    return request.param


@pytest.fixture
def parts(world) -> dict[str, object]:
    return {
        "meeting": world["committee-meeting"],
        "item": world["committee-item"],
        "item file": world["committee-item"]["datei"],
        "confidential": world["committee-confidential"],
        "confidential file": world["committee-confidential"]["datei"],
        "topic": world["committee-topic"],
        "topics": world["committee"]["themen"],
        "meetings": world["committee"]["sitzungen"],
    }


def test_permissions(parts, state, portal):
    wrong = []
    for (part, right), who in MEETINGS.items():
        permissions = MEETINGS_PERMISSIONS.get(right) or PERMISSIONS[right]
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                check = getSecurityManager().checkPermission
                has = {bool(check(permission, parts[part])) for permission in permissions}
            if has != {person in who[MEETING_STATES.index(state)]}:
                wrong.append(f"{person} · {part} · {right} · {state}: {has}")
    assert wrong == []


def test_what_is_seen_is_found(parts, state, portal):
    """The catalog agrees with the rights, in every state."""
    wrong = []
    for name in ("meeting", "item", "confidential", "item file", "confidential file", "topic"):
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                sees = bool(getSecurityManager().checkPermission("View", parts[name]))
                found = api.content.find(UID=api.content.get_uuid(parts[name]))
            if bool(found) != sees:
                wrong.append(f"{person} · {name} · {state}: sees {sees}")
    assert wrong == []


def test_the_search_for_everyone_leaves_them_out(parts, portal):
    processQueue()
    index = portal.portal_catalog.Indexes["is_paper"]
    for name, part in parts.items():
        rid = portal.portal_catalog.getrid("/".join(part.getPhysicalPath()))
        assert index.getEntryForObject(rid), name


def test_steps_of_the_meeting(parts, state, portal):
    wrong = []
    for step, who in MEETING_STEPS.items():
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                done = takes(parts["meeting"], step, act=True)
                bare = takes(parts["meeting"], step)
            if done != (person in who[MEETING_STATES.index(state)]):
                wrong.append(f"{person} · {step} · {state}: {done}")
            if bare:
                wrong.append(f"{person} · {step} · {state}: taken bare")
    assert wrong == []


def test_steps_of_items(parts, state, portal):
    wrong = []
    for (part, step), who in ITEM_STEPS.items():
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                done = takes(parts[part], step)
            if done != (person in who[MEETING_STATES.index(state)]):
                wrong.append(f"{person} · {part} · {step} · {state}: {done}")
    assert wrong == []


@pytest.mark.parametrize("name", ["draft-committee", "archived-committee", "foreign-committee"])
def test_meetings_elsewhere_are_not_seen_by_members(world, portal, name):
    """Not of a committee that is not published, not of another one."""
    members = [person for person in EVERYONE if person.endswith(", own")]
    assert len(members) > len(NOBODY)
    for part in ("meeting", "item", "confidential", "topic"):
        for person in members:
            with acting_as(person, portal):
                assert not getSecurityManager().checkPermission("View", world[f"{name}-{part}"])


def takes(content, step: str, **data: object) -> bool:
    """Takes the step and takes it back."""
    before = transaction.savepoint()
    try:
        api.portal.get_tool("portal_workflow").doActionFor(content, step, comment="Grund", **data)
    except (Unauthorized, WorkflowException):
        return False
    finally:
        before.rollback()
        IAnnotations(content.REQUEST).clear()
    return True
