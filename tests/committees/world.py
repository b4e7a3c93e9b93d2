"""A committee with a chair and a member, the office, and somebody who has no seat."""

from datetime import date
from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.committees import seats
from kim.portal.county import publication
from kim.portal.county.terms import replace
from plone import api
from typing import Any
from zope.lifecycleevent import modified

import transaction


TERMS = [{"id": "one", "title": {"de": "Eins"}}]


class World:
    """What is in the site, and those who look at it."""

    def __init__(self, portal: Any) -> None:
        self.portal = portal
        with api.env.adopt_roles(["Manager"]):
            self._build()
        transaction.commit()

    def _build(self) -> None:
        for name in ("topics", "categories", "languages"):
            replace(name, TERMS)
        for user in ("chair", "member", "other", "coordinator"):
            properties = {"fullname": f"{user.title()} Testname"}
            address = f"{user}@example.org"
            api.user.create(address, user, PASSWORD, properties=properties)
        api.group.add_user(groupname="kim-coordination", username="coordinator")
        for name, fields in (("club", {"topics": ["one"]}), ("firm", {})):
            actor = api.content.create(
                self.portal["akteure"], "Actor", name, title=name.title(), category="one", **fields
            )
            publication.publish(actor)
        self.committee = api.content.create(
            self.portal["gremien"], "Committee", "runde", title="Runde", tasks=["Beraten"]
        )
        publication.publish(self.committee)
        self.second = api.content.create(
            self.portal["gremien"], "Committee", "zweite", title="Zweite"
        )
        publication.publish(self.second)
        club = self.portal["akteure"]["club"].UID()
        self.chair = self.seat("Leitung", "chair", sender=club)
        self.member = self.seat("Mitglied", "member")
        self.committee.chair = self.chair.UID()
        modified(self.committee)

    def seat(self, title: str, user: str, **fields: Any) -> Any:
        holder = api.user.get(username=user).getId()
        return seats.add(
            self.committee, title=title, holder=holder, valid_from=date(2020, 1, 1), **fields
        )

    def person(self, name: str | None = None) -> Person:
        return Person(self.portal.absolute_url(), name)

    def user_id(self, name: str) -> str:
        return api.user.get(username=name).getId()

    def fresh(self) -> None:
        """See what others have committed."""
        transaction.begin()
