"""Making again loses nothing that was written by hand: rules over plain values."""

from collections import Counter
from dataclasses import replace
from hypothesis import given
from hypothesis import strategies as st
from kim.portal.minutes.sections import CLOSING
from kim.portal.minutes.sections import made_again
from kim.portal.minutes.sections import merge
from kim.portal.minutes.sections import OPENING
from kim.portal.minutes.sections import Section
from kim.portal.minutes.sections import tidy

import pytest


# Few different lines, so that they often meet.
LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "e", ""]), max_size=6)
TEXTS = LINES.map("\n".join).map(tidy)


def lines(text: str) -> Counter:
    """How often each line stands in a text; empty ones say nothing."""
    return Counter(line for line in text.split("\n") if line)


@st.composite
def documents(draw) -> list[Section]:
    """Minutes as somebody may have left them."""
    keys = draw(st.lists(st.sampled_from("ABCDE"), unique=True, max_size=4))
    return [Section(key, made=draw(TEXTS), text=draw(TEXTS)) for key in [OPENING, *keys, CLOSING]]


def made(found: list[Section]) -> list[Section]:
    return [replace(one, text=one.made) for one in found]


class TestMerge:
    @pytest.mark.parametrize(
        ("base", "mine", "theirs", "text", "both"),
        [
            ("a", "a", "b", "b", False),
            ("a", "b", "a", "b", False),
            ("a", "b", "b", "b", False),
            ("a", "b", "c", "b\nc", True),
            ("a\nb\nc", "x\na\nb\nc", "a\nb\nc\ny", "x\na\nb\nc\ny", False),
            ("", "mine", "theirs", "mine\ntheirs", True),
        ],
    )
    def test_cases(self, base, mine, theirs, text, both):
        found = merge(base, mine, theirs)
        assert (found.text, found.both) == (text, both)

    @given(TEXTS, TEXTS, TEXTS)
    def test_what_either_has_added_stays(self, base, mine, theirs):
        found = lines(merge(base, mine, theirs).text)
        assert not (lines(mine) - lines(base)) - found
        assert not (lines(theirs) - lines(base)) - found

    @given(TEXTS, TEXTS)
    def test_who_changed_nothing_changes_nothing(self, base, other):
        assert merge(base, base, other).text == other
        assert merge(base, other, base).text == other


class TestMadeAgain:
    @given(documents(), documents())
    def test_no_line_by_hand_is_lost(self, old, new):
        found = made_again(old, made(new))
        written = sum((lines(one.text) - lines(one.made) for one in old), Counter())
        kept = sum((lines(one.text) for one in found), Counter())
        assert not written - kept

    @given(documents(), documents())
    def test_what_nobody_touched_is_what_is_made(self, old, new):
        found = {one.key: one for one in made_again(made(old), made(new))}
        assert [found[one.key].text for one in new] == [one.made for one in new]
        assert set(found) == {one.key for one in new}

    @given(documents(), documents())
    def test_again_and_again_changes_nothing(self, old, new):
        once = made_again(old, made(new))
        assert made_again(once, made(new)) == once

    @given(documents(), documents())
    def test_order_is_that_of_the_agenda(self, old, new):
        found = [one.key for one in made_again(old, made(new)) if not one.gone]
        assert found == [one.key for one in new]

    def test_gone_items_stay_where_somebody_wrote(self):
        old = [Section("A", text="von Hand"), Section("B", made="x", text="x"), Section(CLOSING)]
        found = made_again(old, [Section(CLOSING)])
        assert [(one.key, one.gone) for one in found] == [("A", True), (CLOSING, False)]
        again = made_again(found, [Section("A"), Section(CLOSING)])
        assert [(one.key, one.gone, one.text) for one in again] == [
            ("A", False, "von Hand"),
            (CLOSING, False, ""),
        ]
