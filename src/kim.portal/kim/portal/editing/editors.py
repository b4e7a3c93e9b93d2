"""Who keeps an actor's entry: the members of its Plone group (never single users).

The group has the local role Actor Editor on the actor and thereby on its offers; where the office
marks the actor as trusted it has Editor too and changes published entries without the office.
"""

from kim.portal.directory.actor import IActor
from plone import api


ROLE = "Actor Editor"
TRUSTED_ROLE = "Editor"
GROUP = "actor-{}"


def group_of(actor: IActor) -> str:
    """The id of the group that keeps an actor."""
    return GROUP.format(api.content.get_uuid(actor))


def open_group(actor: IActor) -> None:
    """Make the actor's group and give it its roles."""
    group_id = group_of(actor)
    if api.group.get(groupname=group_id) is None:
        api.group.create(groupname=group_id, title=actor.title)
    grant(actor)


def grant(actor: IActor) -> None:
    """Give the actor's group, and no other group or user, what trust allows."""
    roles = [ROLE, TRUSTED_ROLE] if actor.trusted else [ROLE]
    actor.__ac_local_roles__ = {group_of(actor): roles}
    actor.reindexObjectSecurity()


def rename_group(actor: IActor) -> None:
    """The group bears the actor's name."""
    group = api.group.get(groupname=group_of(actor))
    if group is not None and group.getProperty("title") != actor.title:
        group.setGroupProperties({"title": actor.title})


def close_group(actor: IActor) -> None:
    """No group outlives its actor."""
    groups = api.portal.get_tool("acl_users").source_groups
    if group_of(actor) in groups.getGroupIds():
        groups.removeGroup(group_of(actor))
