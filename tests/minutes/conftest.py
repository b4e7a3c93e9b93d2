"""A held meeting with an open item and a confidential one, and what hangs on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from forms.posting import Person
from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.meeting import Meeting
from kim.portal.minutes import making
from kim.portal.minutes import objections
from kim.portal.minutes import steps
from kim.portal.minutes.minutes import Minutes
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from plone import api
from tests.meetings.conftest import build_round
from tests.meetings.conftest import PASSWORD
from tests.meetings.conftest import Round

import pytest
import transaction


#: Stands in everything that is confidential.
SECRET = "Vertraulichwort"


@dataclass
class Held:
    """A closed meeting: anna was there, carla for berta; dora was excused."""

    board: Round
    meeting: Meeting
    item: AgendaItem
    secret: AgendaItem

    def draft(self) -> Minutes:
        return making.make(self.meeting)

    def circulated(self) -> Minutes:
        minutes = self.draft()
        steps.circulate(minutes, steps.default_until())
        return minutes

    def approved(self) -> Minutes:
        minutes = self.circulated()
        for name in ("anna", "carla"):
            objections.agree(minutes, self.board.people[name])
        steps.approve(minutes)
        return minutes

    def published(self) -> Minutes:
        minutes = self.approved()
        steps.publish(minutes)
        return minutes

    @contextmanager
    def acting(self, name: str) -> Iterator[None]:
        with api.env.adopt_user(username=name):
            yield


def hold(board: Round) -> Held:
    """Plan a meeting for today, hold it and close it."""
    meeting = board.plan(days=0, begins=time(14), finishes=time(16), place="Kreishaus")
    meeting.minute_taker = board.people["berta"]
    meeting.guests = ["Gerda Gast"]
    item = agenda.add(
        meeting, title="Sprachkurse", kind="decision", motion="Es gibt mehr <b>Kurse</b>."
    )
    secret = agenda.add(
        meeting,
        title=f"{SECRET} Titel",
        kind="decision",
        motion=f"{SECRET} Beschluss",
        rapporteur=SECRET,
    )
    api.content.transition(obj=secret, transition=meeting_life.CONCEAL)
    meeting_life.take(meeting, meeting_life.INVITE)
    conduct.begin(meeting)
    seats = {row.seat.id: row.seat.uid for row in attendance.rows(meeting)}
    people = board.people
    attendance.record(meeting, seats["vorsitz"], "present", people["anna"])
    attendance.record(meeting, seats["stadt"], "present", people["carla"])
    attendance.record(meeting, seats["beratung"], "excused")
    for each in agenda.items(meeting):
        word = SECRET if each.getId() == secret.getId() else "offen"
        results.save_text(each, f"Besprochen: {word}", 0)
        if each.kind == "decision":
            votes.count(each, 2, 0, 0)
            results.set_outcome(each, results.AGREED)
        else:
            results.set_outcome(each, results.NOTED)
    # Noted after the vote: it counts who is there now, whatever the time is.
    attendance.record(meeting, seats["stadt"], "present", people["carla"], came=time(14, 30))
    conduct.close(meeting)
    return Held(board, meeting, item, secret)


@pytest.fixture
def board(integration, portal) -> Iterator[Round]:
    """The committee alone, acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield build_round(portal)


@pytest.fixture
def held(integration, portal) -> Iterator[Held]:
    """Acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield hold(build_round(portal))


@pytest.fixture
def served(functional):
    """The same behind a web server; ``person(name)`` opens its pages."""
    portal = functional["portal"]
    with api.env.adopt_roles(["Manager"]):
        found = hold(build_round(portal))
    transaction.commit()
    found.path = f"/gremien/runde/sitzungen/{found.meeting.getId()}"
    found.minutes_path = f"{found.path}/niederschrift"
    found.person = lambda name=None: Person(portal.absolute_url(), name, PASSWORD)

    def bring(state: str) -> Minutes:
        """Minutes in a state, by the acts that lead there."""
        with api.env.adopt_roles(["Manager"]):
            minutes = getattr(found, state)()
        transaction.commit()
        return minutes

    found.bring = bring
    return found
