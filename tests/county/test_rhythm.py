"""When the next meeting is due."""

from datetime import date
from kim.portal.county.rhythm import due_on
from kim.portal.county.rhythm import in_words
from kim.portal.county.rhythm import loaded

import pytest


@pytest.mark.parametrize(
    ("last", "every", "unit", "due"),
    [
        ("2026-01-01", 14, "days", "2026-01-15"),
        ("2026-12-25", 14, "days", "2027-01-08"),
        ("2026-01-15", 1, "months", "2026-02-15"),
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2028-01-31", 1, "months", "2028-02-29"),
        ("2026-08-31", 6, "months", "2027-02-28"),
        ("2026-12-31", 12, "months", "2027-12-31"),
        ("2026-11-30", 1, "months", "2026-12-30"),
    ],
)
def test_due(last, every, unit, due):
    assert due_on(date.fromisoformat(last), every, unit) == date.fromisoformat(due)


def test_as_loaded():
    found = loaded({"meets_every": {"days": 14}, "rhythm": "alle 14 Tage"})
    assert found == {"rhythm": "alle 14 Tage", "meets_every": 14, "meets_unit": "days"}
    assert loaded({}) == {"rhythm": None, "meets_every": None, "meets_unit": "months"}


@pytest.mark.parametrize(
    ("every", "unit", "words"),
    [
        (None, "months", None),
        (1, "days", "every_day"),
        (14, "days", "every_days"),
        (1, "months", "every_month"),
        (6, "months", "every_months"),
    ],
)
def test_words(every, unit, words):
    assert in_words(every, unit) == words
