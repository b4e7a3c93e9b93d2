"""One PDF out of HTML: readable for everyone, out of nothing but what it was given."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from kim.portal.printing import pdf as printing
from kim.portal.printing.cleaning import clean
from kim.portal.printing.pdf import pdf
from kim.portal.printing.unprintable import Unprintable
from tests.printing.conftest import image
from tests.printing.conftest import read

import base64
import builtins
import pytest
import socket
import sys


WHEN = datetime(2026, 3, 17, 12, tzinfo=timezone(timedelta(hours=1)))
TEXT = "<h1>Größe und Übermaß</h1><p>Şükrü und Łukasz, „so“ — 5 €</p><h2>Beschluss</h2><p>Ja</p>"


def tags(reader):
    """All kinds of elements of the structure tree."""
    found, left = [], [reader.root_object["/StructTreeRoot"]]
    while left:
        node = left.pop().get_object()
        if isinstance(node, list):
            left += node
        elif isinstance(node, dict):
            found.append(node.get("/S"))
            left.append(node.get("/K", []))
    return found


class TestAccessible:
    reader = read(pdf(TEXT, title="Überschrift", language="de", running="Gremium <1>", when=WHEN))

    def test_language_title_and_tags(self):
        root = self.reader.root_object
        assert root["/Lang"] == "de"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert self.reader.metadata.title == "Überschrift"
        assert {"/H1", "/H2", "/P"} <= set(tags(self.reader))
        assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()

    def test_text(self):
        text = self.reader.pages[0].extract_text()
        for words in ("Größe und Übermaß", "Şükrü und Łukasz, „so“ — 5 €", "Gremium <1>"):
            assert words in text

    def test_bookmarks(self):
        assert self.reader.outline[0].title == "Größe und Übermaß"
        assert self.reader.outline[1][0].title == "Beschluss"

    def test_our_typeface_is_embedded(self):
        fonts = self.reader.pages[0]["/Resources"]["/Font"]
        names = {font.get_object()["/BaseFont"].partition("+")[2] for font in fonts.values()}
        assert names == {"Kim", "Kim-Bold", "Kim-Ext"}

    def test_date_is_the_one_given(self):
        assert self.reader.metadata.creation_date == WHEN

    def test_paper(self):
        assert [round(float(side)) for side in self.reader.pages[0].mediabox[2:]] == [595, 842]


def test_pages_are_numbered():
    pages = read(pdf("<p>a</p><p class='new-page'>b</p>", title="t", language="en")).pages
    assert [page.extract_text().split("\n")[-1] for page in pages] == ["Page 1 of 2", "Page 2 of 2"]


def test_table_head_is_repeated():
    rows = "<tr><td>Zeile</td></tr>" * 80
    table = f"<table class='overview'><thead><tr><th>Kopf</th></tr></thead>{rows}</table>"
    pages = read(pdf(table, title="t")).pages
    assert len(pages) > 1
    assert all("Kopf" in page.extract_text() for page in pages)


class TestSameBytes:
    def test_same(self):
        made = [pdf(TEXT, title="t", running="r", when=WHEN) for _time in range(2)]
        assert made[0] == made[1]

    def test_a_change_shows(self):
        assert pdf(TEXT, title="t", when=WHEN) != pdf(TEXT, title="t", when=WHEN + timedelta(1))


SECRET = "streng geheim"


class TestNothingIsFetched:
    @pytest.fixture(autouse=True)
    def closed(self, monkeypatch):
        """Whoever wants to connect is told on."""
        self.asked = []
        monkeypatch.setattr(socket.socket, "connect", lambda *asked: self.asked.append(asked))
        monkeypatch.setattr(socket, "getaddrinfo", lambda *asked: self.asked.append(asked))

    @pytest.mark.parametrize(
        "html",
        [
            '<img src="{}" alt="weg">',
            '<link rel="stylesheet" href="{}">',
            '<link rel="attachment" href="{}">',
            '<a rel="attachment" href="{}">a</a>',
            "<style>@import url({});</style>",
            "<style>body {{ background: url({}); list-style-image: url({}) }}</style>",
            "<style>@font-face {{ font-family: x; src: url({}) }} p {{ font-family: x }}</style>",
            "<style>p::before {{ content: url({}) }}</style>",
            '<object data="{}"></object>',
            '<embed src="{}">',
            '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
            '<base href="{}"><img src="passwd" alt="weg">',
        ],
    )
    def test_left_out(self, html, tmp_path):
        secret = tmp_path / "secret.css"
        secret.write_text(f'p::after {{ content: "{SECRET}" }}')
        for address in (secret.as_uri(), "http://192.0.2.1/a.png", "font:../../kim.css"):
            data = pdf("<p>Text</p>" + html.replace("{}", address), title="t")
            reader = read(data)
            assert "Text" in reader.pages[0].extract_text()
            assert SECRET not in reader.pages[0].extract_text()
            assert not reader.attachments
        assert not self.asked

    def test_what_stands_in_the_text_is_shown(self):
        data = base64.b64encode(image("PNG")).decode()
        reader = read(pdf(f'<img src="data:image/png;base64,{data}" alt="Bild">', title="t"))
        assert len(reader.pages[0].images) == 1

    def test_an_image_that_would_fill_the_memory_is_left_out(self):
        data = base64.b64encode(image("PNG", (30_000, 3_000), "1")).decode()
        reader = read(
            pdf(f'<p>Text</p><img src="data:image/png;base64,{data}" alt="B">', title="t")
        )
        assert not reader.pages[0].images


class TestUnprintable:
    @pytest.mark.parametrize(
        "html",
        ["a" * (printing.LONGEST_TEXT + 1), "<b>a</b>" * (printing.MOST_TAGS + 1)],
        ids=["text", "tags"],
    )
    def test_too_long(self, html):
        with pytest.raises(Unprintable, match="too long"):
            pdf(html, title="t")

    def test_too_many_pages(self, monkeypatch):
        monkeypatch.setattr(printing, "MOST_PAGES", 1)
        with pytest.raises(Unprintable, match="2 pages are too many for one PDF; 1 are"):
            pdf("<p>a</p><p class='new-page'>b</p>", title="t")

    def test_too_deep(self):
        with pytest.raises(Unprintable, match="too deeply"):
            pdf("<div>" * 2_000 + "a", title="t")

    def test_what_people_wrote_is_never_too_deep(self):
        assert pdf(clean("<table><tr><td>" * 60 + "a"), title="t")

    def test_without_pango(self, monkeypatch):
        """The rest of the portal does not need it, and whoever asks is told."""
        name = "kim.portal.printing.rendering"
        find = builtins.__import__

        def lacking(asked, *more):
            if asked == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")
            return find(asked, *more)

        package = sys.modules["kim.portal.printing"]
        monkeypatch.delitem(sys.modules, name)
        monkeypatch.delattr(package, "rendering")
        monkeypatch.setattr(builtins, "__import__", lacking)
        with pytest.raises(Unprintable, match="Pango"):
            pdf("a", title="t")


def test_importing_the_portal_needs_no_weasyprint():
    import subprocess

    code = (
        "import sys, kim.portal.printing.binding, kim.portal.printing.cleaning;"
        "sys.exit('weasyprint' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_speaks_german(integration):
    page = read(pdf("<p>a</p>", title="t", language="de")).pages[0]
    assert "Seite 1 von 1" in page.extract_text()
