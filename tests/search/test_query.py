"""Reading a question from the parameters of an address. No Plone."""

from hypothesis import given
from hypothesis import strategies as st
from kim.portal.access.parameters import BadParameter
from kim.portal.search.query import Query
from kim.portal.search.query import read
from kim.portal.search.query import read_leniently
from urllib.parse import parse_qs

import pytest


KNOWN = {"municipality": frozenset({"altdorf", "county"}), "topic": frozenset({"language", "work"})}
PLACES = frozenset({"altdorf", "neustadt"})


def test_all_parameters():
    form = {
        "q": "  Kurs\tam  Abend ",
        "topic": ["language", "work", "language", ""],
        "municipality": "altdorf",
        "sort": "distance",
        "near": "neustadt",
        "page": "2",
        "size": "10",
    }
    asked = read(form, KNOWN, PLACES)
    assert asked == Query(
        text="Kurs am Abend",
        chosen={"municipality": ("altdorf",), "topic": ("language", "work")},
        sort="distance",
        near="neustadt",
        page=2,
        size=10,
    )
    assert asked.start == 10


def test_an_address_reads_back_as_it_was():
    asked = Query("ä & b", {"topic": ("language", "work")}, "name", "altdorf", 1, 25)
    form = parse_qs(asked.address("").removeprefix("?"))
    flat = {name: found[0] if len(found) == 1 else found for name, found in form.items()}
    assert read(flat, KNOWN, PLACES) == asked


def test_what_goes_without_saying_is_not_in_the_address():
    assert Query().address("/suche", page=1) == "/suche"


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ({"q": "x" * 201}, "q"),
        ({"q": ["a", "b"]}, "q"),
        ({"topic": "unknown"}, "topic"),
        ({"topic": ["language", {"a": 1}]}, "topic"),
        ({"sort": "size"}, "sort"),
        ({"sort": "distance"}, "near"),
        ({"near": "nowhere"}, "near"),
        ({"page": "0"}, "page"),
        ({"page": "-1"}, "page"),
        ({"page": "1.5"}, "page"),
        ({"page": "zwei"}, "page"),
        ({"page": ["1", "2"]}, "page"),
        ({"size": "0"}, "size"),
        ({"size": "9" * 50}, "size"),
    ],
)
def test_what_cannot_be_meant_is_named(form, name):
    with pytest.raises(BadParameter) as refused:
        read(form, KNOWN, PLACES)
    assert refused.value.name == name


def test_large_numbers_are_brought_down():
    asked = read({"page": str(10**9), "size": "5000"}, KNOWN, PLACES)
    assert (asked.page, asked.size) == (100_000, 100)


def test_distance_measures_from_the_chosen_municipality():
    asked = read({"sort": "distance", "municipality": ["county", "altdorf"]}, KNOWN, PLACES)
    assert asked.near == "altdorf"


def test_control_characters_say_nothing():
    assert read({"q": "a\x00b\u202ec\n"}, KNOWN, PLACES).text == "a b c"


def test_what_nobody_sees_does_not_cut_a_word():
    asked = read({"q": "Ausla\u0308nder\xadbeho\u0308rde"}, KNOWN, PLACES)
    assert asked.text == "Ausländerbehörde"


def test_taking_one_filter_off():
    asked = Query("x", {"topic": ("language", "work"), "municipality": ("altdorf",)}, page=3)
    left = asked.without("topic", "work")
    assert left == Query("x", {"topic": ("language",), "municipality": ("altdorf",)})
    assert asked.without("municipality", "altdorf").chosen == {"topic": ("language", "work")}


anything = st.one_of(
    st.text(max_size=300), st.lists(st.text(max_size=5), max_size=3), st.integers(), st.none()
)


@given(
    st.dictionaries(
        st.sampled_from(["q", "topic", "municipality", "sort", "near", "page", "size", "other"]),
        anything,
    )
)
def test_a_page_always_reads_something(form):
    asked = read_leniently(form, KNOWN, PLACES)
    assert asked.page >= 1
    assert len(asked.text) <= 200
