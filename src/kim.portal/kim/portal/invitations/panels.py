"""What stands of invitations on a meeting's page: one's own answer, the sending, who comes."""

from dataclasses import dataclass
from kim.portal import _
from kim.portal.committees.seats import Sitting
from kim.portal.committees.views import Person
from kim.portal.committees.views import person as named
from kim.portal.county.days import clock
from kim.portal.county.panels import Panel
from kim.portal.invitations import answers
from kim.portal.invitations import changes
from kim.portal.invitations import inviting
from kim.portal.invitations import letters
from kim.portal.invitations import questions
from kim.portal.invitations.answers import Expected
from kim.portal.invitations.questions import Question
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.views import Fragment
from kim.portal.meetings.views import OfMeetings
from kim.portal.notifications import ledger
from kim.portal.notifications import outbox
from kim.portal.theme.marks import local_zone
from plone import api
from typing import Any


WORDS = {
    answers.YES: _("coming_yes", default="takes part"),
    answers.NO: _("coming_no", default="does not take part"),
    None: _("coming_unanswered", default="has not answered yet"),
}


class OwnAnswerPanel(Panel):
    """On a meeting's page, above the agenda: what its reader is asked."""

    order = 10
    view = "kim-own-answer"


class SendingPanel(Panel):
    """Above the agenda, for the office: whether invitations are out, and what has changed."""

    order = 20
    view = "kim-sending"


class ComingPanel(Panel):
    """Below the agenda, for the committee: who comes, by seat."""

    order = 60
    view = "kim-coming"


class OfInvitations(Fragment, OfMeetings):
    """Base of what the panels show."""

    def answer_of(self, answer: str | None) -> str:
        return self.say(WORDS[answer])

    @property
    def open(self) -> bool:
        return answers.is_open(self.context)


class OwnAnswer(OfInvitations):
    """What the reader is asked, with two buttons for each seat."""

    def questions(self) -> list[Question]:
        user = api.user.get_current().getId()
        return questions.of_person(self.context, user) if user else []


@dataclass(frozen=True)
class Coming:
    """A seat and who comes for it; `asked` with the words of their answers."""

    seat: Sitting
    person: Person | None
    stands_in: bool
    answer: str | None
    asked: list[dict[str, Any]]

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds the seat, and nobody comes for it."""
        return self.person is None and not self.seat.holder and not self.asked


class WhoComes(OfInvitations):
    """By seat; the office may answer for somebody who has called."""

    def shown(self) -> bool:
        """Until the attendance says who came."""
        over = not self.context.is_procedure and life.state(self.context) in life.BEHIND
        return self.sees_holders and not over and sent.last(self.context) is not None

    def seats(self) -> list[Coming]:
        return self.once("coming", lambda: [self._coming(e) for e in self._expected()])

    def coming(self) -> int:
        return sum(seat.answer == answers.YES for seat in self.seats())

    @property
    def records(self) -> bool:
        return self.open and self.may(life.MANAGE)

    def _expected(self) -> list[Expected]:
        return answers.expected(self.context)

    def _coming(self, one: Expected) -> Coming:
        return Coming(
            seat=one.seat,
            person=named(one.person) if one.person else None,
            stands_in=one.stands_in,
            answer=one.answer,
            asked=[
                {"person": named(a.person), "answer": a.answer, "words": self.answer_of(a.answer)}
                for a in one.asked
            ],
        )


class Sending(OfInvitations):
    """For the office: the state of sending, and the way to send."""

    def shown(self) -> bool:
        state = life.state(self.context)
        return self.leads_meetings and (state == life.PLANNED or inviting.is_sent(self.context))

    @property
    def is_sent(self) -> bool:
        return inviting.is_sent(self.context)

    def when(self) -> str:
        zone = local_zone(api.portal.get())
        moment = sent.last(self.context)["when"].astimezone(zone)
        return clock(moment, api.portal.get_current_language())

    def answered(self) -> dict[str, int]:
        """How many of how many seats that are held have answered."""
        held = [e for e in answers.expected(self.context) if e.seat.holder]
        return {"some": sum(e.answer is not None for e in held), "all": len(held)}

    def changes(self) -> list[str]:
        """What was changed since the last sending."""
        record = sent.last(self.context)
        language = api.portal.get_current_language()
        return changes.since(record, self.context, language)

    def seats_changed(self) -> list[str]:
        return changes.seats(sent.last(self.context), self.context)

    def troubled(self) -> int:
        """How many of the mails have not been sent."""
        uid = api.content.get_uuid(self.context)
        posted = outbox.letters(about=uid, purpose=letters.PURPOSE)
        return sum(one.state in (ledger.FAILED, ledger.UNCLEAR) for one in posted)

    @property
    def can_send(self) -> bool:
        return outbox.overview().can_send
