"""The written procedure: one vote a seat, until the end; objections; what follows from it."""

from datetime import timedelta
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.invitations import answers
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import ballots
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from plone import api
from tests.sessions.conftest import procedure
from tests.sessions.conftest import seat_uids

import pytest


@pytest.fixture
def running(board):
    return procedure(board)


def uids(meeting) -> list[str]:
    return [api.content.get_uuid(item) for item in agenda.items(meeting)]


def vote(board, meeting, name: str, seat: str, words: str | list[str], objection=None) -> None:
    """As a person; one word for all items, or one each."""
    words = [words] * 3 if isinstance(words, str) else words
    given = dict(zip(uids(meeting), words, strict=False))
    with board.acting(name):
        conduct.vote(meeting, seat_uids(board)[seat], board.people[name], given, objection)


def end(meeting) -> None:
    meeting.day = today() - timedelta(days=3)
    meeting.until = today() - timedelta(days=1)


class TestWho:
    @pytest.mark.parametrize(
        ("name", "seat"),
        [("carla", "stadt"), ("dora", "beratung"), ("foreign", "stadt"), ("berta", "vorsitz")],
    )
    def test_nobody_else(self, board, running, name, seat):
        with pytest.raises(MeetingError) as caught:
            vote(board, running, name, seat, "yes")
        assert caught.value.field == "seat"
        assert life.state(running) == life.INVITED

    def test_the_first_vote_opens_it(self, board, running):
        vote(board, running, "berta", "stadt", "yes")
        assert life.state(running) == life.IN_SESSION
        assert votes.voted(agenda.items(running)[0]) == {seat_uids(board)["stadt"]}

    def test_the_deputy_who_stands_in_and_the_holder(self, board, running):
        answers.begin(running)
        seat = seat_uids(board)["stadt"]
        answers.answer(running, seat, board.people["berta"], False)
        vote(board, running, "carla", "stadt", "no")
        vote(board, running, "berta", "stadt", "yes")
        item = agenda.items(running)[0]
        assert votes.vote_of(item, seat) == "yes"
        assert [one["name"] for one in votes.history(item, seat)] == ["Carla Test", "Berta Test"]

    def test_whoever_holds_the_seat_today(self, board, running):
        seat = board.committee["sitze"]["stadt"]
        seats.occupy(seat, board.people["foreign"], [], today())
        with pytest.raises(MeetingError):
            vote(board, running, "berta", "stadt", "yes")
        vote(board, running, "foreign", "stadt", "yes")

    def test_no_vote_after_the_seat(self, board, running):
        seats.end(board.committee["sitze"]["stadt"], today() - timedelta(days=1))
        with pytest.raises(MeetingError):
            vote(board, running, "berta", "stadt", "yes")


class TestWhen:
    def test_not_before_it_begins(self, board):
        meeting = procedure(board, days=1)
        with pytest.raises(MeetingError):
            vote(board, meeting, "berta", "stadt", "yes")
        assert life.state(meeting) == life.INVITED

    def test_not_after_the_last_day(self, board, running):
        vote(board, running, "berta", "stadt", "yes")
        running.until = today()
        vote(board, running, "berta", "stadt", "no")
        end(running)
        with pytest.raises(MeetingError):
            vote(board, running, "berta", "stadt", "yes")
        assert votes.vote_of(agenda.items(running)[0], seat_uids(board)["stadt"]) == "no"

    def test_not_in_a_session(self, board, meeting):
        with pytest.raises(MeetingError):
            vote(board, meeting, "berta", "stadt", "yes")

    def test_not_when_it_is_closed(self, board, running):
        vote(board, running, "berta", "stadt", "yes")
        vote(board, running, "anna", "vorsitz", "yes")
        conduct.close(running)
        with pytest.raises(MeetingError):
            vote(board, running, "berta", "stadt", "no")


class TestWhat:
    def test_what_is_left_out_stays(self, board, running):
        vote(board, running, "berta", "stadt", ["yes", "no"])
        vote(board, running, "berta", "stadt", ["abstain"])
        seat = seat_uids(board)["stadt"]
        said = [votes.vote_of(item, seat) for item in agenda.items(running)]
        assert said == ["abstain", "no", None]

    @pytest.mark.parametrize("given", [{"nothing": "yes"}, {"first": "perhaps"}])
    def test_only_items_and_votes(self, board, running, given):
        given = {uids(running)[0] if k == "first" else k: v for k, v in given.items()}
        with board.acting("berta"), pytest.raises(MeetingError):
            conduct.vote(running, seat_uids(board)["stadt"], board.people["berta"], given, None)

    def test_only_decisions(self, board, running):
        item = agenda.add(running, title="Bericht", kind="information", late="Eil")
        with board.acting("berta"), pytest.raises(MeetingError):
            given = {api.content.get_uuid(item): "yes"}
            conduct.vote(running, seat_uids(board)["stadt"], board.people["berta"], given, None)

    def test_how_a_seat_voted_is_seen_after_the_end(self, board, running):
        vote(board, running, "berta", "stadt", "yes")
        item = agenda.items(running)[0]
        assert votes.shown(item) is None
        assert votes.voted(item) == {seat_uids(board)["stadt"]}
        end(running)
        assert votes.shown(item).by_seat == ((seat_uids(board)["stadt"], "yes"),)

    def test_nobody_records_votes_for_others(self, board, running):
        item = agenda.items(running)[0]
        for act in (votes.consent, lambda item: votes.count(item, 1, 0, 0)):
            with pytest.raises(MeetingError):
                act(item)


class TestObjections:
    def test_with_a_reason_and_taken_back(self, board, running):
        vote(board, running, "berta", "stadt", "yes", " Das gehört in eine Sitzung. ")
        found = votes.objections(running)
        assert [(one.seat.id, one.name, one.text) for one in found] == [
            ("stadt", "Berta Test", "Das gehört in eine Sitzung.")
        ]
        vote(board, running, "berta", "stadt", "no")
        assert len(votes.objections(running)) == 1
        vote(board, running, "berta", "stadt", "no", "")
        assert votes.objections(running) == []

    def test_nothing_that_no_page_could_show(self, board, running):
        vote(board, running, "berta", "stadt", "yes", "Nein\x00\ud800.\nWirklich.")
        assert [one.text for one in votes.objections(running)] == ["Nein.\nWirklich."]

    def test_not_too_long(self, board, running):
        with pytest.raises(MeetingError) as caught:
            vote(board, running, "berta", "stadt", "yes", "x" * 2001)
        assert caught.value.field == "objection"


class TestOutcomes:
    @pytest.mark.parametrize(
        ("rules", "anna", "berta", "outcome"),
        [
            (("none", "none"), "yes", "yes", "agreed"),
            (("none", "none"), "yes", "abstain", "agreed"),
            (("none", "none"), "yes", "no", "rejected"),
            (("none", "none"), "abstain", "abstain", None),
            (("none", "simple"), "yes", "no", "rejected"),
            (("none", "simple"), "yes", "abstain", "agreed"),
            (("none", "absolute"), "yes", "abstain", "rejected"),
            (("none", "two_thirds"), "yes", "abstain", "agreed"),
            (("half", "simple"), "yes", None, None),
            (("none", "simple"), "yes", None, "agreed"),
            (("none", "none"), None, None, None),
            (("none", "simple"), None, None, None),
        ],
    )
    def test_follow_from_the_votes(self, board, rules, anna, berta, outcome):
        board.committee.quorum, board.committee.majority = rules
        meeting = procedure(board)
        conduct.begin(meeting)
        for name, seat, word in (("anna", "vorsitz", anna), ("berta", "stadt", berta)):
            if word:
                vote(board, meeting, name, seat, word)
        end(meeting)
        item = agenda.items(meeting)[0]
        assert conduct.computed(item) == outcome
        if outcome:
            conduct.close(meeting)
            assert results.result(item).outcome == outcome
        else:
            with pytest.raises(conduct.Unfinished):
                conduct.close(meeting)
            for item in agenda.items(meeting):
                results.set_outcome(item, results.POSTPONED)
            conduct.close(meeting)

    def test_as_soon_as_all_have_voted(self, board, running):
        vote(board, running, "berta", "stadt", "yes")
        vote(board, running, "anna", "vorsitz", ["yes", "yes"])
        assert not ballots.is_complete(running)
        with pytest.raises(MeetingError):
            conduct.close(running)
        vote(board, running, "anna", "vorsitz", "yes")
        conduct.close(running)
        assert life.state(running) == life.HELD
        assert results.result(agenda.items(running)[2]).outcome == results.AGREED

    def test_an_objection_leaves_it_to_the_office(self, board, running):
        vote(board, running, "berta", "stadt", "yes", "Nein so nicht")
        vote(board, running, "anna", "vorsitz", "yes")
        assert conduct.computed(agenda.items(running)[0]) is None
        with pytest.raises(conduct.Unfinished):
            conduct.close(running)

    def test_nobody_says_it_before_the_end(self, board, running):
        vote(board, running, "berta", "stadt", "yes")
        item = agenda.items(running)[0]
        with pytest.raises(MeetingError):
            results.set_outcome(item, results.AGREED)
        results.save_text(item, "Zwischenstand", 0)
