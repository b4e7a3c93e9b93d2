"""What every workflow in use has to hold, read from the site as it is installed."""

from plone import api
from typing import Any

import pytest


SEEN = ("View", "Access contents information")
#: Plone's own workflow for pages gives the owner of a page its draft; reports are not made of it.
OWNER_MAY = {"simple_publication_workflow"}


def addable_types() -> list[str]:
    types = api.portal.get_tool("portal_types")
    return sorted(
        fti.getId()
        for fti in types.objectValues()
        if fti.getProperty("factory")
        or fti.getProperty("klass")
        or fti.getProperty("content_meta_type")
    )


def workflows() -> list[Any]:
    tool = api.portal.get_tool("portal_workflow")
    names = set(tool.getDefaultChain())
    for chain in tool.listChainOverrides():
        names.update(chain[1])
    return [tool[name] for name in sorted(names)]


def test_every_type_is_bound(integration, portal):
    """The default chain would decide for whatever comes later."""
    tool = api.portal.get_tool("portal_workflow")
    bound = dict(tool.listChainOverrides())
    exempt = {"Plone Site", "TempFolder"}
    assert [name for name in addable_types() if name not in bound and name not in exempt] == []


def test_no_type_is_without_workflow(integration, portal):
    tool = api.portal.get_tool("portal_workflow")
    empty = [name for name, chain in tool.listChainOverrides() if not chain]
    assert [name for name in empty if name in addable_types() and name != "Plone Site"] == []


def test_the_index_and_the_page_agree(integration, portal):
    """The catalog asks for one permission, the page for the other."""
    apart = [
        f"{workflow.getId()} {state.getId()}"
        for workflow in workflows()
        for state in workflow.states.values()
        if not set(SEEN) <= set(workflow.permissions)
        or state.getPermissionInfo(SEEN[0]) != state.getPermissionInfo(SEEN[1])
    ]
    assert apart == []


def test_owner_gets_nothing(integration, portal):
    given = [
        f"{workflow.getId()} {state.getId()}: {permission}"
        for workflow in workflows()
        if workflow.getId() not in OWNER_MAY
        for state in workflow.states.values()
        for permission in workflow.permissions
        if "Owner" in state.getPermissionInfo(permission)["roles"]
    ]
    assert given == []


def test_guards_ask_permissions(integration, portal):
    """A role in a guard cannot be granted for the moment that code needs it."""
    with_roles = [
        f"{workflow.getId()} {transition.getId()}"
        for workflow in workflows()
        if workflow.getId() not in OWNER_MAY
        for transition in workflow.transitions.values()
        if transition.guard is not None and (transition.guard.roles or transition.guard.groups)
    ]
    assert with_roles == []


def test_no_step_is_free(integration, portal):
    free = [
        f"{workflow.getId()} {transition.getId()}"
        for workflow in workflows()
        for transition in workflow.transitions.values()
        if transition.trigger_type == 1
        and (transition.guard is None or not transition.guard.permissions)
    ]
    assert free == []


@pytest.mark.parametrize("portal_type", ["Discussion Item", "File", "Image"])
def test_parts_follow_their_container(integration, portal, portal_type):
    tool = api.portal.get_tool("portal_workflow")
    (name,) = tool.getChainForPortalType(portal_type)
    for state in tool[name].states.values():
        assert all(state.getPermissionInfo(permission)["acquired"] for permission in SEEN)
        assert not any(state.getPermissionInfo(permission)["roles"] for permission in SEEN)
