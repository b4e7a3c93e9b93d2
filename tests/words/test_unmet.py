"""Words that stand nowhere are counted for the office, and nothing else is."""

from datetime import date
from kim.portal.theme.marks import buckets
from kim.portal.words import unmet as room
from kim.portal.words.unmet import note
from kim.portal.words.unmet import unmet
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


@pytest.fixture
def site(integration, portal, monkeypatch):
    monkeypatch.setattr(room, "PAUSE", 0)
    return portal


def test_what_was_asked_for_twice(site):
    note(site, ["Quantenphysik", "Yoga"])
    note(site, ["quantenphysik"])
    assert [(each.typed, each.count) for each in unmet(site)] == [("Quantenphysik", 2)]


def test_what_nobody_asks_for_any_more_is_forgotten(site):
    note(site, ["Yoga"])
    kept = IAnnotations(site)[room.KEY]
    kept["altes"] = (5, date(2000, 1, 1), "Altes")
    note(site, ["Yoga"])
    assert list(kept) == ["yoga"]


@pytest.mark.parametrize("word", ["0151234567", "a@b.de", "ab", "x" * 31, "D123", ""])
def test_what_could_be_ones_number_is_not_kept(site, word):
    note(site, [word])
    assert room.KEY not in IAnnotations(site)


def test_the_list_stays_small(site, monkeypatch):
    monkeypatch.setattr(room, "MOST", 10)
    note(site, ["oft"])
    note(site, ["oft"])
    for number in range(20):
        note(site, ["wort" + chr(97 + number) * 3])
    assert len(IAnnotations(site)[room.KEY]) <= 10
    assert unmet(site)[0].word == "oft"


def test_one_write_at_a_time(site, monkeypatch):
    note(site, ["eins"])
    monkeypatch.setattr(room, "PAUSE", 60)
    monkeypatch.setattr(room.time, "time", lambda: (IAnnotations(site)[room.KEY]._p_mtime or 0) + 1)
    note(site, ["zwei"])
    assert "zwei" not in IAnnotations(site)[room.KEY]


def test_one_write_at_a_time_among_many_words(functional, monkeypatch):
    portal = functional["portal"]
    monkeypatch.setattr(room, "PAUSE", 0)
    note(portal, ["wort" + chr(97 + number) * 3 for number in range(26)])
    note(portal, ["zahl" + chr(97 + number) * 3 for number in range(26)])
    transaction.commit()
    kept = IAnnotations(portal)[room.KEY]
    made = kept._p_mtime
    # Counting a word again moves only a part of the tree.
    note(portal, ["wortaaa"])
    transaction.commit()
    assert kept._p_mtime == made
    gap = max(bucket._p_mtime for bucket in buckets(kept)) - made
    monkeypatch.setattr(room, "PAUSE", gap)
    monkeypatch.setattr(room.time, "time", lambda: made + 1.5 * gap)
    note(portal, ["wortbbb"])
    assert (kept["wortaaa"][0], kept["wortbbb"][0]) == (2, 1)
