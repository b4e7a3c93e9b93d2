"""Two actors with an editor each, the office, and somebody who has nothing to do with entries."""

from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.county import publication
from kim.portal.county.terms import replace
from kim.portal.editing.editors import group_of
from plone import api
from typing import Any

import datetime
import transaction


TERMS = [{"id": "one", "title": {"de": "Eins"}}]
ACTOR, OFFER, DRAFT = "/akteure/own", "/akteure/own/open", "/akteure/own/new"
COPY, OFFER_COPY = "/akteure/working_copy_of_own", "/akteure/own/copy_of_open"


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
        for user in ("editor", "foreign", "coordinator", "member"):
            api.user.create(email=f"{user}@example.org", username=user, password=PASSWORD)
        api.group.add_user(groupname="kim-coordination", username="coordinator")
        for name, user in (("own", "editor"), ("other", "foreign")):
            actor = api.content.create(
                self.portal["akteure"],
                "Actor",
                name,
                title=name.title(),
                category="one",
                external_id=f"test-{name}",
                verified_on=datetime.date(2026, 1, 2),
            )
            api.group.add_user(groupname=group_of(actor), username=user)
            publication.publish(actor)
        self.actor = self.portal["akteure"]["own"]
        self.offer = api.content.create(self.actor, "Offer", "open", title="Open")
        publication.publish(self.offer)
        self.draft = api.content.create(self.actor, "Offer", "new", title="New")

    def person(self, name: str | None = None) -> Person:
        return Person(self.portal.absolute_url(), name)

    def state(self, path: str) -> str:
        transaction.begin()
        return api.content.get_state(self.portal.unrestrictedTraverse(path.lstrip("/")))

    def exists(self, path: str) -> bool:
        transaction.begin()
        return self.portal.unrestrictedTraverse(path.lstrip("/"), None) is not None


def press(person: Person, path: str, view: str, fields: Any = ()) -> Any:
    """Press a button of the entry's page: POST with the token that the page holds."""
    page = person.open(path)
    tokens = page.tree.xpath("//input[@name='_authenticator']/@value")
    token = [("_authenticator", tokens[0])] if tokens else []
    return person.post(f"{path}/{view}", [*token, *fields])
