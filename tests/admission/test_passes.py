"""Whom a link lets in, and until when."""

from datetime import timedelta
from kim.portal.admission import passes
from kim.portal.admission.passes import Pass
from kim.portal.admission.renewal import renew
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.invitations import answers
from kim.portal.invitations.inviting import invite
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.notifications import links
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.links import Expired
from kim.portal.notifications.links import Forged
from kim.portal.notifications.links import Spent
from plone import api
from tests.invitations.conftest import Post
from tests.invitations.conftest import ready

import pytest


@pytest.fixture
def meeting(board):
    return ready(board)


@pytest.fixture
def given(board, meeting) -> Pass:
    """Berta's."""
    invite(meeting)
    return Pass(meeting, uid(board), board.people["berta"])


def uid(board, seat: str = "stadt") -> str:
    return api.content.get_uuid(board.committee["sitze"][seat])


def token(given: Pass) -> str:
    return passes.issue(given.meeting, given.seat_uid, given.person).rpartition("/")[2]


class TestHolds:
    def test_the_holder(self, given):
        assert passes.holds(given)

    def test_not_before_anybody_is_invited(self, board, meeting):
        assert not passes.holds(Pass(meeting, uid(board), board.people["berta"]))

    @pytest.mark.parametrize("name", ["carla", "anna", "office", "foreign"])
    def test_nobody_else(self, board, given, name):
        assert not passes.holds(Pass(given.meeting, given.seat_uid, board.people[name]))

    def test_who_is_expected(self, board, given):
        deputy = Pass(given.meeting, given.seat_uid, board.people["carla"])
        answers.answer(given.meeting, given.seat_uid, given.person, False)
        assert (passes.holds(given), passes.holds(deputy)) == (False, True)
        answers.answer(given.meeting, given.seat_uid, given.person, True)
        assert (passes.holds(given), passes.holds(deputy)) == (True, False)

    def test_not_who_lost_the_seat(self, board, given):
        seats.occupy(board.committee["sitze"]["stadt"], board.people["foreign"], [], today())
        assert not passes.holds(given)
        assert not passes.holds(Pass(given.meeting, given.seat_uid, board.people["foreign"]))

    def test_not_when_the_seat_has_ended(self, board, given):
        seat = board.committee["sitze"]["stadt"]
        seats.end(seat, today() - timedelta(days=1))
        assert not passes.holds(given)

    def test_not_when_the_account_is_gone(self, given):
        api.user.delete(user=api.user.get(userid=given.person))
        assert not passes.holds(given)

    def test_not_when_called_off(self, given):
        planning.cancel(given.meeting, "Krank")
        assert not passes.holds(given)

    def test_until_the_day_after(self, given):
        given.meeting.day = today() - timedelta(days=1)
        assert passes.holds(given)
        given.meeting.day = today() - timedelta(days=2)
        assert not passes.holds(given)

    @pytest.mark.parametrize(("steps", "holds"), [(2, True), (3, False)])
    def test_held_but_not_finished(self, given, steps, holds):
        for step in (life.OPEN, life.CLOSE, life.FINISH)[:steps]:
            life.take(given.meeting, step)
        assert passes.holds(given) is holds


class TestLink:
    def test_works_once(self, given):
        link = token(given)
        entered, _card = passes.enter(link)
        assert (entered.person, entered.seat_uid) == (given.person, given.seat_uid)
        assert passes.was_used(link)
        with pytest.raises(Spent):
            passes.enter(link)

    def test_ours_but_worth_nothing_any_more(self, given):
        link = token(given)
        planning.cancel(given.meeting, "Krank")
        with pytest.raises(Expired):
            passes.enter(link)
        assert not passes.was_used(link)

    @pytest.mark.parametrize("purpose", ["invitations.answer", passes.CARD, "admission.form"])
    def test_for_another_purpose(self, given, purpose):
        data = {"meeting": api.content.get_uuid(given.meeting), "seat": given.seat_uid}
        with pytest.raises(Forged):
            passes.read(links.sign(purpose, data | {"person": given.person}))

    def test_of_something_that_is_no_meeting(self, board, given):
        data = {"meeting": api.content.get_uuid(board.committee), "seat": given.seat_uid}
        with pytest.raises(Forged):
            passes.read(links.sign(passes.LINK, data | {"person": given.person}))


class TestPass:
    @pytest.fixture
    def request_with(self, portal):
        def build(card):
            request = portal.REQUEST.clone()
            request.cookies = {passes.COOKIE: card}
            return request

        return build

    def test_admits_to_its_meeting_alone(self, board, given, request_with):
        other = ready(board, days=30)
        invite(other)
        request = request_with(passes.enter(token(given))[1])
        assert passes.admitted(request, given.meeting).person == given.person
        assert passes.admitted(request, other) is None

    @pytest.mark.parametrize("card", ["", "x", "ä", None, "a.b.c"])
    def test_garbage(self, given, request_with, card):
        assert passes.admitted(request_with(card), given.meeting) is None

    def test_a_link_is_no_pass(self, given, request_with):
        assert passes.admitted(request_with(token(given)), given.meeting) is None

    def test_some_hours(self, given, request_with, monkeypatch):
        request = request_with(passes.enter(token(given))[1])
        later = passes.now() + passes.HOURS
        monkeypatch.setattr(passes, "now", lambda: later)
        assert passes.admitted(request, given.meeting) is None

    def test_ended(self, given, request_with):
        request = request_with(passes.enter(token(given))[1])
        passes.end(request)
        assert passes.admitted(request, given.meeting) is None

    def test_acts_as_its_person(self, given):
        secret = agenda.items(given.meeting)[-1]
        with api.env.adopt_user(username="foreign"):
            with passes.as_holder(given):
                assert api.user.get_current().getId() == given.person
                assert api.user.has_permission("View", obj=secret)
            assert not api.user.has_permission("View", obj=secret)


class TestRenewal:
    def test_to_the_same_person(self, given):
        post = Post()
        post.new()
        assert renew(given)
        (letter,) = post.new()
        assert isinstance(letter, Letter) and letter.to == "berta@example.org"
        link = next(line for line in letter.text.splitlines() if "/link/" in line)
        assert passes.read(link.rpartition("/")[2]) == given

    def test_one_in_ten_minutes(self, given, monkeypatch):
        assert [renew(given), renew(given)] == [True, False]
        monkeypatch.setattr("kim.portal.admission.renewal.PAUSE", timedelta(0))
        assert renew(given)
