"""Results: saved as they are typed, merged, kept; outcomes that agree with the vote."""

from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from plone import api
from tests.sessions.conftest import all_here
from tests.sessions.conftest import in_session

import pytest


@pytest.fixture
def item(meeting):
    return agenda.items(meeting)[0]


class TestText:
    def test_starts_empty(self, item):
        assert results.result(item) == results.Result(None, "", 0, "", None)

    def test_says_who_and_when(self, board, item):
        with board.acting("office"):
            saved = results.save_text(item, "Beraten.", 0)
        assert (saved.text, saved.revision, saved.by) == ("Beraten.", 1, "Office Test")
        assert saved.when.tzinfo is not None
        assert results.revisions(item)[0]["by"] == board.people["office"]

    def test_the_same_again_is_no_new_revision(self, item):
        results.save_text(item, "Beraten.", 0)
        assert results.save_text(item, "Beraten.", 1).revision == 1
        assert results.save_text(item, "Beraten.", 0).revision == 1

    def test_two_who_start_from_nothing_both_stay(self, board, item):
        results.save_text(item, "eins", 0)
        with board.acting("office"):
            saved = results.save_text(item, "zwei", 0)
        assert saved.text == "eins\nzwei"
        assert saved.merged and saved.revision == 3
        assert results.revisions(item)[saved.sent - 1]["text"] == "zwei"

    def test_whoever_types_on_goes_on_from_what_was_sent(self, board, item):
        results.save_text(item, "eins", 0)
        with board.acting("office"):
            saved = results.save_text(item, "zw", 0)
            saved = results.save_text(item, "zwei", saved.sent)
        assert saved.text == "eins\nzwei"

    def test_what_is_sent_once_more_is_there_already(self, board, item):
        with board.acting("office"):
            results.save_text(item, "eins", 0)
        results.save_text(item, "eins\nzwei", 1)
        with board.acting("office"):
            saved = results.save_text(item, "eins", 0)
        assert saved.text == "eins\nzwei" and saved.revision == 2

    def test_an_unknown_start_loses_nothing(self, item):
        results.save_text(item, "eins", 0)
        assert results.save_text(item, "zwei", 77).text == "eins\nzwei"

    def test_the_last_ones_are_kept(self, item):
        for number in range(70):
            results.save_text(item, f"Stand {number}", number)
        kept = results.revisions(item)
        assert [one["number"] for one in kept] == list(range(21, 71))
        assert results.result(item).text == "Stand 69"

    def test_too_long_is_refused_and_changes_nothing(self, item):
        results.save_text(item, "kurz", 0)
        with pytest.raises(MeetingError) as caught:
            results.save_text(item, "x" * 20_001, 1)
        assert caught.value.field == "text"
        assert results.result(item).text == "kurz"
        assert results.save_text(item, "x" * 20_000, 1).revision == 2

    @pytest.mark.parametrize(
        ("typed", "kept"), [("a\r\nb\rc", "a\nb\nc"), ("a\x00b\ud800\tc", "ab\tc")]
    )
    def test_only_text_is_kept(self, item, typed, kept):
        assert results.save_text(item, typed, 0).text == kept

    def test_of_a_single_case_nothing(self, board):
        board.committee.level = "case"
        meeting = in_session(board)
        item = agenda.add(meeting, title="Frau X", kind="case")
        with pytest.raises(MeetingError):
            results.save_text(item, "Frau X wohnt", 0)
        results.set_outcome(item, results.DISCUSSED)
        assert results.result(item).outcome == results.DISCUSSED

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(st.lists(st.tuples(st.booleans(), st.text("xy", max_size=3)), max_size=12))
    def test_two_interleaved(self, board, meeting, steps):
        item = agenda.add(meeting, title="Neu", kind="discussion")
        texts, bases, number = {True: "", False: ""}, {True: 0, False: 0}, 0
        for who, word in steps:
            number += 1
            line = f"{who} {number} {word}"
            texts[who] = f"{texts[who]}\n{line}" if texts[who] else line
            saved = results.save_text(item, texts[who], bases[who])
            assert line in saved.text.split("\n")
            texts[who], bases[who] = saved.text, saved.revision
        kept = results.result(item).text.split("\n")
        assert len([line for line in kept if line.startswith(("True", "False"))]) == number


class TestOutcome:
    @pytest.mark.parametrize("outcome", [value for value, _title in results.OUTCOMES])
    def test_every_outcome_without_a_rule(self, item, outcome):
        results.set_outcome(item, outcome)
        assert results.result(item).outcome == outcome

    def test_what_is_none(self, item):
        with pytest.raises(MeetingError):
            results.set_outcome(item, "forgotten")

    @pytest.mark.parametrize(
        ("counts", "refused"),
        [((1, 1, 0), ["agreed", "changed"]), ((2, 0, 0), ["rejected"]), ((0, 0, 2), ["agreed"])],
    )
    def test_not_against_the_vote(self, board, counts, refused):
        board.committee.majority = "simple"
        meeting = in_session(board)
        all_here(meeting)
        item = agenda.items(meeting)[0]
        votes.count(item, *counts)
        for outcome, _title in results.OUTCOMES:
            if outcome in refused:
                with pytest.raises(MeetingError) as caught:
                    results.set_outcome(item, outcome)
                assert caught.value.field == "outcome"
        results.set_outcome(item, results.POSTPONED)

    def test_not_without_a_quorum(self, board):
        board.committee.quorum = "half"
        meeting = in_session(board)
        item = agenda.items(meeting)[0]
        with pytest.raises(MeetingError):
            results.set_outcome(item, results.AGREED)
        results.set_outcome(item, results.NOTED)
        attendance.record_expected(meeting)
        results.set_outcome(item, results.AGREED)

    def test_after_the_end_nothing_is_put_off(self, board, meeting):
        for item in agenda.items(meeting):
            results.set_outcome(item, results.NOTED)
        conduct.close(meeting)
        with pytest.raises(MeetingError):
            results.set_outcome(item, results.POSTPONED)
        with pytest.raises(MeetingError):
            results.set_outcome(item, None)
        results.set_outcome(item, results.DISCUSSED)


class TestCopies:
    def test_nothing_came_of_a_copy(self, board, meeting):
        item = agenda.items(meeting)[0]
        results.save_text(item, "Beraten", 0)
        results.set_outcome(item, results.NOTED)
        all_here(meeting)
        votes.consent(item)
        copy = api.content.copy(item, board.plan(30))
        assert results.result(copy) == results.Result(None, "", 0, "", None)
        assert votes.tally(copy) is None
        assert results.result(item).text == "Beraten"
