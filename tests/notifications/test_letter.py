"""The mail that is made of a letter, and what is no letter."""

from datetime import datetime
from datetime import UTC
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from kim.portal.notifications.letter import Attachment
from kim.portal.notifications.letter import BadLetter
from kim.portal.notifications.letter import check
from kim.portal.notifications.letter import is_address
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.letter import mail

import pytest


CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n".encode()


def sent(**values) -> EmailMessage:
    """As it arrives."""
    letter = Letter(**{"to": "anna@example.org", "subject": "S", "text": "T"} | values)
    sender = Address("Büro, Kreis", "office", "example.org")
    made = mail(letter, sender, "0abc", datetime(2026, 11, 30, 9, tzinfo=UTC))
    return message_from_bytes(made.as_bytes(), policy=default)


class TestMail:
    def test_headers(self):
        subject = "Einladung: Gespräch über Maßnahmen, " * 4 + "Ende"
        found = sent(subject=subject)
        assert found["From"].addresses[0].display_name == "Büro, Kreis"
        assert found["To"] == "anna@example.org"
        assert found["Subject"] == subject
        assert found["Message-ID"] == "<0abc@example.org>"
        assert found["Auto-Submitted"] == "auto-generated"
        assert found["Date"].datetime == datetime(2026, 11, 30, 9, tzinfo=UTC)

    def test_text_is_utf_8_and_lines_stay_whole(self):
        text = "Grüße, " + "langes Wort " * 200 + "\n\n.\nFrom here\n"
        found = sent(text=text)
        assert found.get_content_type() == "text/plain"
        assert found.get_content().replace("\r\n", "\n") == text

    def test_calendar_beside_the_text_and_as_a_file(self):
        found = sent(calendar=CALENDAR, method="CANCEL")
        beside = found.get_body(("calendar",))
        assert beside.get_content_type() == "text/calendar"
        assert beside["Content-Type"].params["method"] == "CANCEL"
        assert beside.get_content().encode() == CALENDAR
        (file,) = found.iter_attachments()
        assert (file.get_filename(), file.get_content()) == ("termin.ics", CALENDAR)
        assert found.get_body(("plain",)).get_content().strip() == "T"

    def test_attachments(self):
        files = (
            Attachment("Übersicht.pdf", b"%PDF-\x00\xff", "application/pdf"),
            Attachment("a.csv", "ä;b\n".encode(), "text/csv"),
        )
        found = sent(attachments=files, calendar=CALENDAR)
        names = [part.get_filename() for part in found.iter_attachments()]
        assert names == ["termin.ics", "Übersicht.pdf", "a.csv"]
        last = list(found.iter_attachments())
        assert last[1].get_content() == b"%PDF-\x00\xff"
        assert last[2].get_payload(decode=True) == "ä;b\n".encode()


class TestCheck:
    @pytest.mark.parametrize(
        "values",
        [
            {"to": "anna@example.org\nBcc: all@example.org"},
            {"to": "anna@example.org\r\n"},
            {"subject": "S\nBcc: all@example.org"},
            {"subject": "S\r"},
            {"subject": "S\u2028"},
            {"subject": "S\x00"},
            {"subject": "\udc80"},
            {"text": "\udc80"},
            {"purpose": "p\n"},
            {"calendar": b"\xff"},
            {"method": "REQUEST; x=y"},
            {"attachments": (Attachment("a\nb", b"", "text/plain"),)},
            {"attachments": (Attachment("a", b"", "text"),)},
            {"attachments": (Attachment("a", b"", "text/plain\r\nX: y"),)},
        ],
        ids=str,
    )
    def test_refused(self, values):
        with pytest.raises(BadLetter):
            check(Letter(**{"to": "anna@example.org", "subject": "S", "text": "T"} | values))

    def test_text_may_hold_anything_that_can_be_written(self):
        check(Letter("anna@example.org", "S", "a\r\nb\n\x00 <script> ${x} \u2028 😀"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna@example.org", True),
        ("anna+kim@sub.example.org", True),
        ("o'neil@localhost", True),
        ("", False),
        ("anna", False),
        ("Anna <anna@example.org>", False),
        ("a@example.org, b@example.org", False),
        ("a@b@example.org", False),
        ("änna@example.org", False),
        ("anna@", False),
        ("anna@example.org\n", False),
        ("a" * 250 + "@example.org", False),
    ],
)
def test_is_address(text, expected):
    assert is_address(text) is expected
