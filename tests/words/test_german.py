"""German words: folding, base forms, compounds. No Plone."""

from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from kim.portal.words.german import analyse
from kim.portal.words.german import fold
from kim.portal.words.german import is_stop_word
from kim.portal.words.german import LONGEST_WORD
from kim.portal.words.german import words

import pytest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ausländerbehörde", "auslanderbehorde"),
        ("Ausländerbehörde", "Auslaenderbehoerde"),
        ("AUSLÄNDERBEHÖRDE", "ausländerbehörde"),
        ("Straße", "Strasse"),
        ("Groß", "gross"),
        ("Führerschein", "Fuehrerschein"),
        ("Ausla\u0308nder", "Ausländer"),
        ("Café", "Cafe"),
        ("İstanbul", "Istanbul"),
    ],
)
def test_spellings_of_one_word(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Frauen", "frauen"),
        ("neue", "neue"),
        ("Quelle", "quelle"),
        ("мова", "мова"),
        ("لغة", "لغة"),
    ],
)
def test_what_only_looks_like_an_umlaut_stays(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("Kurse", "kurs"),
        ("Kursen", "kurs"),
        ("Sprachkurse", "sprachkurs"),
        ("Behörden", "behorde"),
        ("Ärzte", "arzt"),
        ("Aerzte", "arzt"),
        ("Häuser", "haus"),
        ("KINDERN", "kind"),
    ],
)
def test_base_form(inflected, base):
    assert analyse(inflected).lemma == base


def test_a_course_is_no_spa():
    assert analyse("Kurs").lemma != analyse("Kur").lemma


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Integrationskurs", {"integration", "kurs"}),
        ("Frauenberatungsstelle", {"frau", "beratung", "stelle"}),
        ("Ausländerbehörden", {"auslander", "behorde"}),
        ("Jugendmigrationsdienst", {"jugend", "migration", "dienst"}),
        ("Sprachkurs", {"sprache", "kurs"}),
        ("Jobcenter", {"job", "center"}),
        ("Sozialamt", {"sozial", "amt"}),
        ("Wohnungssuche", {"wohnung", "suche"}),
        ("Beratung", set()),
        ("Kurse", set()),
        ("Dormagen", set()),
        ("Verein", set()),
    ],
)
def test_parts(compound, parts):
    assert parts <= set(analyse(compound).parts)
    assert bool(parts) == bool(analyse(compound).parts)


@pytest.mark.parametrize(
    "text",
    [
        "Sprach\xadkurs, für Frauen!",
        "Sprach\u200bkurs fu\u0308r Frauen",
        "\ufeffSprach\u2060kurs für Frauen",
        "Ｓｐｒａｃｈｋｕｒｓ für Frauen",
    ],
)
def test_what_nobody_sees_says_nothing(text):
    assert words(text) == ["Sprachkurs", "für", "Frauen"]


@pytest.mark.parametrize("word", ["für", "fur", "fuer", "Der", "ich", "möchte"])
def test_little_words(word):
    assert is_stop_word(word)


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_analysed(text):
    for word in words(text):
        assert len(word) <= LONGEST_WORD
        found = analyse(word)
        assert found.lemma or not found.text


def test_a_very_long_word_is_not_slow_work():
    assert analyse("donaudampfschifffahrtsgesellschaft" * 30).text
