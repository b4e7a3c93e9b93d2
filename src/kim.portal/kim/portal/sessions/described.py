"""A session as programs get it: what the reader may see, and no more."""

from AccessControl import getSecurityManager
from kim.portal.committees.seat import HOLDERS
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from kim.portal.sessions import attendance
from kim.portal.sessions import ballots
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.sessions.attendance import Attendance
from plone import api
from typing import Any


def session(meeting: Meeting) -> dict[str, Any]:
    """Attendance, quorum, results; objections for the office."""
    found: dict[str, Any] = {
        "@id": f"{meeting.absolute_url()}/@session",
        "kind": meeting.kind,
        "review_state": life.state(meeting),
        "attendance": [],
        "guests": attendance.guests(meeting),
        "quorum": _quorum(meeting),
        "items": [_line(line) for line in agenda.lines_for_reader(meeting)],
    }
    check = getSecurityManager().checkPermission
    if check(HOLDERS, meeting) and not meeting.is_procedure:
        found["attendance"] = [_row(row) for row in attendance.rows(meeting)]
    if check(life.MANAGE, meeting):
        found["objections"] = [
            {
                "seat": one.seat.uid,
                "function": one.seat.function,
                "name": one.name,
                "text": one.text,
                "when": one.when.isoformat(timespec="seconds"),
            }
            for one in votes.objections(meeting)
        ]
    return found


def item(content: AgendaItem) -> dict[str, Any]:
    """What came of an item, for somebody who may see it."""
    found = results.result(content)
    verdict = votes.verdict(content)
    return {
        "@id": content.absolute_url(),
        "UID": api.content.get_uuid(content),
        "id": content.getId(),
        "title": content.title,
        "kind": content.kind,
        "outcome": found.outcome,
        "text": found.text,
        "revision": found.revision,
        "by": found.by,
        "when": found.when.isoformat(timespec="seconds") if found.when else None,
        "vote": _vote(content),
        "voted": sorted(votes.voted(content)),
        "carried": verdict.carried if votes.has_ended(meeting_of(content)) else None,
        "quorate": verdict.quorate,
    }


def ballot(meeting: Meeting, person: str) -> dict[str, Any]:
    """What somebody has said for the seats that they vote for."""
    items = [line.item for line in agenda.lines_for_reader(meeting) if line.item is not None]
    return {
        "@id": f"{meeting.absolute_url()}/@ballot",
        "open": ballots.is_open(meeting),
        "until": meeting.last_day.isoformat(),
        "seats": [
            {
                "seat": seat.uid,
                "function": seat.function,
                "votes": {
                    api.content.get_uuid(one): votes.vote_of(one, seat.uid)
                    for one in items
                    if one.kind == DECISION
                },
                "objection": votes.objection_of(meeting, seat.uid),
            }
            for seat in ballots.seats_of(meeting, person)
        ],
    }


def _quorum(meeting: Meeting) -> dict[str, Any]:
    found = attendance.standing(meeting)
    return {
        "rule": meeting.quorum,
        "voting": found.voting,
        "present": found.present,
        "quorate": found.quorate,
    }


def _row(row: Attendance) -> dict[str, Any]:
    return {
        "seat": row.seat.uid,
        "function": row.seat.function,
        "voting": row.seat.voting,
        "status": row.status,
        "person": row.person,
        "name": row.name,
        "stands_in": row.stands_in,
        "came": row.came.isoformat("minutes") if row.came else None,
        "left": row.left.isoformat("minutes") if row.left else None,
    }


def _line(line: Line) -> dict[str, Any]:
    found = {"number": line.number, "confidential": line.confidential}
    return found if line.item is None else found | item(line.item)


def _vote(content: AgendaItem) -> dict[str, Any] | None:
    found = votes.shown(content)
    if found is None:
        return None
    return {
        "mode": found.mode,
        "yes": found.yes,
        "no": found.no,
        "abstain": found.abstain,
        "seats": dict(found.by_seat),
    }
