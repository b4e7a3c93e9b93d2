"""What people wrote, before it is printed."""

from kim.portal.printing.cleaning import clean
from kim.portal.printing.cleaning import LONGEST_TEXT
from kim.portal.printing.unprintable import Unprintable

import pytest


PIXEL = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("Größe &amp; <b>Maß</b>", "Größe &amp; <b>Maß</b>"),
        ("<h2>Anlass</h2><p>Text</p>", "<h2>Anlass</h2><p>Text</p>"),
        ("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"),
        ("<style>p {color: red}</style><p>a</p>", "<p>a</p>"),
        ('<p style="color: red" class="new-page" id="part-1" onclick="x()">a</p>', "<p>a</p>"),
        ('<link rel="stylesheet" href="x.css"><p>a</p>', "<p>a</p>"),
        ('<link rel="attachment" href="file:///etc/passwd"><p>a</p>', "<p>a</p>"),
        ('<base href="file:///"><p>a</p>', "<p>a</p>"),
        ('<iframe src="https://example.org">x</iframe><p>a</p>', "<p>a</p>"),
        ("<form><input value=1><button>Los</button></form><p>a</p>", "<p>a</p>"),
        ("<svg><use href='#a'/></svg><p>a</p>", "<p>a</p>"),
        ("<title>fremd</title><meta name=author content=x><p>a</p>", "<p>a</p>"),
        ("<!-- geheim --><p>a</p>", "<p>a</p>"),
        ('<a href="https://example.org/">a</a>', '<a href="https://example.org/">a</a>'),
        ('<a href="mailto:a@example.org">a</a>', '<a href="mailto:a@example.org">a</a>'),
        ('<a href="JavaScript:alert(1)">a</a>', "<a>a</a>"),
        ('<a href="../resolveuid/1">a</a>', "<a>a</a>"),
        ('<a href="#part-2">a</a>', "<a>a</a>"),
        ('<a href="file:///etc/passwd" rel="attachment">a</a>', "<a>a</a>"),
        ('<img src="https://example.org/a.png" alt="Bild">', '<img alt="Bild">'),
        ('<img src="data:image/svg+xml;base64,AA" alt="Bild">', '<img alt="Bild">'),
        (f'<img src="{PIXEL}" alt="Bild">', f'<img src="{PIXEL}" alt="Bild">'),
        (
            "<table><tr><td colspan=2 rowspan=9999>a",
            '<table><tr><td colspan="2">a</td></tr></table>',
        ),
        (
            '<ol start="99999999999999999999"><li>a</ol>',
            '<ol start="99999999999999999999"><li>a</li></ol>',
        ),
        ("a\x00b\x0bc", "abc"),
        ('<?xml version="1.0" encoding="latin-1"?><p>ä</p>', "<p>ä</p>"),
    ],
)
def test_clean(written, kept):
    assert clean(written) == kept


def test_text_between_is_kept():
    assert clean("vor<script>x</script>nach") == "vornach"


def test_too_long():
    with pytest.raises(Unprintable):
        clean("a" * (LONGEST_TEXT + 1))


def test_deep_nesting_is_flattened():
    assert clean("<div>" * 200 + "<b>a</b>b") == "<div>" * 40 + "ab" + "</div>" * 40


def test_what_the_parser_gives_up_is_refused():
    with pytest.raises(Unprintable):
        clean("<div>" * 5_000 + "a")
