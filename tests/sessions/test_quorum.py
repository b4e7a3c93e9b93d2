"""Quorum and majority: in whole numbers, whatever they are."""

from fractions import Fraction
from hypothesis import given
from hypothesis import strategies as st
from kim.portal.committees.committee import majorities
from kim.portal.committees.committee import quorums
from kim.portal.sessions.quorum import carried
from kim.portal.sessions.quorum import quorate

import pytest


SEATS = st.integers(0, 10**18)
VOTES = st.tuples(SEATS, SEATS, SEATS)


class TestQuorate:
    @pytest.mark.parametrize("rule", ["none", None])
    @given(voting=SEATS, present=SEATS)
    def test_without_a_rule_there_is_nothing_to_say(self, rule, voting, present):
        assert quorate(rule, voting, present) is None

    @given(voting=SEATS, present=SEATS)
    def test_half_is_more_than_half(self, voting, present):
        share = Fraction(present, voting) if voting else Fraction(bool(present))
        assert quorate("half", voting, present) is (share > Fraction(1, 2))

    @given(voting=st.integers(1, 10**18), present=SEATS)
    def test_two_thirds_are_enough(self, voting, present):
        assert quorate("two_thirds", voting, present) is (
            Fraction(present, voting) >= Fraction(2, 3)
        )

    @pytest.mark.parametrize("rule", ["half", "two_thirds"])
    @given(voting=st.integers(1, 500), present=st.integers(0, 499))
    def test_whoever_comes_does_no_harm(self, rule, voting, present):
        assert quorate(rule, voting, present + 1) >= quorate(rule, voting, present)

    @pytest.mark.parametrize("rule", ["half", "two_thirds"])
    def test_nobody_is_no_quorum(self, rule):
        assert quorate(rule, 0, 0) is False

    @pytest.mark.parametrize(
        ("rule", "voting", "enough"), [("half", 14, 8), ("half", 15, 8), ("two_thirds", 15, 10)]
    )
    def test_where_it_turns(self, rule, voting, enough):
        assert quorate(rule, voting, enough) and not quorate(rule, voting, enough - 1)


class TestCarried:
    @pytest.mark.parametrize("rule", ["none", None])
    @given(votes=VOTES, voting=SEATS)
    def test_without_a_rule_there_is_nothing_to_say(self, rule, votes, voting):
        assert carried(rule, *votes, voting) is None

    @pytest.mark.parametrize("rule", ["simple", "two_thirds"])
    @given(votes=VOTES, abstain=SEATS, voting=SEATS)
    def test_abstentions_are_no_votes(self, rule, votes, abstain, voting):
        yes, no, _other = votes
        assert carried(rule, *votes, voting) is carried(rule, yes, no, abstain, voting)

    @given(votes=VOTES, voting=SEATS)
    def test_simple(self, votes, voting):
        assert carried("simple", *votes, voting) is (votes[0] > votes[1])

    @given(votes=VOTES, voting=st.integers(1, 10**18))
    def test_absolute_is_of_all_seats(self, votes, voting):
        share = Fraction(votes[0], voting)
        assert carried("absolute", *votes, voting) is (share > Fraction(1, 2))

    @given(votes=VOTES, voting=SEATS)
    def test_two_thirds_of_the_votes(self, votes, voting):
        yes, no, _abstain = votes
        expected = yes + no > 0 and Fraction(yes, yes + no) >= Fraction(2, 3)
        assert carried("two_thirds", *votes, voting) is expected

    @pytest.mark.parametrize("rule", ["simple", "absolute", "two_thirds"])
    @given(votes=VOTES, voting=st.integers(1, 10**18))
    def test_without_a_yes_nothing_is_carried(self, rule, votes, voting):
        assert carried(rule, 0, *votes[1:], voting) is False

    @given(votes=VOTES)
    def test_two_thirds_are_more_than_simple(self, votes):
        if carried("two_thirds", *votes, 1):
            assert carried("simple", *votes, 1)


class TestRules:
    def test_every_rule_of_a_committee_is_known(self):
        for term in quorums(None):
            quorate(term.value, 9, 5)
        for term in majorities(None):
            carried(term.value, 5, 3, 1, 9)

    def test_others_are_not(self):
        with pytest.raises(ValueError):
            quorate("most", 9, 5)
        with pytest.raises(ValueError):
            carried("most", 5, 3, 1, 9)
