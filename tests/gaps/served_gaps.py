"""The people of the loop behind a web server, as tests of reporting need them."""

from forms.posting import Person
from kim.portal.county import publication
from kim.portal.structure import build_missing
from plone import api
from tests.decisions.loop import build_loop
from tests.decisions.loop import PASSWORD
from tests.layers import address
from typing import Any

import transaction


FORM = "/luecken/@@melden"
TITLE, TEXT = "Kein Sprachkurs am Abend", "Wer tagsüber arbeitet, kann an keinem Kurs teilnehmen."
NAMED = "Samira K. wartet seit Mai auf einen Kurs."
BORN = "Die Frau (geb. 12.03.1990) wartet."


class Served:
    """`person(name)` opens pages as one of the loop's people, without a name as a visitor."""

    def __init__(self, portal: Any) -> None:
        self.portal = portal
        with api.env.adopt_roles(["Manager"]):
            self.loop = build_loop(portal)
            build_missing()
        transaction.commit()

    @property
    def base(self) -> str:
        return address()

    def person(self, name: str | None = None) -> Person:
        return Person(self.base, name, PASSWORD)

    def gaps(self) -> list[Any]:
        transaction.begin()
        return list(self.portal["luecken"].objectValues())

    def offer(self, title: str, **values: Any) -> Any:
        """A published offer of a published actor."""
        with api.env.adopt_roles(["Manager"]):
            actors = self.portal["akteure"]
            if "vhs" not in actors:
                actor = api.content.create(
                    actors, "Actor", "vhs", title="Volkshochschule Sprachkurs", category="clubs"
                )
                publication.publish(actor)
            offer = api.content.create(actors["vhs"], "Offer", title=title, **values)
            publication.publish(offer)
        transaction.commit()
        return offer

    def path(self, content: Any) -> str:
        return content.absolute_url().removeprefix(self.base)


def rest(person: Person, method: str, path: str, json: Any = None) -> Any:
    return person.session.request(
        method, path, json=json, headers={"Accept": "application/json"}, allow_redirects=False
    )
