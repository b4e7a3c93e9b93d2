"""Membership follows the seats, by the day, without being stored."""

from datetime import date
from datetime import timedelta
from kim.portal.committees import groups
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.county import publication
from plone import api
from zope.lifecycleevent import modified

import pytest


LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def people(integration, portal):
    """User ids by name."""
    with api.env.adopt_roles(["Manager"]):
        for name in ("anna", "berta"):
            api.user.create(username=name, email=f"{name}@example.org", password="Kaffee-7-Regal")
        yield {name: api.user.get(username=name).getId() for name in ("anna", "berta")}


@pytest.fixture
def committee(people, portal):
    made = api.content.create(portal["gremien"], "Committee", "runde", title="Runde")
    publication.publish(made)
    return made


def own(name: str) -> set[str]:
    """The groups of committees that a user is in, as Plone sees it."""
    found = api.user.get(username=name).getUser().getGroups()
    return {group for group in found if group.startswith(groups.PREFIX)}


def of(committee) -> str:
    return groups.members_group(api.content.get_uuid(committee))


@pytest.fixture
def clock(monkeypatch):
    """Another day."""

    def set_day(day: date) -> None:
        monkeypatch.setattr(groups, "local_date", lambda site: day)

    return set_day


class TestMembership:
    def test_holder_and_deputies_are_members(self, committee, people):
        seats.add(committee, title="A", holder=people["anna"], deputies=[people["berta"]])
        assert own("anna") == {of(committee), of(committee) + groups.HOLDERS}
        assert own("berta") == {of(committee)}

    def test_it_begins_and_ends_by_itself(self, committee, people, clock):
        seats.add(
            committee,
            title="A",
            holder=people["anna"],
            valid_from=date(2030, 1, 2),
            valid_to=date(2030, 1, 3),
        )
        found = []
        for day in (1, 2, 3, 4):
            clock(date(2030, 1, day))
            found.append(bool(own("anna")))
        assert found == [False, True, True, False]

    def test_the_holder_of_the_leading_seats_chairs(self, committee, people):
        chair = seats.add(committee, title="A", holder=people["anna"], deputies=[people["berta"]])
        committee.chair = api.content.get_uuid(chair)
        modified(committee)
        assert own("anna") == {of(committee) + end for end in ("", groups.CHAIR, groups.HOLDERS)}
        assert own("berta") == {of(committee)}

    def test_a_successor_in_the_chair_chairs_from_its_day(self, committee, people, clock):
        chair = seats.add(committee, title="A", holder=people["anna"], valid_from=LONG_AGO)
        committee.chair = api.content.get_uuid(chair)
        modified(committee)
        tomorrow = today() + timedelta(days=1)
        seats.succeed(chair, committee, tomorrow, holder=people["berta"])
        leads = of(committee) + groups.CHAIR
        assert leads in own("anna") and leads not in own("berta")
        clock(tomorrow)
        assert own("anna") == set() and leads in own("berta")

    def test_rights_end_with_the_topic(self, committee, people, clock):
        seats.add(committee, title="A", holder=people["anna"], valid_from=LONG_AGO)
        committee.ends_on = today()
        modified(committee)
        assert own("anna")
        clock(today() + timedelta(days=1))
        assert not own("anna")

    def test_only_a_published_committee_has_members(self, committee, people):
        seats.add(committee, title="A", holder=people["anna"])
        publication.retire(committee)
        assert not own("anna")

    def test_removing_what_it_follows_from(self, committee, people, portal):
        seats.add(committee, title="A", holder=people["anna"])
        api.content.delete(committee)
        assert not own("anna")
        plugin = groups.plugin()
        assert len(plugin.by_person) == len(plugin.by_committee) == 0


class TestGroups:
    def test_plone_knows_them(self, committee, people):
        seats.add(committee, title="A", holder=people["anna"])
        group = api.group.get(groupname=of(committee))
        assert group.getProperty("title") == "Runde"
        members = [user.getId() for user in api.user.get_users(groupname=of(committee))]
        assert members == [people["anna"]]
        users = api.portal.get_tool("acl_users")
        assert [found["id"] for found in users.searchGroups(id=of(committee), exact_match=True)]
        assert api.group.get(groupname="committee-unknown") is None

    def test_roles_on_the_committee_alone(self, committee, people, portal):
        seats.add(committee, title="A", holder=people["anna"])
        user = api.user.get(username="anna").getUser()
        assert "Committee Member" in user.getRolesInContext(committee)
        assert "Committee Member" not in user.getRolesInContext(portal["gremien"])
        assert "Steering Member" not in user.getRolesInContext(committee)

    def test_the_steering_group_has_roles_of_its_own(self, committee, people):
        chair = seats.add(committee, title="A", holder=people["anna"])
        committee.level, committee.chair = "steering", api.content.get_uuid(chair)
        modified(committee)
        roles = api.user.get(username="anna").getUser().getRolesInContext(committee)
        assert {"Steering Member", "Steering Chair", "Committee Chair"} <= set(roles)

    def test_search_follows_the_day_without_reindexing(self, committee, people, clock):
        seats.add(
            committee,
            title="A",
            holder=people["anna"],
            valid_from=date(2030, 1, 2),
            valid_to=date(2030, 1, 3),
        )
        api.content.create(committee["ablage"], "Document", "papier", title="Papier")
        catalog = api.portal.get_tool("portal_catalog")
        found = []
        for day in (1, 2, 4):
            clock(date(2030, 1, day))
            with api.env.adopt_user(username="anna"):
                found.append(len(catalog(Title="Papier")))
        assert found == [0, 1, 0]
