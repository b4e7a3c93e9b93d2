"""Votes: by consensus, counts or seat, of who is there; what the rule makes of them."""

from kim.portal.meetings import agenda
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions import votes
from tests.sessions.conftest import all_here
from tests.sessions.conftest import in_session
from tests.sessions.conftest import seat_uids

import pytest


@pytest.fixture
def item(meeting):
    all_here(meeting)
    return agenda.items(meeting)[0]


class TestModes:
    def test_none_at_first(self, item):
        assert votes.tally(item) is None
        assert votes.verdict(item) == votes.Verdict(None, None, 2, 2)

    def test_consensus(self, item):
        votes.consent(item)
        found = votes.tally(item)
        assert (found.mode, found.yes, found.by_seat) == ("consensus", 0, ())

    def test_counts(self, item):
        votes.count(item, 1, 0, 1)
        found = votes.tally(item)
        assert (found.mode, found.yes, found.no, found.abstain) == ("counts", 1, 0, 1)

    def test_by_seat_in_the_order_of_the_seats(self, board, item):
        seats = seat_uids(board)
        votes.cast(item, seats["stadt"], "no", "office")
        votes.cast(item, seats["vorsitz"], "yes", "office")
        found = votes.tally(item)
        assert (found.mode, found.yes, found.no, found.abstain) == ("seats", 1, 1, 0)
        assert found.by_seat == ((seats["vorsitz"], "yes"), (seats["stadt"], "no"))

    def test_the_last_word_counts_and_all_are_kept(self, board, item):
        seat = seat_uids(board)["stadt"]
        for vote, person in (("no", "berta"), ("yes", "carla"), ("yes", "carla")):
            votes.cast(item, seat, vote, board.people[person])
        assert votes.vote_of(item, seat) == "yes"
        kept = [(one["vote"], one["name"]) for one in votes.history(item, seat)]
        assert kept == [("no", "Berta Test"), ("yes", "Carla Test")]

    def test_another_way_of_voting_begins_anew(self, board, item):
        seats = seat_uids(board)
        votes.cast(item, seats["stadt"], "no", "office")
        votes.count(item, 2, 0, 0)
        votes.cast(item, seats["vorsitz"], "yes", "office")
        assert votes.tally(item).by_seat == ((seats["vorsitz"], "yes"),)

    def test_taken_back(self, board, item):
        seat = seat_uids(board)["stadt"]
        votes.cast(item, seat, "no", "office")
        votes.cast(item, seat, None, "office")
        assert votes.tally(item) is None
        votes.count(item, 2, 0, 0)
        votes.clear(item)
        assert votes.tally(item) is None
        votes.cast(item, seat, None, "office")
        assert votes.tally(item) is None


class TestLimits:
    @pytest.mark.parametrize("counts", [(3, 0, 0), (1, 1, 1), (-1, 0, 0), (0, 0, 0), (10**9, 0, 0)])
    def test_not_more_than_are_there(self, item, counts):
        with pytest.raises(MeetingError):
            votes.count(item, *counts)
        assert votes.tally(item) is None

    def test_only_seats_that_vote_and_are_there(self, board, meeting):
        item, seats = agenda.items(meeting)[0], seat_uids(board)
        attendance.record(meeting, seats["beratung"], "present")
        for name in ("beratung", "stadt"):
            with pytest.raises(MeetingError) as caught:
                votes.cast(item, seats[name], "yes", "office")
            assert caught.value.field == "seat"
        with pytest.raises(MeetingError):
            votes.cast(item, "nothing", "yes", "office")

    def test_only_votes(self, board, item):
        with pytest.raises(MeetingError):
            votes.cast(item, seat_uids(board)["stadt"], "perhaps", "office")

    @pytest.mark.parametrize("act", [votes.consent, lambda item: votes.count(item, 1, 0, 0)])
    def test_not_on_single_cases(self, board, act):
        board.committee.level = "case"
        meeting = in_session(board)
        all_here(meeting)
        item = agenda.add(meeting, title="Fall", kind="case")
        with pytest.raises(MeetingError):
            act(item)


class TestVerdict:
    @pytest.mark.parametrize(
        ("rule", "counts", "carried"),
        [
            ("none", (2, 0, 0), None),
            ("simple", (1, 0, 1), True),
            ("simple", (1, 1, 0), False),
            ("absolute", (1, 0, 1), False),
            ("absolute", (2, 0, 0), True),
            ("two_thirds", (1, 0, 1), True),
            ("two_thirds", (1, 1, 0), False),
        ],
    )
    def test_by_the_rule(self, board, rule, counts, carried):
        board.committee.majority = rule
        meeting = in_session(board)
        all_here(meeting)
        item = agenda.items(meeting)[0]
        votes.count(item, *counts)
        assert votes.verdict(item).carried is carried

    @pytest.mark.parametrize(("rule", "carried"), [("none", None), ("simple", True)])
    def test_a_consensus_is_everybody_who_is_there(self, board, rule, carried):
        board.committee.majority = rule
        meeting = in_session(board)
        all_here(meeting)
        item = agenda.items(meeting)[0]
        votes.consent(item)
        assert votes.verdict(item).carried is carried

    def test_a_consensus_of_few_is_no_majority_of_all(self, board):
        board.committee.majority = "absolute"
        meeting = in_session(board)
        attendance.record(meeting, seat_uids(board)["vorsitz"], "present")
        item = agenda.items(meeting)[0]
        votes.consent(item)
        assert votes.verdict(item).carried is False

    def test_the_rule_is_that_of_the_planning(self, board):
        board.committee.majority = "simple"
        meeting = in_session(board)
        board.committee.majority = "none"
        all_here(meeting)
        item = agenda.items(meeting)[0]
        votes.count(item, 1, 0, 0)
        assert votes.verdict(item).carried is True
