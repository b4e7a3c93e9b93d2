"""What stands of a session on the pages of its meeting and of an item."""

from kim.portal import _
from kim.portal.committees.seats import Sitting
from kim.portal.county.panels import Panel
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.views import Fragment
from kim.portal.sessions import attendance
from kim.portal.sessions import ballots
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.sessions.attendance import Attendance
from kim.portal.sessions.views import OfSessions
from plone import api
from typing import Any


class Part(Fragment, OfSessions):
    """Base of what the panels show."""


class SessionPanel(Panel):
    """On a meeting's page, above the agenda: what is to be done now."""

    order = 5
    view = "kim-session"


class ResultsPanel(Panel):
    """Below the agenda, for the committee: results as they are saved."""

    order = 52
    view = "kim-results"


class AttendancePanel(Panel):
    """Below that: who was there."""

    order = 54
    view = "kim-attendance"


class ItemResultPanel(Panel):
    """On an item's page: what came of it."""

    order = 10
    view = "kim-item-result"


class NextStep(Part):
    """For the office, whoever takes the minutes, and those who vote."""

    @property
    def state(self) -> str:
        return life.state(self.context)

    @property
    def opens(self) -> bool:
        return self.state == life.INVITED and self.may(life.MANAGE)

    @property
    def may_open(self) -> bool:
        return conduct.may_begin(self.context)

    @property
    def closes(self) -> bool:
        return self.state == life.IN_SESSION and self.may(life.MANAGE)

    def own_seats(self) -> list[Sitting]:
        """Where the reader votes now, in a written procedure."""
        if not ballots.is_open(self.context):
            return []
        return ballots.seats_of(self.context, api.user.get_current().getId() or "")

    def has_voted(self, seat: Sitting) -> bool:
        items = ballots.decisions(self.context)
        return all(seat.uid in votes.voted(item) for item in items)

    def turnout(self) -> list[dict[str, Any]]:
        """Of a written procedure that goes on: who has voted, never how."""
        if not self.context.is_procedure or self.state != life.IN_SESSION:
            return []
        seats = attendance.voting_seats(self.context)
        return [{"function": s.function, "voted": self.has_voted(s)} for s in seats]

    def objections(self) -> list[votes.Objection]:
        """For the office."""
        return votes.objections(self.context) if self.may(life.MANAGE) else []


class Results(Part):
    """Line by line, those of which there is something to say."""

    def lines(self) -> list[agenda.Line]:
        if not self.begun:
            return []
        lines = agenda.lines_for_reader(self.context)
        return [line for line in lines if line.item is not None and self._says(line.item)]

    def _says(self, item: AgendaItem) -> bool:
        found = results.result(item)
        return bool(found.outcome or found.text or votes.shown(item))


class WhoWasThere(Part):
    """By seat, for those who may know who holds one."""

    def rows(self) -> list[Attendance]:
        if self.context.is_procedure or life.state(self.context) not in life.BEHIND:
            return []
        return attendance.rows(self.context) if self.sees_holders else []

    def is_vacant(self, row: Attendance) -> bool:
        """Whether nobody held the seat, and nobody sat there."""
        return row.status is None and not row.seat.holder

    def guests(self) -> list[str]:
        return attendance.guests(self.context)

    def hours(self, row: Attendance) -> str:
        """“from 14:20 until 15:00”, where somebody was there for a part."""
        parts = []
        if row.came:
            message = _("came_at", default="from ${time}", mapping={"time": f"{row.came:%H:%M}"})
            parts.append(self.say(message))
        if row.left:
            message = _("left_at", default="until ${time}", mapping={"time": f"{row.left:%H:%M}"})
            parts.append(self.say(message))
        return " ".join(parts)


class ItemResult(Part):
    """Outcome, vote and text."""

    @property
    def meeting(self) -> Meeting | None:
        return meeting_of(self.context)

    def shown(self) -> bool:
        if self.meeting is None or not self.begun:
            return False
        found = results.result(self.context)
        return bool(found.outcome or found.text or votes.shown(self.context))
