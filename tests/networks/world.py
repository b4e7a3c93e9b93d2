"""A network with a rhythm, the office, somebody who has logged in and nothing else."""

from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.county import publication
from plone import api
from typing import Any

import transaction


class World:
    """One network, those who look at it."""

    def __init__(self, portal: Any) -> None:
        self.portal = portal
        with api.env.adopt_roles(["Manager"]):
            for user in ("member", "coordinator"):
                api.user.create(f"{user}@example.org", user, PASSWORD)
            api.group.add_user(groupname="kim-coordination", username="coordinator")
            self.network = self.add("runde", meets_every=14, meets_unit="days")
        transaction.commit()

    def add(self, name: str, **fields: Any) -> Any:
        with api.env.adopt_roles(["Manager"]):
            network = api.content.create(
                self.portal["netzwerke"], "Network", name, title=name.title(), **fields
            )
            publication.publish(network)
        transaction.commit()
        return network

    def person(self, name: str | None = None) -> Person:
        return Person(self.portal.absolute_url(), name)
