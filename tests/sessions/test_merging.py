"""Two who type into one text: no line that was acknowledged is lost."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from kim.portal.sessions.merging import merged

import pytest


class TestMerged:
    @pytest.mark.parametrize(
        ("base", "theirs", "mine", "whole"),
        [
            ("a\n\nb", "A\n\nb", "a\n\nB", "A\n\nB"),
            ("a\nb", "A\nb", "a\nB", "A\nB"),
            ("a", "x\na", "a\ny", "x\na\ny"),
            ("", "eins", "zwei", "eins\nzwei"),
            ("Hal", "Hal\nWel", "Hallo", "Hallo\nWel"),
            ("Wel", "Hal\nWel", "Welt", "Hal\nWelt"),
            ("a", "b", "c", "b\nc"),
            ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
            ("a", "", "A", "\nA"),
            ("", "gleich", "gleich", "gleich"),
            ("", "gleich\nmehr", "gleich", "gleich\nmehr"),
            ("x", "x", "y", "y"),
        ],
    )
    def test_what_both_have_changed_stays(self, base, theirs, mine, whole):
        assert merged(base, theirs, mine) == whole

    @given(st.text("ab\n"), st.text("ab\n"))
    def test_who_alone_has_changed_something_is_followed(self, base, mine):
        assert merged(base, base, mine) == mine
        assert merged(base, mine, base) == mine


class Server:
    """All that has been saved, with its numbers."""

    def __init__(self) -> None:
        self.kept = [""]

    def save(self, text: str, base: int) -> int:
        if base != len(self.kept) - 1:
            text = merged(self.kept[base], self.kept[-1], text)
        self.kept.append(text)
        return len(self.kept) - 1


class Writer:
    """Types lines of their own, and changes them, starting from what they saw last."""

    def __init__(self, name: str) -> None:
        self.name, self.base, self.text, self.count = name, 0, "", 0
        self.own: set[str] = set()
        self.acknowledged: set[str] = set()

    def add(self, place: int) -> None:
        lines = self.text.split("\n")
        self.count += 1
        line = f"{self.name}{self.count}"
        lines.insert(place % (len(lines) + 1), line)
        self.text = "\n".join(lines)
        self.own.add(line)

    def change(self, place: int) -> None:
        lines = self.text.split("\n")
        found = [n for n, line in enumerate(lines) if line in self.own]
        if found:
            number = found[place % len(found)]
            self.own.discard(lines[number])
            self.acknowledged.discard(lines[number])
            self.count += 1
            lines[number] = f"{self.name}{self.count}"
            self.own.add(lines[number])
            self.text = "\n".join(lines)

    def save(self, server: Server) -> None:
        self.base = server.save(self.text, self.base)
        self.text = server.kept[-1]
        self.acknowledged = set(self.own)


STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(["add", "change", "save"]), st.integers(0, 20)),
    max_size=60,
)


class TestTwoWriters:
    @settings(max_examples=400, deadline=None)
    @given(STEPS)
    def test_nothing_that_was_acknowledged_is_lost(self, steps):
        server, writers = Server(), [Writer("A"), Writer("B")]
        for who, act, place in steps:
            writer = writers[who]
            if act == "save":
                writer.save(server)
                # A writer changes their own lines alone: all others are there.
                lines = set(server.kept[-1].split("\n"))
                for one in writers:
                    pending = one.acknowledged - (one.own & lines)
                    assert not pending, (one.name, pending, server.kept[-1])
            else:
                getattr(writer, act)(place)
