"""What differs between two texts: nothing is lost, nothing is made up."""

from hypothesis import given
from hypothesis import strategies as st
from itertools import pairwise
from kim.portal.proposals.difference import changed
from kim.portal.proposals.difference import difference
from kim.portal.proposals.difference import GONE
from kim.portal.proposals.difference import KEPT
from kim.portal.proposals.difference import NEW
from time import process_time

import pytest


TEXTS = st.text(alphabet="ab \n.ä\u00a0\t", max_size=60)


def without(pieces, kind):
    return "".join(piece.text for piece in pieces if piece.kind != kind)


class TestDifference:
    @given(TEXTS, TEXTS)
    def test_both_texts_can_be_read_from_it(self, old, new):
        pieces = difference(old, new)
        assert without(pieces, NEW) == old
        assert without(pieces, GONE) == new

    @given(TEXTS)
    def test_the_same_text_has_no_difference(self, text):
        assert not changed(difference(text, text))

    @given(TEXTS, TEXTS)
    def test_pieces_are_not_empty_and_not_cut_up(self, old, new):
        pieces = difference(old, new)
        assert all(piece.text for piece in pieces)
        kinds = [piece.kind for piece in pieces]
        assert all(one != other for one, other in pairwise(kinds))

    @given(TEXTS, TEXTS)
    def test_another_text_differs(self, old, new):
        assert changed(difference(old, new)) is (old != new)

    def test_words_are_marked_as_a_whole(self):
        pieces = [(p.kind, p.text) for p in difference("Kurse am Abend", "Kurse am Morgen")]
        assert pieces == [(KEPT, "Kurse am "), (GONE, "Abend"), (NEW, "Morgen")]

    @pytest.mark.parametrize("word", ["a ", "ab cd ", "a\n"])
    def test_long_texts_of_few_words_take_no_time(self, word):
        begun = process_time()
        difference(word * 3_000, ("b " + word) * 2_500)
        assert process_time() - begun < 5
