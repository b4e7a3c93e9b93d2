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
from tests.meetings.round import build_round
from tests.meetings.round import Round

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

    @property
    def path(self) -> str:
        return f"/gremien/runde/sitzungen/{self.meeting.getId()}"

    @property
    def minutes_path(self) -> str:
        return f"{self.path}/niederschrift"

    def person(self, name: str | None = None) -> Person:
        return self.board.person(name)

    def bring(self, state: str) -> Minutes:
        """Minutes in a state, by the acts that lead there; committed."""
        with api.env.adopt_roles(["Manager"]):
            minutes = getattr(self, state)()
        transaction.commit()
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


def build_held(portal) -> Held:
    return hold(build_round(portal))
