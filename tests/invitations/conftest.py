"""A meeting that is ready for invitations, and what has been posted about it."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from icalendar import Calendar
from icalendar import Event
from kim.portal.invitations import answers
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.meeting import Meeting
from kim.portal.notifications.ledger import Ledger
from kim.portal.notifications.ledger import letter_of
from kim.portal.notifications.letter import Letter
from plone import api
from tests.meetings.conftest import board
from tests.meetings.conftest import round_ground
from tests.meetings.round import Round

import pytest


__all__ = ["board", "round_ground"]
SECRET = "Geheimes Wort"


@dataclass
class Post:
    """Letters that were posted, each once: asked again, only what is new."""

    seen: set[str] = field(default_factory=set)

    def new(self) -> list[Letter]:
        kept = Ledger(api.portal.get())
        fresh = [each for each in kept.rows if each not in self.seen]
        self.seen.update(fresh)
        return [letter_of(kept.row(each)) for each in fresh]

    def by_name(self) -> dict[str, Letter]:
        return {letter.to.partition("@")[0]: letter for letter in self.new()}


def event(letter: Letter) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(letter.calendar)
    return calendar, next(iter(calendar.walk("VEVENT")))


def ready(board: Round, **values: object) -> Meeting:
    """A meeting with two items, the second one confidential."""
    meeting = board.plan(**{"place": "Kreishaus", **values})
    agenda.add(meeting, title="Offenes Wort", kind="decision")
    secret = agenda.add(meeting, title=SECRET, kind="decision")
    api.content.transition(obj=secret, transition=life.CONCEAL)
    return meeting


@pytest.fixture
def meeting(board) -> Meeting:
    return ready(board)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def seat(board) -> Callable[[str], str]:
    """UID of a seat by its id."""
    return lambda name: api.content.get_uuid(board.committee["sitze"][name])


def expected(meeting: Meeting, name: str) -> answers.Expected:
    return next(e for e in answers.expected(meeting) if e.seat.id == name)
