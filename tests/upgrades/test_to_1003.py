"""An existing site gets meetings."""

from kim.portal.committees import groups
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.meetings import agenda
from kim.portal.meetings import planning
from kim.portal.upgrades.to_1003 import upgrade
from plone import api


def test_a_site_of_version_1002_has_meetings(integration, portal):
    with api.env.adopt_roles(["Manager"]):
        user = api.user.create(username="anna", email="anna@example.org", password="Kaffee-7-Regal")
        committee = api.content.create(
            portal["gremien"], "Committee", "runde", title="Runde", level="steering"
        )
        publication.publish(committee)
        seats.add(committee, title="Leitung", holder=user.getId())
        make_old(portal, committee, user.getId())
        assert holders(committee) not in user.getUser().getGroups()
        upgrade(portal.portal_setup)
        upgrade(portal.portal_setup)
        meeting = planning.plan(committee, day=today())
        assert agenda.items(meeting)
    assert holders(committee) in api.user.get(username="anna").getUser().getGroups()
    assert "Seat Holder" in api.user.get_roles(user=user, obj=meeting)


def holders(committee) -> str:
    return groups.holders_group(api.content.get_uuid(committee))


def make_old(portal, committee, person: str) -> None:
    """As version 1002 left it."""
    for name in ("sitzungen", "themen"):
        committee._delOb(name)
        committee.getOrdering().notifyRemoved(name)
    portal.portal_types.manage_delObjects(["Meeting", "AgendaItem"])
    plugin = groups.plugin()
    uid = api.content.get_uuid(committee)
    row = (0, groups.ALWAYS, False)
    plugin.by_person[person] = ((uid, *row),)
    plugin.by_committee[uid] = (committee.title, ((person, *row),))
    committee.__ac_local_roles__ = {groups.members_group(uid): ["Committee Member"]}
