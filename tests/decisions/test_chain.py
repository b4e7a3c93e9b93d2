"""Whatever is changed, removed, swapped or inserted in the register is found."""

from hypothesis import given
from hypothesis import strategies as st
from kim.portal.decisions import chain

import pytest


def links(texts: list[str], years: int = 1) -> list[chain.Link]:
    """A whole chain; the second half is of the next year where there are two."""
    found, before = [], chain.START
    half = len(texts) if years == 1 else len(texts) // 2
    for position, text in enumerate(texts, 1):
        number = f"{position}/2026" if position <= half else f"{position - half}/2027"
        record = {"text": text, "sequence": position, "number": number, "before": before}
        before = chain.seal(record)
        found.append(chain.Link(record, before))
    return found


TEXTS = st.lists(st.text(max_size=20), min_size=2, max_size=8)
YEARS = st.sampled_from([1, 2])


class TestWhole:
    @given(TEXTS, YEARS)
    def test_has_no_fault(self, texts, years):
        assert list(chain.faults(links(texts, years))) == []

    def test_of_nothing(self):
        assert list(chain.faults([])) == []

    @given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
    def test_a_record_is_read_as_it_was_written(self, record):
        assert chain.read(chain.written(record)) == record

    @pytest.mark.parametrize("text", ["", "nonsense", "[1]", "null"])
    def test_what_is_no_record_is_read_as_empty(self, text):
        assert chain.read(text) == {}


class TestTamperedWith:
    @given(TEXTS, YEARS, st.data())
    def test_a_changed_text(self, texts, years, data):
        found = links(texts, years)
        at = data.draw(st.integers(0, len(found) - 1))
        record = {**found[at].record, "text": found[at].record["text"] + "x"}
        found[at] = chain.Link(record, found[at].seal)
        assert [fault.what for fault in chain.faults(found)] == ["seal"]

    @given(TEXTS, YEARS, st.data())
    def test_a_changed_text_with_a_new_seal(self, texts, years, data):
        """But for the last one, whose seal the register and every extract know."""
        found = links(texts, years)
        at = data.draw(st.integers(0, len(found) - 2))
        record = {**found[at].record, "text": found[at].record["text"] + "x"}
        found[at] = chain.Link(record, chain.seal(record))
        assert "before" in {fault.what for fault in chain.faults(found)}

    @given(TEXTS, YEARS, st.data())
    def test_one_removed(self, texts, years, data):
        found = links(texts, years)
        del found[data.draw(st.integers(0, len(found) - 2))]
        assert list(chain.faults(found))

    @given(TEXTS, YEARS, st.data())
    def test_two_swapped(self, texts, years, data):
        found = links(texts, years)
        one = data.draw(st.integers(0, len(found) - 2))
        other = data.draw(st.integers(one + 1, len(found) - 1))
        found[one], found[other] = found[other], found[one]
        assert list(chain.faults(found))

    @given(TEXTS, YEARS, st.data())
    def test_one_inserted(self, texts, years, data):
        found = links(texts, years)
        at = data.draw(st.integers(0, len(found)))
        before = found[at - 1].seal if at else chain.START
        record = {"text": "x", "sequence": at + 1, "number": f"{at + 1}/2026", "before": before}
        found.insert(at, chain.Link(record, chain.seal(record)))
        faults = list(chain.faults(found))
        # At the end it is the register that knows better.
        assert faults or at == len(texts)
