"""Which reports are alike: the rule, and finding them in the catalog."""

from kim.portal.triage.similar import best
from kim.portal.triage.similar import Facts
from kim.portal.triage.similar import key_words
from kim.portal.triage.similar import LEAST
from kim.portal.triage.similar import MOST_WORDS
from kim.portal.triage.similar import score
from kim.portal.triage.similar import similar_to
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain

import pytest


def similar(loop, gap, person="office"):
    processQueue()
    with loop.acting(person):
        return [brain.Title for brain, _score in similar_to(gap)]


class TestRule:
    def test_all_in_common_is_one_nothing_is_none(self):
        assert score(1, True, True, True) == pytest.approx(1)
        assert score(0, False, False, False) == 0

    def test_place_and_group_alone_are_another_matter(self):
        assert score(0, False, True, True) < LEAST
        assert score(0.5, False, False, False) >= LEAST

    def test_the_best_first_and_nothing_far_off(self):
        found = best([[1, 2], [1], [1, 3], [1]], Facts((), (3,), ()), 2)
        assert found == [(1, pytest.approx(0.65))]

    def test_key_words_say_what_it_is_about(self):
        found = key_words("Kein Sprachkurs am Abend", "Die Sprachkurse der Stadt enden um 17 Uhr.")
        assert found[:2] == ("Sprachkurs", "Abend")
        assert "Sprachkurse" not in found

    def test_long_texts_are_cut(self):
        text = " ".join(f"Wort{chr(97 + n)}sache" for n in range(26))
        assert len(key_words("Titel", text)) == MOST_WORDS


class TestSimilar:
    def test_the_most_alike_first_and_not_itself(self, loop):
        gap = loop.gap(title="Kein Sprachkurs am Abend", text="Beruf.", municipalities=["altdorf"])
        loop.gap(title="Sprachkurs abends fehlt", text="Abend.", municipalities=["altdorf"])
        loop.gap(title="Wartezeit beim Zahnarzt", text="Monate.")
        assert similar(loop, gap) == ["Sprachkurs abends fehlt"]

    def test_by_what_happens_not_by_the_sentence_alone(self, loop):
        gap = loop.gap(title="Dolmetschende fehlen", text="Niemand übersetzt im Krankenhaus.")
        loop.gap(title="Verständigung", text="Im Krankenhaus gibt es keine Dolmetschende.")
        assert similar(loop, gap) == ["Verständigung"]

    def test_only_what_the_user_may_see(self, loop):
        gap = loop.gap()
        loop.gap()
        assert similar(loop, gap, "town") == []

    def test_wakes_nothing(self, loop, monkeypatch):
        gap = loop.gap()
        loop.gap(title="Sprachkurs am Abend, noch einmal")
        monkeypatch.setattr(AbstractCatalogBrain, "getObject", None)
        monkeypatch.setattr(AbstractCatalogBrain, "_unrestrictedGetObject", None)
        assert len(similar(loop, gap)) == 1
