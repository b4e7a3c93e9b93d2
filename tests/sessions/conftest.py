"""Meetings that go on, and a written procedure, as the tests of sessions need them."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from forms.posting import Person
from kim.portal.committees.seat import today
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import Meeting
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from plone import api
from tests.grounds import ground
from tests.meetings.round import build_round
from tests.meetings.round import Round

import pytest
import transaction


def invited(board: Round, **values: object) -> Meeting:
    """A meeting of today with two decisions and a confidential one, as it was sent."""
    meeting = board.plan(**{"days": 0, "begins": None, **values})
    for item in agenda.items(meeting):
        api.content.delete(item)
    for title in ("Erstes", "Zweites <b>fett</b>", "Geheimes"):
        item = agenda.add(meeting, title=title, kind="decision", motion=f"Beschluss {title}")
    api.content.transition(obj=item, transition=life.CONCEAL)
    sent.keep(meeting, datetime.now(UTC), "office")
    life.take(meeting, life.INVITE)
    return meeting


def in_session(board: Round, **values: object) -> Meeting:
    meeting = invited(board, **values)
    conduct.begin(meeting)
    return meeting


def procedure(board: Round, **values: object) -> Meeting:
    """One that goes on for three days."""
    until = today() + timedelta(days=3)
    return invited(board, **{"kind": "procedure", "until": until, **values})


def seat_uids(board: Round) -> dict[str, str]:
    folder = board.committee["sitze"]
    return {name: api.content.get_uuid(folder[name]) for name in folder.objectIds()}


def all_here(meeting: Meeting) -> None:
    attendance.record_expected(meeting)


round_ground = ground(build_round)


@pytest.fixture
def board(round_ground, integration) -> Iterator[Round]:
    """A committee of three seats, two of which vote; acted on as a manager."""
    with api.env.adopt_roles(["Manager"]):
        yield round_ground()


@pytest.fixture
def meeting(board) -> Meeting:
    return in_session(board)


@pytest.fixture
def served(round_ground, functional) -> Callable[..., Round]:
    """Makes a meeting behind the web server: ``served(procedure)``."""

    def make(kind: Callable[..., Meeting] = in_session, **values: object) -> Round:
        with api.env.adopt_roles(["Manager"]):
            board = round_ground()
            board.committee.quorum = values.pop("quorum", "none")
            board.committee.majority = values.pop("majority", "none")
            board.meeting = kind(board, **values)
        transaction.commit()
        board.path = f"/gremien/runde/sitzungen/{board.meeting.getId()}"
        board.seats = seat_uids(board)
        return board

    return make


def ask(person: Person, method: str, path: str, json: object = None):
    return person.session.request(
        method, path, json=json, headers={"Accept": "application/json"}, allow_redirects=False
    )
