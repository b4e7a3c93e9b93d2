"""Which field fills which: what the office writes, and what a target is given."""

from datetime import date
from kim.portal.intake import mapping
from kim.portal.intake.places import ANY
from kim.portal.intake.places import EMAIL
from kim.portal.intake.places import IntakeError
from kim.portal.intake.places import TargetField
from kim.portal.intake.places import YES

import pytest


FIELDS = (
    TargetField("what", "What", required=True),
    TargetField("mail", "Mail", kind=EMAIL),
    TargetField("sure", "Sure", kind=YES),
    TargetField("file", "File", kind=ANY),
)


class TestChosen:
    def test_same_names_need_no_line(self):
        assert mapping.chosen("", ["what", "other"], FIELDS) == {"what": "what"}

    def test_a_line_counts_more(self):
        lines = "text: what\n adress :mail \n\nnonsense"
        assert mapping.chosen(lines, ["text", "what", "adress"], FIELDS) == {
            "what": "text",
            "mail": "adress",
        }


class TestFaults:
    @pytest.mark.parametrize(
        ("lines", "expected"),
        [
            ("", []),
            ("a: what", []),
            ("a what", ["intake_no_pair"]),
            ("b: what", ["intake_unknown_form_field", "intake_unfilled"]),
            ("a: where", ["intake_unknown_target_field"]),
        ],
    )
    def test_are_told(self, lines, expected):
        assert mapping.faults(lines, ["a", "what"], FIELDS) == expected

    def test_what_is_needed_is_filled(self):
        assert mapping.faults("", ["a"], FIELDS) == ["intake_unfilled"]


class TestValues:
    FILLED = {"what": "a", "mail": "b", "sure": "c", "file": "d"}

    def test_are_as_the_target_takes_them(self):
        data = {"a": {"x"}, "b": " a@example.org ", "c": None, "d": (1, 2)}
        assert mapping.values(self.FILLED, data, FIELDS) == {
            "what": "x",
            "mail": "a@example.org",
            "sure": False,
            "file": (1, 2),
        }

    def test_dates_and_lists_become_text(self):
        assert mapping.text([date(2026, 3, 1), "b"]) == "2026-03-01\nb"

    def test_faults_name_the_targets_field(self):
        with pytest.raises(IntakeError) as raised:
            mapping.values(self.FILLED, {"a": " ", "b": "no address"}, FIELDS)
        assert set(raised.value.messages) == {"what", "mail"}
