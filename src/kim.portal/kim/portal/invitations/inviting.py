"""Inviting to a meeting: what it needs, who gets a mail, what is sent again when it changes.

Each sending keeps agenda and seats as they are sent (`meetings.sent`). A written procedure is only
announced: that votes may come begins with its first day, and is not decided here.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.committees.seats import seats_on
from kim.portal.committees.seats import Sitting
from kim.portal.invitations import answers
from kim.portal.invitations import changes
from kim.portal.invitations import letters
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.notifications.writing import language_of
from plone import api


@dataclass(frozen=True)
class Recipients:
    """Who would get an invitation now: seats that are held, and those that nobody holds."""

    held: list[Sitting]
    vacant: list[Sitting]


def recipients(meeting: Meeting) -> Recipients:
    committee = committee_of(meeting)
    seats = [] if committee is None else seats_on(committee, meeting.day)
    return Recipients(
        held=[seat for seat in seats if seat.holder],
        vacant=[seat for seat in seats if not seat.holder],
    )


def problems(meeting: Meeting) -> list[MeetingError]:
    """What is missing before anybody can be invited; each names the field or place at fault."""
    found = [*_time_problems(meeting), *_place_problems(meeting), *_agenda_problems(meeting)]
    if not recipients(meeting).held:
        found.append(
            MeetingError(
                _("error_nobody", default="Nobody holds a seat: there is nobody to invite."),
                "seats",
            )
        )
    return found


def is_sent(meeting: Meeting) -> bool:
    """Whether invitations are out and may be sent again: until the meeting begins."""
    if sent.last(meeting) is None:
        return False
    state = life.state(meeting)
    return state == life.INVITED or (state == life.IN_SESSION and meeting.is_procedure)


def invite(meeting: Meeting) -> int:
    """Invite whoever holds a seat; how many letters are on their way.

    :raises MeetingError: naming the first thing that is missing, or where it was sent before.
    :raises WorkflowException: where the step is not permitted.
    """
    if life.state(meeting) != life.PLANNED:
        raise MeetingError(_("error_invited", default="Invitations have been sent already."))
    check(meeting)
    sent.keep(meeting, datetime.now(UTC), _actor())
    life.take(meeting, life.INVITE)
    answers.begin(meeting)
    found = [e for e in answers.expected(meeting) if e.person]
    for one in found:
        letters.invited(meeting, one.seat, one.person)
    return len(found)


def invite_again(meeting: Meeting) -> int:
    """Send it once more as it is now; how many letters are on their way.

    Answers stay unless the time has changed. Holders are told, and deputies who are to come.

    :raises MeetingError: naming the first thing that is missing, or where it was never sent.
    """
    if not is_sent(meeting):
        raise MeetingError(_("error_not_invited", default="Nobody is invited to this meeting."))
    check(meeting)
    record = sent.last(meeting)
    told = _told(record, meeting)
    known = {(e.seat.uid, one.person) for e in answers.expected(meeting) for one in e.asked}
    anew = changes.moved(record, meeting)
    sent.keep(meeting, datetime.now(UTC), _actor())
    gone = answers.begin(meeting, anew)
    for seat, person in gone:
        letters.not_needed(meeting, seat, person)
    count = len(gone)
    for one in answers.expected(meeting):
        for person in dict.fromkeys(filter(None, (one.seat.holder, one.person))):
            answer = next((a.answer for a in one.asked if a.person == person), None)
            if (one.seat.uid, person) in known:
                letters.changed(meeting, one.seat, person, answer, told)
            elif person == one.seat.holder:
                letters.invited(meeting, one.seat, person)
            else:
                letters.stand_in(meeting, one.seat, person)
            count += 1
    return count


def check(meeting: Meeting) -> None:
    """:raises MeetingError: naming the first thing that is missing."""
    for problem in problems(meeting):
        raise problem


def _time_problems(meeting: Meeting) -> list[MeetingError]:
    over, found = meeting.last_day < today(), []
    if meeting.is_procedure:
        if not meeting.until:
            message = _("error_until_missing", default="Please say until when votes may come.")
            found.append(MeetingError(message, "until"))
        elif over:
            message = _("error_until_over", default="The last day to vote is over.")
            found.append(MeetingError(message, "until"))
        return found
    if over:
        found.append(MeetingError(_("error_day_over", default="The day is over."), "day"))
    if not meeting.begins:
        message = _("error_begins_missing", default="Please say when it begins.")
        found.append(MeetingError(message, "begins"))
    return found


def _place_problems(meeting: Meeting) -> list[MeetingError]:
    if meeting.is_procedure or meeting.place or meeting.link:
        return []
    message = _(
        "error_place_missing", default="Please name the place, or the address of the conference."
    )
    return [MeetingError(message, "place")]


def _agenda_problems(meeting: Meeting) -> list[MeetingError]:
    items = agenda.items(meeting)
    if not items:
        message = _("error_agenda_empty", default="Nothing stands on the agenda.")
        return [MeetingError(message, "agenda")]
    if meeting.is_procedure and not any(item.kind == DECISION for item in items):
        message = _(
            "error_no_decision",
            default="Nothing is to be decided: a written procedure needs an item of this kind.",
        )
        return [MeetingError(message, "agenda")]
    return []


def _told(record: dict, meeting: Meeting) -> dict[str, list[str]]:
    """What has changed, in every language that somebody reads."""
    people = {person for seat in recipients(meeting).held for person in answers.order(seat)}
    languages = {language_of(person) for person in people}
    return {language: changes.since(record, meeting, language) for language in languages}


def _actor() -> str:
    return api.user.get_current().getId() or ""
