"""Every cell of the rights to what is tracked: role × type × state × action."""

from AccessControl import getSecurityManager
from collections.abc import Iterator
from contextlib import contextmanager
from plone import api
from plone.dexterity.content import DexterityContent
from Products.CMFCore.indexing import processQueue
from tests.access.tracked import EVERYONE
from tests.access.tracked import PEOPLE
from tests.access.tracked import PERMISSIONS
from tests.access.tracked import RIGHTS
from tests.access.tracked import STATES
from tests.access.tracked import STEPS
from tests.access.tracked import VISITOR
from tests.access.tracked_world import build_things
from tests.grounds import ground
from zope.annotation.interfaces import IAnnotations

import pytest


@contextmanager
def acting_as(person: str, portal: DexterityContent) -> Iterator[None]:
    IAnnotations(portal.REQUEST).clear()
    if person == VISITOR:
        with api.env.adopt_user(user=portal.acl_users._nobody.__of__(portal.acl_users)):
            yield
    else:
        with api.env.adopt_user(username=PEOPLE[person]):
            yield


things_ground = ground(build_things)


@pytest.fixture
def things(things_ground, integration) -> dict[str, DexterityContent]:
    return things_ground()


def bring(content: DexterityContent, state: str) -> None:
    """Put it into a state, however it would come there."""
    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getWorkflowsFor(content)
    status = dict(tool.getStatusOf(workflow.getId(), content), review_state=state)
    tool.setStatusOf(workflow.getId(), content, status)
    workflow.updateRoleMappingsFor(content)
    content.reindexObject()
    processQueue()


@pytest.mark.parametrize("kind", sorted(STATES))
def test_table_is_complete(kind):
    for right, cells in RIGHTS[kind].items():
        assert len(cells) == len(STATES[kind]), right


@pytest.mark.parametrize("kind", sorted(STATES))
def test_permissions(kind, things, portal):
    thing, wrong = things[kind], []
    for number, state in enumerate(STATES[kind]):
        bring(thing, state)
        for right, cells in RIGHTS[kind].items():
            for person in sorted(EVERYONE):
                with acting_as(person, portal):
                    check = getSecurityManager().checkPermission
                    has = {bool(check(permission, thing)) for permission in PERMISSIONS[right]}
                if has != {person in cells[number]}:
                    wrong.append(f"{person} · {right} · {state}: {has}")
    assert wrong == []


@pytest.mark.parametrize("kind", sorted(STATES))
def test_what_is_seen_is_found(kind, things, portal):
    thing, wrong = things[kind], []
    for number, state in enumerate(STATES[kind]):
        bring(thing, state)
        for person in sorted(EVERYONE):
            with acting_as(person, portal):
                found = bool(api.content.find(UID=api.content.get_uuid(thing)))
            if found != (person in RIGHTS[kind]["view"][number]):
                wrong.append(f"{person} · {state}: found {found}")
    assert wrong == []


@pytest.mark.parametrize("kind", sorted(STATES))
def test_steps(kind, things, portal):
    """With its act a step is taken by those who may, from where it leads; bare by nobody."""
    thing, wrong = things[kind], []
    tool = api.portal.get_tool("portal_workflow")
    (workflow,) = tool.getWorkflowsFor(thing)
    assert set(workflow.transitions.objectIds()) == set(STEPS[kind])
    for state in STATES[kind]:
        bring(thing, state)
        for step, froms in STEPS[kind].items():
            for person in sorted(EVERYONE):
                with acting_as(person, portal):
                    taken = workflow.isActionSupported(thing, step, act=True)
                    bare = workflow.isActionSupported(thing, step)
                if bool(taken) != (person in froms.get(state, frozenset())):
                    wrong.append(f"{person} · {step} · {state}: {taken}")
                if bare:
                    wrong.append(f"{person} · {step} · {state}: bare")
    assert wrong == []
