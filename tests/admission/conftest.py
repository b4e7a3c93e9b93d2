"""A meeting to which people are let in, over HTTP."""

from dataclasses import dataclass
from forms.posting import Page
from forms.posting import Person
from kim.portal.admission import passes
from kim.portal.invitations.inviting import invite
from kim.portal.meetings.meeting import Meeting
from plone import api
from tests.grounds import ground
from tests.invitations.conftest import ready
from tests.layers import address
from tests.meetings.conftest import board
from tests.meetings.conftest import round_ground
from tests.meetings.round import build_round
from tests.meetings.round import Round

import pytest


__all__ = ["board", "round_ground"]


@dataclass
class Served:
    """The meeting behind a web server; `link` issues one as a mail has it."""

    board: Round
    meeting: Meeting

    def link(self, name: str = "berta", seat: str = "stadt") -> str:
        uid = api.content.get_uuid(self.board.committee["sitze"][seat])
        url = passes.issue(self.meeting, uid, self.board.people[name])
        return url.removeprefix(address())

    @property
    def inside(self) -> str:
        return passes.address(self.meeting).removeprefix(address())

    def person(self, name: str | None = None) -> Person:
        return self.board.person(name)

    def enter(self, link: str | None = None) -> tuple[Person, Page]:
        """Somebody follows a link and presses its button."""
        person, link = self.person(), link or self.link()
        return person, press(person, person.open(link), link)


def press(person: Person, page: Page, path: str, button: str = "enter") -> Page:
    fields = page.fields("//form[.//input[@name='token']]")
    return person.post(path, [*fields, (button, "1")])


def build_served(portal) -> Served:
    round_ = build_round(portal)
    meeting = ready(round_)
    invite(meeting)
    return Served(round_, meeting)


served_ground = ground(build_served)


@pytest.fixture
def served(served_ground, functional) -> Served:
    return served_ground()
