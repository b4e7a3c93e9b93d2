"""What pages of meetings and items show of a session: the next step, results, who was there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from kim.portal import _
from kim.portal.county.days import clock
from kim.portal.forms.posting import Posting
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.meetings.views import OfMeetings
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.sessions.conduct import Missing
from kim.portal.sessions.results import Result
from kim.portal.theme.marks import local_zone
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


STATUSES = (
    (attendance.PRESENT, _("attendance_present", default="present")),
    (attendance.EXCUSED, _("attendance_excused", default="excused")),
    (attendance.ABSENT, _("attendance_absent", default="absent")),
)
VOTES = (
    (votes.YES, _("vote_yes", default="Yes")),
    (votes.NO, _("vote_no", default="No")),
    (votes.ABSTAIN, _("vote_abstain", default="Abstention")),
)
#: A meeting that has been opened.
BEGUN = (life.IN_SESSION, *life.BEHIND)


class OfSessions(OfMeetings):
    """Base of pages about a session: its words."""

    session_parts = ViewPageTemplateFile("parts.pt")

    @property
    def session_macros(self) -> Any:
        return self.session_parts.macros

    @property
    def meeting(self) -> Meeting:
        return self.context

    @property
    def begun(self) -> bool:
        return life.state(self.meeting) in BEGUN

    @property
    def records(self) -> bool:
        return self.may(life.RECORD)

    def outcome_words(self, outcome: str | None) -> str:
        return self.say(dict(results.OUTCOMES)[outcome]) if outcome else ""

    def status_words(self, status: str | None) -> str:
        return self.say(dict(STATUSES)[status]) if status else ""

    def moment(self, when: datetime) -> str:
        """“25 November 2026, 14:30”"""
        local = when.astimezone(local_zone(api.portal.get()))
        return clock(local, api.portal.get_current_language())

    def vote_words(self, item: AgendaItem) -> str:
        """How the vote went, as the reader may know it; empty where there was none."""
        found = votes.shown(item)
        if found is None:
            return ""
        if found.mode == votes.CONSENSUS:
            words = self.say(_("vote_consensus", default="Consensus"))
        else:
            words = self.say(
                _(
                    "vote_counts",
                    default="${yes} yes, ${no} no, ${abstain} abstentions",
                    mapping={"yes": found.yes, "no": found.no, "abstain": found.abstain},
                )
            )
        return "; ".join([words, *self._verdict_words(item)])

    def _verdict_words(self, item: AgendaItem) -> Iterator[str]:
        verdict = votes.verdict(item)
        if verdict.quorate is False:
            yield self.say(_("vote_not_quorate", default="not quorate"))
        elif verdict.carried is not None:
            carried = _("vote_carried", default="carried")
            not_carried = _("vote_not_carried", default="not carried")
            yield self.say(carried if verdict.carried else not_carried)

    def by_seat(self, item: AgendaItem) -> list[dict[str, str]]:
        """Function and vote of each seat, where the reader may know."""
        found = votes.shown(item)
        words = {vote: self.say(title) for vote, title in VOTES}
        seats = {seat.uid: seat.function for seat in sent.seats(self.meeting)}
        return [
            {"function": seats.get(uid, "–"), "vote": words[vote]}
            for uid, vote in (found.by_seat if found else ())
        ]

    def quorum_words(self) -> str:
        """“9 of 14 seats that vote are there: quorate”"""
        found = attendance.standing(self.meeting)
        there = self.say(
            _(
                "quorum_there",
                default="${present} of ${voting} seats that vote are there",
                mapping={"present": found.present, "voting": found.voting},
            )
        )
        if found.quorate is None:
            return f"{there}."
        quorate = _("quorum_met", default="quorate")
        not_quorate = _("quorum_not_met", default="not quorate")
        return f"{there}: {self.say(quorate if found.quorate else not_quorate)}."

    def result(self, item: AgendaItem) -> Result:
        return results.result(item)


class OpenView(Posting, OfSessions):
    """``@@open``: opens the meeting, or the written procedure."""

    def index(self) -> str:
        return self.go(self.context.absolute_url())

    def post(self) -> str:
        url = self.context.absolute_url()
        try:
            conduct.begin(self.context)
        except MeetingError as error:
            api.portal.show_message(error.message, self.request, type="error")
            return self.go(url)
        if self.context.is_procedure:
            message = _("procedure_opened", default="Votes may come now.")
            api.portal.show_message(message, self.request)
            return self.go(url)
        return self.go(f"{url}/@@record")


@dataclass(frozen=True)
class Settled:
    """A decision of a written procedure: its number, and what follows from the votes."""

    line: agenda.Line
    outcome: str
    votes: str


class CloseView(Posting, OfSessions):
    """``@@close``: what is missing; closes the meeting when posted to."""

    page_title = _("close_title", default="Close the meeting")
    error = ""

    def obstacle(self) -> str:
        reason = conduct.obstacle(self.context)
        return self.say(reason) if reason else ""

    def missing(self) -> list[Missing]:
        return conduct.missing(self.context)

    def settled(self) -> list[Settled]:
        """What closing a written procedure will record."""
        if not self.context.is_procedure:
            return []
        return [
            Settled(line, self.outcome_words(outcome), self.vote_words(line.item))
            for line in agenda.lines(self.context)
            if line.item.kind == DECISION
            and results.result(line.item).outcome is None
            and (outcome := conduct.computed(line.item))
        ]

    def objections(self) -> list[votes.Objection]:
        return votes.objections(self.context)

    def post(self) -> str:
        try:
            conduct.close(self.context)
        except MeetingError as error:
            self.error = self.say(error.message)
            return self.index()
        message = _("meeting_closed", default="The meeting is closed. The minutes come next.")
        api.portal.show_message(message, self.request)
        return self.go(self.context.absolute_url())
