"""A committee with three seats and its people, as the tests of meetings need it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import time
from datetime import timedelta
from forms.posting import Person
from kim.portal.committees import seats
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.meetings import planning
from kim.portal.meetings.meeting import Meeting
from plone import api
from tests.layers import address


PASSWORD = "Kaffeetasse-7-Regal"
PEOPLE = ("anna", "berta", "carla", "dora", "office", "foreign")


@dataclass
class Round:
    """A committee of test data: anna chairs; berta holds a seat, carla stands in for her; dora
    holds a seat without a vote."""

    committee: Committee
    people: dict[str, str] = field(default_factory=dict)

    def plan(self, days: int = 14, **values: object) -> Meeting:
        """A meeting so many days from now."""
        values.setdefault("begins", time(14))
        return planning.plan(self.committee, day=today() + timedelta(days=days), **values)

    def person(self, name: str | None = None) -> Person:
        """One of them in front of the portal's pages; without a name a visitor."""
        return Person(address(), name, PASSWORD)

    @contextmanager
    def acting(self, name: str) -> Iterator[None]:
        with api.env.adopt_user(username=name):
            yield


def build_round(portal, level: str = "steering") -> Round:
    people = {}
    for name in PEOPLE:
        user = api.user.create(
            username=name,
            email=f"{name}@example.org",
            password=PASSWORD,
            properties={"fullname": f"{name.title()} Test"},
        )
        people[name] = user.getId()
    api.group.add_user(groupname="kim-coordination", username="office")
    committee = api.content.create(
        portal["gremien"], "Committee", "runde", title="Testrunde", level=level
    )
    publication.publish(committee)
    begun = date(2020, 1, 1)
    chair = seats.add(
        committee, id="vorsitz", title="Vorsitz", holder=people["anna"], valid_from=begun
    )
    seats.add(
        committee,
        id="stadt",
        title="Stadt",
        holder=people["berta"],
        deputies=[people["carla"]],
        valid_from=begun,
    )
    seats.add(
        committee,
        id="beratung",
        title="Beratung",
        holder=people["dora"],
        voting=False,
        valid_from=begun,
    )
    committee.chair = api.content.get_uuid(chair)
    committee.reindexObject()
    return Round(committee, people)
