"""What a meeting says for its minutes by itself: sections out of agenda, attendance and results.

Names and functions become text here and stay as they were. What names persons has a second text for
everyone, which knows functions alone.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seats import line as succession
from kim.portal.committees.views import person
from kim.portal.meetings import agenda
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import CASE
from kim.portal.meetings.item import KINDS
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.sources import said
from kim.portal.minutes.sections import ATTENDANCE
from kim.portal.minutes.sections import CLOSING
from kim.portal.minutes.sections import OPENING
from kim.portal.minutes.sections import Section
from kim.portal.minutes.sections import tidy
from kim.portal.sessions import attendance
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.sessions.attendance import ABSENT
from kim.portal.sessions.attendance import Attendance
from kim.portal.sessions.attendance import EXCUSED
from kim.portal.sessions.attendance import PRESENT
from kim.portal.sessions.quorum import quorate
from kim.portal.sessions.votes import Tally


HEADINGS = {
    OPENING: _("minutes_opening", default="Meeting"),
    ATTENDANCE: _("minutes_attendance", default="Attendance"),
    CLOSING: _("minutes_closing", default="Closing"),
}
GROUPS = (
    (PRESENT, _("minutes_present", default="Present:")),
    (EXCUSED, _("minutes_excused", default="Excused:")),
    (ABSENT, _("minutes_absent", default="Absent:")),
)
OUTCOMES = {
    results.NOTED: _("minutes_noted", default="Outcome: taken note of"),
    results.DISCUSSED: _("minutes_discussed", default="Outcome: discussed"),
    results.AGREED: _("minutes_agreed", default="Outcome: agreed"),
    results.CHANGED: _("minutes_changed", default="Outcome: agreed with changes"),
    results.REJECTED: _("minutes_rejected", default="Outcome: rejected"),
    results.POSTPONED: _("minutes_postponed", default="Outcome: postponed"),
}
VOTES = {
    "yes": _("minutes_vote_yes", default="Yes"),
    "no": _("minutes_vote_no", default="No"),
    "abstain": _("minutes_vote_abstain", default="Abstention"),
}


@dataclass(frozen=True)
class Voice:
    """Speaks the language of the site's content; with or without the names of persons."""

    named: bool = True

    def say(self, message: str, **values: object) -> str:
        return said(_(message, default=message.default, mapping=values) if values else message)


def sections(meeting: Meeting) -> list[Section]:
    """The minutes as the meeting tells them now."""
    return [
        _part(OPENING, meeting, opening),
        _part(ATTENDANCE, meeting, attendees),
        *(item_section(line) for line in agenda.lines(meeting)),
        Section(CLOSING, heading=said(HEADINGS[CLOSING]), **_both(closing(meeting))),
    ]


def _part(
    key: str, meeting: Meeting, lines: Callable[[Meeting, Voice], Iterator[str | None]]
) -> Section:
    public = _joined(lines(meeting, Voice(named=False)))
    return Section(
        key, heading=said(HEADINGS[key]), public=public, **_both(_joined(lines(meeting, Voice())))
    )


def _both(text: str) -> dict[str, str]:
    return {"made": text, "text": text}


def _joined(lines: Iterable[str | None]) -> str:
    return tidy("\n".join(filter(None, lines)))


# What happened when, where and with whom


def opening(meeting: Meeting, voice: Voice) -> Iterator[str | None]:
    yield voice.say(
        _("minutes_committee", default="Committee: ${title}"), title=committee_of(meeting).title
    )
    yield _when(meeting, voice)
    if meeting.place:
        yield voice.say(_("minutes_place", default="Place: ${place}"), place=meeting.place)
    leads = chair(meeting)
    if leads is not None:
        yield voice.say(
            _("minutes_chair", default="Chair: ${who}"),
            who=leads.name if voice.named else leads.seat.function,
        )
    if meeting.minute_taker and voice.named:
        yield voice.say(
            _("minutes_taker", default="Minutes taken by: ${who}"),
            who=person(meeting.minute_taker).name,
        )


def _when(meeting: Meeting, voice: Voice) -> str:
    if meeting.is_procedure:
        message = _(
            "minutes_when_procedure", default="Written procedure from ${first} until ${last}"
        )
        return voice.say(
            message, first=f"{meeting.day:%d.%m.%Y}", last=f"{meeting.last_day:%d.%m.%Y}"
        )
    day = f"{meeting.day:%d.%m.%Y}"
    if not meeting.times:
        return voice.say(_("minutes_when", default="Day: ${day}"), day=day)
    message = _("minutes_when_times", default="Day: ${day}, ${times}")
    return voice.say(message, day=day, times=meeting.times)


def chair(meeting: Meeting) -> Attendance | None:
    """Who was there for the seat of the chair; otherwise for that of the deputy."""
    committee = committee_of(meeting)
    there = [row for row in attendance.rows(meeting) if row.status == PRESENT]
    for seat in (committee.chair, committee.deputy):
        leading = succession(committee, seat)
        for row in there:
            if row.seat.uid in leading:
                return row
    return None


def attendees(meeting: Meeting, voice: Voice) -> Iterator[str | None]:
    rows = attendance.rows(meeting)
    if meeting.is_procedure:
        heading = _("minutes_took_part", default="Seats that were asked:")
        yield _listed(heading, rows, voice)
        yield from _against_procedure(meeting, voice)
        return
    for status, heading in GROUPS:
        found = [row for row in rows if row.status == status]
        if found:
            yield f"{_listed(heading, found, voice)}\n"
    guests = attendance.guests(meeting)
    if guests and voice.named:
        yield voice.say(_("minutes_guests", default="Guests: ${names}"), names=", ".join(guests))
    elif guests:
        yield voice.say(_("minutes_guest_count", default="Guests: ${count}"), count=len(guests))
    yield _quorum(meeting, rows, voice)


def _listed(heading: str, rows: list[Attendance], voice: Voice) -> str:
    return "\n".join((voice.say(heading), *(f"– {_seat(row, voice)}" for row in rows)))


def _against_procedure(meeting: Meeting, voice: Voice) -> Iterator[str]:
    """Who objected to deciding in writing; why stands for members alone."""
    message = _("minutes_against_procedure", default="Objects to the written procedure: ${who}")
    for one in votes.objections(meeting):
        line = voice.say(message, who=one.seat.function)
        yield f"{line}: {one.text}" if voice.named and one.text else line


def _seat(row: Attendance, voice: Voice) -> str:
    """“Stadt: Carla Test in Vertretung von Berta Test (ab 14:30)”"""
    text = row.seat.function
    if voice.named and row.name:
        text = f"{text}: {row.name}"
    if row.stands_in and row.status == PRESENT:
        holder = person(row.seat.holder).name if voice.named and row.seat.holder else ""
        message = _("minutes_stands_in_for", default="${who}, standing in for ${holder}")
        short = _("minutes_stands_in", default="${who} (by a deputy)")
        text = voice.say(message, who=text, holder=holder) if holder else voice.say(short, who=text)
    if row.came:
        message = _("minutes_came", default="${who}, from ${time}")
        text = voice.say(message, who=text, time=f"{row.came:%H:%M}")
    if row.left:
        message = _("minutes_left", default="${who}, until ${time}")
        text = voice.say(message, who=text, time=f"{row.left:%H:%M}")
    return text


def _quorum(meeting: Meeting, rows: list[Attendance], voice: Voice) -> str | None:
    voting = [row for row in rows if row.seat.voting]
    present = sum(row.status == PRESENT for row in voting)
    found = quorate(meeting.quorum, len(voting), present)
    if found is None:
        return None
    message = (
        _("minutes_quorate", default="Quorate: ${present} of ${voting} seats that vote are there.")
        if found
        else _(
            "minutes_not_quorate",
            default="Not quorate: ${present} of ${voting} seats that vote are there.",
        )
    )
    return voice.say(message, present=present, voting=len(voting))


def closing(meeting: Meeting) -> str:
    if meeting.is_procedure or not meeting.finishes:
        return ""
    message = _("minutes_end", default="End: ${time}")
    return Voice().say(message, time=f"{meeting.finishes:%H:%M}")


# Items


def item_section(line: agenda.Line) -> Section:
    item = line.item
    return Section(
        key=line.uid,
        number=line.number,
        heading=item.title,
        kind=item.kind,
        confidential=line.confidential,
        **_both(_item(line, Voice())),
    )


def _item(line: agenda.Line, voice: Voice) -> str:
    """Of a single case nothing is stored but that it was talked about (§ 3.3)."""
    item, found = line.item, results.result(line.item)
    outcome = voice.say(OUTCOMES[found.outcome]) if found.outcome in OUTCOMES else None
    if item.kind == CASE:
        return _joined([outcome])
    parts = [
        voice.say(dict(KINDS)[item.kind]),
        _motion(item.motion, voice) if item.motion else None,
        found.text,
        _joined([outcome, *_vote(item, votes.tally(item), voice)]),
    ]
    return tidy("\n\n".join(filter(None, parts)))


def _motion(motion: str, voice: Voice) -> str:
    return f"{voice.say(_('minutes_motion', default='Proposed decision:'))}\n{motion}"


def _vote(item: AgendaItem, tally: Tally | None, voice: Voice) -> Iterator[str]:
    if tally is None:
        return
    if tally.mode == "consensus":
        yield voice.say(_("minutes_consensus", default="Vote: by consensus"))
        return
    message = _("minutes_votes", default="Vote: ${yes} yes, ${no} no, ${abstain} abstentions")
    yield voice.say(message, yes=tally.yes, no=tally.no, abstain=tally.abstain)
    if tally.by_seat:
        functions = {row.seat.uid: row.seat.function for row in attendance.rows(item.aq_parent)}
        for seat, vote in tally.by_seat:
            said_vote = voice.say(VOTES[vote]) if vote in VOTES else vote
            yield f"– {functions.get(seat, '–')}: {said_vote}"
