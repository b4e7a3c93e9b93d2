"""The text index as an object of its own: what goes in comes out, and nothing stays behind."""

from dataclasses import dataclass
from kim.portal.words.text_index import GermanTextIndex
from kim.portal.words.text_index import NAME
from kim.portal.words.text_index import SUMMARY
from kim.portal.words.text_index import TEXT
from Products.PluginIndexes.interfaces import IPluggableIndex
from zope.interface.verify import verifyObject

import pickle
import pytest


@dataclass
class Entry:
    search_texts: tuple[str, str, str]


@pytest.fixture
def index() -> GermanTextIndex:
    return GermanTextIndex("kim_text")


def places(index: GermanTextIndex, key: str) -> dict[int, int]:
    return dict(index.entries(index.key_id(key) or 0))


def test_is_an_index(index):
    assert verifyObject(IPluggableIndex, index)


def test_knows_where_a_word_stands(index):
    index.index_object(7, Entry(("Sprachkurse", "Kurse für Frauen", "Kurs am Abend")))
    assert places(index, "=sprachkurs") == {7: NAME}
    assert places(index, "+kurs") == {7: NAME}
    assert places(index, "=kurs") == {7: SUMMARY | TEXT}
    assert index.numObjects() == 1


def test_little_words_are_left_out(index):
    index.index_object(7, Entry(("Rat für alle", "", "")))
    assert index.key_id("=fur") is None
    assert "=rat" in index.getEntryForObject(7)


def test_the_same_again_writes_nothing(index):
    entry = Entry(("Sprachkurs", "", ""))
    assert index.index_object(7, entry) == 1
    assert index.index_object(7, entry) == 0
    assert index.numObjects() == 1


def test_a_change_takes_the_old_words_out(index):
    index.index_object(7, Entry(("Sprachkurs", "", "")))
    index.index_object(7, Entry(("Nähkurs", "", "")))
    assert places(index, "=sprachkurs") == {}
    assert places(index, "=nahkurs") == {7: NAME}


def test_a_word_that_nobody_has_is_forgotten(index):
    index.index_object(7, Entry(("Geheimwort", "", "")))
    index.index_object(8, Entry(("Sprachkurs", "", "")))
    index.unindex_object(7)
    assert "geheimwort" not in index.vocabulary()
    assert "sprachkurs" in index.vocabulary()
    assert index.getEntryForObject(7) is None
    assert index.numObjects() == 1


def test_what_is_not_there_can_be_taken_out(index):
    index.unindex_object(7)
    assert index.numObjects() == 0


def test_an_object_without_texts_has_no_words(index):
    index.index_object(7, Entry(("Sprachkurs", "", "")))
    index.index_object(7, object())
    assert index.getEntryForObject(7) == []
    assert index.vocabulary() == []


def test_a_book_in_a_field_is_cut(index):
    index.index_object(7, Entry(("", "", "wort " * 20_000 + "ende")))
    assert index.key_id("=wort")
    assert index.key_id("=ende") is None


def test_beginnings(index):
    index.index_object(7, Entry(("Sprachkurs Sprachschule Schule", "", "")))
    assert len(index.key_ids("=sprach", 10)) == 2
    assert len(index.key_ids("=s", 1)) == 1


def test_survives_the_database(index):
    index.index_object(7, Entry(("Sprachkurs", "", "")))
    again = pickle.loads(pickle.dumps(index))
    assert places(again, "=sprachkurs") == {7: NAME}


def test_clearing_forgets_everything(index):
    index.index_object(7, Entry(("Sprachkurs", "", "")))
    index.clear()
    assert index.numObjects() == index.indexSize() == 0
    assert index.vocabulary() == []
