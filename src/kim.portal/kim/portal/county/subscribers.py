"""A municipality brings its group with it."""

from kim.portal.county.editors import group_of
from kim.portal.county.municipality import IMunicipality
from plone import api
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def open_group(municipality: IMunicipality, event: IObjectAddedEvent) -> None:
    """The group whose members act for the municipality."""
    group_id = group_of(municipality.getId())
    if api.group.get(groupname=group_id) is None:
        api.group.create(groupname=group_id, title=municipality.title)


def close_group(municipality: IMunicipality, event: IObjectRemovedEvent) -> None:
    """No group outlives its municipality; nothing to do where the whole site goes."""
    groups = api.portal.get_tool("acl_users").source_groups
    group_id = group_of(municipality.getId())
    if event.newParent is None and group_id in groups.getGroupIds():
        groups.removeGroup(group_id)
