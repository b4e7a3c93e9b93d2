"""A meeting to which people are let in, over HTTP."""

from dataclasses import dataclass
from forms.posting import Page
from forms.posting import Person
from kim.portal.admission import passes
from kim.portal.invitations.inviting import invite
from kim.portal.meetings.meeting import Meeting
from plone import api
from tests.invitations.conftest import ready
from tests.meetings.conftest import board
from tests.meetings.conftest import build_round
from tests.meetings.conftest import PASSWORD
from tests.meetings.conftest import Round

import pytest
import transaction


__all__ = ["board"]


@dataclass
class Served:
    """The meeting behind a web server; `link` issues one as a mail has it."""

    board: Round
    meeting: Meeting
    base: str

    def link(self, name: str = "berta", seat: str = "stadt") -> str:
        uid = api.content.get_uuid(self.board.committee["sitze"][seat])
        url = passes.issue(self.meeting, uid, self.board.people[name])
        return url.removeprefix(self.base)

    @property
    def inside(self) -> str:
        return passes.address(self.meeting).removeprefix(self.base)

    def person(self, name: str | None = None) -> Person:
        return Person(self.base, name, PASSWORD)

    def enter(self, link: str | None = None) -> tuple[Person, Page]:
        """Somebody follows a link and presses its button."""
        person, link = self.person(), link or self.link()
        return person, press(person, person.open(link), link)


def press(person: Person, page: Page, path: str, button: str = "enter") -> Page:
    fields = page.fields("//form[.//input[@name='token']]")
    return person.post(path, [*fields, (button, "1")])


@pytest.fixture
def served(functional) -> Served:
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        round_ = build_round(portal)
        meeting = ready(round_)
        invite(meeting)
    transaction.commit()
    return Served(round_, meeting, portal.absolute_url())
