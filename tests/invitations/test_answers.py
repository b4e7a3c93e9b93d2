"""Who is asked in which order, what becomes of it when they decline and change their minds."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.invitations import answers
from kim.portal.invitations.answers import asked
from kim.portal.invitations.answers import speaker
from kim.portal.invitations.inviting import invite
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings.planning import MeetingError
from plone import api
from tests.invitations.conftest import event
from tests.invitations.conftest import expected
from tests.invitations.conftest import ready
from tests.meetings.round import build_round
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.component.hooks import site as in_site

import pytest
import transaction


def entries(*words: str) -> list[dict]:
    """``"h asked"``: person and word."""
    rows = [word.split() for word in words]
    now = datetime.now(UTC)
    return [{"person": p, "word": w, "when": now, "by": p} for p, w in rows]


class TestRule:
    @pytest.mark.parametrize(
        ("words", "speaks"),
        [
            ((), "h"),
            (("h asked",), "h"),
            (("h asked", "h yes"), "h"),
            (("h asked", "h no"), "d"),
            (("h asked", "h no", "d asked", "d no"), "e"),
            (("h asked", "h no", "d asked", "d no", "e asked", "e no"), None),
            (("h asked", "h no", "d asked", "h yes"), "h"),
            (("h asked", "h no", "d asked", "d no", "e asked", "d yes"), "d"),
            (("h asked", "h no", "- anew", "h asked"), "h"),
            (("x asked", "x no"), "h"),
        ],
    )
    def test_the_first_who_has_not_declined(self, words, speaks):
        people = ("h", "d", "e")
        assert speaker(people, asked(people, entries(*words))) == speaks

    def test_who_is_not_needed_any_more_was_not_asked(self):
        found = asked(("h", "d"), entries("h asked", "h no", "d asked", "d yes", "d released"))
        assert [one.person for one in found] == ["h"]


class TestChain:
    @pytest.fixture
    def say(self, board, meeting, seat, post):
        invite(meeting)
        post.new()

        def say(name: str, yes: bool, seat_id: str = "stadt") -> dict:
            answers.answer(meeting, seat(seat_id), board.people[name], yes)
            return post.by_name()

        return say

    def state(self, board, meeting) -> tuple:
        found = expected(meeting, "stadt")
        names = {user: name for name, user in board.people.items()}
        return names.get(found.person), found.stands_in, found.answer

    def test_yes_asks_nobody_else(self, board, meeting, say):
        assert say("berta", True) == {}
        assert self.state(board, meeting) == ("berta", False, "yes")

    def test_no_asks_the_deputy_at_once(self, board, meeting, say):
        letters = say("berta", False)
        assert list(letters) == ["carla"]
        letter = letters["carla"]
        assert letter.subject.startswith("Bitte um Vertretung") and letter.method == "REQUEST"
        assert "/@@antwort/" in letter.text and "/@@zugang/" in letter.text
        assert self.state(board, meeting) == ("carla", True, None)

    @pytest.mark.parametrize(
        ("said", "sees"), [((), False), ((False,), True), ((False, True), False)]
    )
    def test_who_stands_in_sees_what_holders_see(self, board, meeting, say, said, sees):
        for yes in said:
            say("berta", yes)
        with board.acting("carla"):
            secret = agenda.items(meeting)[-1]
            assert api.user.has_permission("View", obj=secret) is sees

    def test_nobody_is_left(self, board, meeting, say):
        say("berta", False)
        assert say("carla", False) == {}
        assert self.state(board, meeting) == (None, False, "no")
        assert meeting.stand_ins == ()

    def test_the_holder_comes_after_all(self, board, meeting, say):
        say("berta", False)
        say("carla", True)
        letters = say("berta", True)
        assert list(letters) == ["carla"]
        assert event(letters["carla"])[0]["method"] == "CANCEL"
        assert self.state(board, meeting) == ("berta", False, "yes")
        with pytest.raises(MeetingError):
            say("carla", True)
        assert list(say("berta", False)) == ["carla"]
        assert self.state(board, meeting) == ("carla", True, None)

    def test_a_deputy_who_declined_is_not_asked_again(self, board, meeting, say):
        say("berta", False)
        say("carla", False)
        assert say("berta", True) == {}
        assert say("berta", False) == {}
        assert self.state(board, meeting) == (None, False, "no")
        assert say("carla", True) == {}
        assert self.state(board, meeting) == ("carla", True, "yes")

    def test_said_twice_is_said_once(self, say):
        assert list(say("berta", False)) == ["carla"]
        assert say("berta", False) == {}

    @pytest.mark.parametrize(("name", "seat_id"), [("carla", "stadt"), ("anna", "stadt")])
    def test_who_was_not_asked_does_not_answer(self, say, name, seat_id):
        with pytest.raises(MeetingError):
            say(name, True, seat_id)

    def test_who_lost_the_seat_does_not_answer(self, board, say):
        seats.occupy(board.committee["sitze"]["stadt"], board.people["carla"], [], today())
        with pytest.raises(MeetingError):
            say("berta", True)

    def test_the_office_is_kept_as_who_recorded_it(self, board, meeting, seat, say):
        person, office = board.people["anna"], board.people["office"]
        answers.answer(meeting, seat("vorsitz"), person, True, by=office)
        (one,) = expected(meeting, "vorsitz").asked
        assert (one.person, one.answer, one.by) == (person, "yes", office)


class TestOpen:
    def test_until_it_begins(self, board, meeting, monkeypatch):
        assert not answers.is_open(meeting)
        invite(meeting)
        assert answers.is_open(meeting)
        meeting.day, meeting.begins = today(), time(0)
        assert not answers.is_open(meeting)

    def test_a_written_procedure_until_its_last_day(self, board):
        meeting = ready(board, kind="procedure", days=0, until=today())
        invite(meeting)
        assert answers.is_open(meeting)
        life.take(meeting, life.OPEN)
        assert answers.is_open(meeting)
        meeting.until = meeting.day = today() - timedelta(days=1)
        assert not answers.is_open(meeting)

    def test_not_when_called_off(self, meeting):
        invite(meeting)
        planning.cancel(meeting, "Krank")
        assert not answers.is_open(meeting)


class TestTwoAtOnce:
    @pytest.fixture
    def say(self, functional):
        """Answers, each on a connection of its own, committed in order."""
        portal = functional["portal"]
        with api.env.adopt_roles(["Manager"]):
            board = build_round(portal)
            meeting = ready(board)
            invite(meeting)
        transaction.commit()
        path = "/".join(meeting.getPhysicalPath())
        managers = []

        def begin(seat_id: str, name: str, yes: bool) -> TransactionManager:
            manager = TransactionManager()
            app = portal._p_jar.db().open(manager).root()["Application"]
            manager.begin()
            site = app["plone"]
            with in_site(site):
                there = site.unrestrictedTraverse(path)
                uid = expected(there, seat_id).seat.uid
                note = answers.note
                word = "yes" if yes else "no"
                note(there, uid, word, board.people[name], board.people[name])
            managers.append(manager)
            return manager

        yield begin
        for manager in managers:
            manager.abort()

    def test_for_two_seats(self, say):
        first, second = say("stadt", "berta", True), say("vorsitz", "anna", True)
        first.commit()
        second.commit()

    def test_for_one_seat(self, say):
        first, second = say("stadt", "berta", True), say("stadt", "berta", False)
        first.commit()
        with pytest.raises(ConflictError):
            second.commit()
