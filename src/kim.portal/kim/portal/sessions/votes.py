"""Votes on an item: by consensus, as counts, or seat by seat; objections to a written procedure.

What every seat said is kept by seat, oldest first, with who said it: the last word counts. In a
written procedure nobody sees how a seat voted before its end.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.committees.seats import Sitting
from kim.portal.committees.views import person as named
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import CASE
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions.places import settled
from kim.portal.sessions.quorum import carried
from kim.portal.sessions.quorum import quorate
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations

import re


KEY = "kim.portal.votes"
OBJECTIONS = "kim.portal.objections"
LONGEST_OBJECTION = 2_000
#: What no text has: controls that no keyboard types, halves of characters.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

YES, NO, ABSTAIN = "yes", "no", "abstain"
VOTES = (YES, NO, ABSTAIN)
CONSENSUS, COUNTS, SEATS = "consensus", "counts", "seats"
MODES = (CONSENSUS, COUNTS, SEATS)

Entry = dict[str, Any]


@dataclass(frozen=True)
class Tally:
    """A vote; `by_seat` are UIDs of seats with what they said. A consensus counts nothing."""

    mode: str
    yes: int
    no: int
    abstain: int
    by_seat: tuple[tuple[str, str], ...]
    when: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What the meeting's rules say; None where there is no rule, or nothing was voted on.

    `present` is how many of the `voting` seats were there, or took part in a written procedure.
    """

    carried: bool | None
    quorate: bool | None
    voting: int
    present: int


@dataclass(frozen=True)
class Objection:
    """A seat objects to deciding in a written procedure."""

    seat: Sitting
    person: str = field(repr=False)
    name: str = field(repr=False)
    text: str
    when: datetime


def tally(item: AgendaItem) -> Tally | None:
    """The vote as it is now; whoever shows it to somebody asks `shown`."""
    kept = IAnnotations(item).get(KEY)
    if kept is None or kept["mode"] is None:
        return None
    if kept["mode"] == SEATS:
        said = {seat: entries[-1] for seat, entries in kept["seats"].items() if entries[-1]["vote"]}
        if not said:
            return None
        # In the order of the seats; one that was sent no more comes last.
        order = [seat.uid for seat in sent.seats(meeting_of(item))]
        order += sorted(set(said) - set(order))
        by_seat = tuple((uid, said[uid]["vote"]) for uid in order if uid in said)
        counts = [sum(vote == which for _uid, vote in by_seat) for which in VOTES]
        return Tally(SEATS, *counts, by_seat, max(entry["when"] for entry in said.values()))
    return Tally(kept["mode"], kept[YES], kept[NO], kept[ABSTAIN], (), kept["when"])


def has_ended(meeting: Meeting) -> bool:
    """Whether how seats voted may be seen: in a session at once."""
    if not meeting.is_procedure:
        return True
    return life.state(meeting) in life.BEHIND or meeting.last_day < today()


def shown(item: AgendaItem) -> Tally | None:
    """The vote as members and the office may see it: of a written procedure after its end."""
    return tally(item) if has_ended(meeting_of(item)) else None


def voted(item: AgendaItem) -> set[str]:
    """UIDs of the seats that have voted on an item by seat; every member may know."""
    found = tally(item)
    return {uid for uid, _vote in found.by_seat} if found else set()


def vote_of(item: AgendaItem, seat_uid: str) -> str | None:
    """What a seat said last, for whoever speaks for it."""
    entries = history(item, seat_uid)
    return entries[-1]["vote"] if entries else None


def history(item: AgendaItem, seat_uid: str) -> tuple[Entry, ...]:
    """All that was said for a seat, oldest first: ``vote, by, name, when``."""
    kept = IAnnotations(item).get(KEY)
    return kept["seats"].get(seat_uid, ()) if kept else ()


def verdict(item: AgendaItem) -> Verdict:
    """What the rules of the meeting say of an item's vote."""
    meeting = meeting_of(item)
    found = tally(item)
    voting = {seat.uid for seat in attendance.voting_seats(meeting)}
    if meeting.is_procedure:
        present = len(voted(item) & voting)
    else:
        present = len(attendance.voters(meeting, found.when if found else None))
    enough = quorate(meeting.quorum, len(voting), present)
    if found is None:
        return Verdict(None, enough, len(voting), present)
    counts = (found.yes, found.no, found.abstain)
    if found.mode == CONSENSUS:
        counts = (present, 0, 0)
    return Verdict(carried(meeting.majority, *counts, len(voting)), enough, len(voting), present)


def cast(item: AgendaItem, seat_uid: str, vote: str | None, by: str) -> None:
    """What a seat says, as somebody says it or records it; None takes it back.

    :raises MeetingError: for a seat without a vote, in a session also for one that is not there.
    """
    _check_votes(item)
    if vote is not None and vote not in VOTES:
        raise MeetingError(_("error_vote", default="Yes, no or abstention?"), "vote")
    meeting = meeting_of(item)
    seat = next((s for s in attendance.voting_seats(meeting) if s.uid == seat_uid), None)
    if seat is None:
        raise MeetingError(_("error_no_vote", default="This seat has no vote."), "seat")
    if vote and not meeting.is_procedure and seat_uid not in attendance.voters(meeting):
        raise MeetingError(
            _(
                "error_not_there",
                default="${seat} is not there, and cannot vote.",
                mapping={"seat": seat.function},
            ),
            "seat",
        )
    said = vote_of(item, seat_uid)
    if vote is None and said is None:
        return
    kept = _kept(item)
    if kept["mode"] != SEATS:
        kept["mode"] = SEATS
    if vote != said or by != history(item, seat_uid)[-1]["by"]:
        _note(kept, seat_uid, vote, by)


def count(item: AgendaItem, yes: int, no: int, abstain: int) -> None:
    """A show of hands.

    :raises MeetingError: for more votes than there are seats that vote and are there.
    """
    _check_votes(item)
    meeting = meeting_of(item)
    _check_session(meeting)
    if min(yes, no, abstain) < 0 or not yes + no + abstain:
        raise MeetingError(_("error_count", default="Please give whole numbers."), "yes")
    present = len(attendance.voters(meeting))
    if yes + no + abstain > present:
        raise MeetingError(
            _(
                "error_too_many_votes",
                default="These are ${votes} votes, but ${present} seats that vote are there.",
                mapping={"votes": yes + no + abstain, "present": present},
            ),
            "yes",
        )
    _set(item, COUNTS, (yes, no, abstain))


def consent(item: AgendaItem) -> None:
    """Everybody agrees: nobody is against it.

    :raises MeetingError: where nothing is voted on.
    """
    _check_votes(item)
    _check_session(meeting_of(item))
    _set(item, CONSENSUS, (0, 0, 0))


def clear(item: AgendaItem) -> None:
    """There was no vote; what seats had said stays in their history."""
    if IAnnotations(item).get(KEY) is None:
        return
    _check_session(meeting_of(item))
    _check_open(item)
    _set(item, None, (0, 0, 0))


def objections(meeting: Meeting) -> list[Objection]:
    """Those that stand, in the order of the seats; for the office."""
    kept = IAnnotations(meeting).get(OBJECTIONS, {})
    last = {seat: entries[-1] for seat, entries in kept.items()}
    return [
        Objection(seat, one["by"], one["name"], one["text"], one["when"])
        for seat in sent.seats(meeting)
        if (one := last.get(seat.uid)) and one["text"]
    ]


def objection_of(meeting: Meeting, seat_uid: str) -> str:
    """The reason that a seat gave last; empty where it does not object."""
    entries = IAnnotations(meeting).get(OBJECTIONS, {}).get(seat_uid)
    return entries[-1]["text"] if entries else ""


def object_to(meeting: Meeting, seat_uid: str, text: str, by: str) -> None:
    """A seat objects to the procedure with a reason; without one it does not any more.

    :raises MeetingError: for a reason that is too long.
    """
    text = NOT_TEXT.sub("", text).strip()
    if len(text) > LONGEST_OBJECTION:
        raise MeetingError(
            _("error_objection_long", default="Please say it in 2,000 characters."), "objection"
        )
    if text != objection_of(meeting, seat_uid):
        kept = _objections(meeting)
        entry = {"text": text, "by": by, "name": named(by).name, "when": datetime.now(UTC)}
        kept[seat_uid] = (*kept.get(seat_uid, ()), entry)


def prepare(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Have a place for what several people will write at once."""
    for item in items:
        _kept(item)
    if meeting.is_procedure:
        _objections(meeting)


def forget(item: AgendaItem) -> None:
    """Nobody voted on a copy."""
    IAnnotations(item).pop(KEY, None)


def _check_votes(item: AgendaItem) -> None:
    if item.kind == CASE:
        raise MeetingError(
            _("error_case_vote", default="Single cases are talked about, not voted on."), "vote"
        )
    _check_open(item)


def _check_open(item: AgendaItem) -> None:
    reason = settled(item)
    if reason:
        raise MeetingError(reason, "vote")


def _check_session(meeting: Meeting) -> None:
    if meeting.is_procedure:
        raise MeetingError(
            _("error_procedure_vote", default="In a written procedure each seat votes by itself."),
            "vote",
        )


def _set(item: AgendaItem, mode: str | None, counts: tuple[int, int, int]) -> None:
    """Not by seat, or not any more."""
    by = api.user.get_current().getId() or ""
    kept = _kept(item)
    for seat_uid in list(kept["seats"]):
        if vote_of(item, seat_uid):
            _note(kept, seat_uid, None, by)
    values = dict(zip(VOTES, counts, strict=True))
    kept.update(mode=mode, by=by, when=datetime.now(UTC), **values)


def _note(kept: PersistentMapping, seat_uid: str, vote: str | None, by: str) -> None:
    name = named(by).name if by else ""
    entry = {"vote": vote, "by": by, "name": name, "when": datetime.now(UTC)}
    kept["seats"][seat_uid] = (*kept["seats"].get(seat_uid, ()), entry)


def _kept(item: AgendaItem) -> PersistentMapping:
    kept = IAnnotations(item).get(KEY)
    if kept is None:
        blank = {"mode": None, YES: 0, NO: 0, ABSTAIN: 0, "by": "", "when": None}
        kept = IAnnotations(item)[KEY] = PersistentMapping(blank, seats=OOBTree())
    return kept


def _objections(meeting: Meeting) -> OOBTree:
    kept = IAnnotations(meeting).get(OBJECTIONS)
    if kept is None:
        kept = IAnnotations(meeting)[OBJECTIONS] = OOBTree()
    return kept
