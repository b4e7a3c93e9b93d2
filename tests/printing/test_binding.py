"""Many papers in one: their order, numbers and links; and what is left behind."""

from datetime import datetime
from datetime import UTC
from io import BytesIO
from kim.portal.printing import binding
from kim.portal.printing import parts as limits
from kim.portal.printing import uploads
from kim.portal.printing.binding import bind
from kim.portal.printing.binding import contents
from kim.portal.printing.binding import Part
from kim.portal.printing.unprintable import Unprintable
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject
from pypdf.generic import BooleanObject
from pypdf.generic import DecodedStreamObject
from pypdf.generic import DictionaryObject
from pypdf.generic import FloatObject
from pypdf.generic import NameObject
from pypdf.generic import NumberObject
from pypdf.generic import TextStringObject
from tests.printing.conftest import changed
from tests.printing.conftest import image
from tests.printing.conftest import paper
from tests.printing.conftest import read

import pytest
import re


WHEN = datetime(2026, 3, 17, tzinfo=UTC)
PDF = "application/pdf"


def bound(*parts: Part, front=None, language: str = "en") -> PdfReader:
    return read(made(*parts, front=front, language=language))


def made(*parts: Part, front=None, language: str = "en") -> bytes:
    def opening(pages: list[int]) -> str:
        return f"<h1>Mappe</h1>{contents(parts, pages)}"

    return bind(
        front or opening, parts, title="Mappe", running="Gremium", language=language, when=WHEN
    )


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text() for page in reader.pages]


def upload(*pages: str, **more) -> Part:
    return Part("Anlage", 2, data=paper(*pages, **more), content_type=PDF, name="anlage.pdf")


class TestWhole:
    parts = (
        Part("TOP 1"),
        Part("Größe", 2, html="<h1>Vorlage Größe</h1><p class='new-page'>zweite</p>"),
        Part("Fremd", 2, data=paper("eins", "zwei", "drei"), content_type=PDF),
        Part("TOP 2 ohne"),
        Part("TOP 3"),
        Part("Bild", 2, data=image(), content_type="image/jpeg", name="b.jpg"),
    )
    data = made(*parts)
    reader = read(data)

    def test_order(self):
        for number, words in enumerate(
            ["Mappe", "Vorlage Größe", "zweite", "eins", "zwei", "drei", "Bild"]
        ):
            assert words in texts(self.reader)[number]

    def test_every_page_is_numbered_and_says_what_it_is_of(self):
        for number, text in enumerate(texts(self.reader), 1):
            assert f"Page {number} of 7" in text
            assert "Gremium" in text

    def test_numbers_of_the_contents(self):
        lines = re.findall(
            r"(TOP \d|Größe|Fremd|Bild)(?: ohne)?(?:\s(\d)$)?", texts(self.reader)[0], re.M
        )
        assert [number for _title, number in lines] == ["2", "2", "4", "", "7", "7"]

    def test_contents_are_links(self):
        reader = self.reader
        ids = [page.indirect_reference.idnum for page in reader.pages]
        dests = reader.named_destinations
        leads = {
            note.get_object()["/Dest"]: ids.index(dests[note.get_object()["/Dest"]].page.idnum) + 1
            for note in reader.pages[0]["/Annots"]
        }
        assert leads == {"part-1": 2, "part-2": 2, "part-3": 4, "part-5": 7, "part-6": 7}

    def test_bookmarks(self):
        def tree(nodes):
            return [tree(n) if isinstance(n, list) else n.title for n in nodes]

        found = tree(self.reader.outline)
        assert found == ["Mappe", "TOP 1", ["Größe", "Fremd"], "TOP 3", ["Bild"]]
        number = self.reader.get_destination_page_number(self.reader.outline[2][1])
        assert number == 3

    def test_tagged(self):
        root = self.reader.root_object
        assert root["/Lang"] == "en"
        assert root["/MarkInfo"]["/Marked"]
        assert self.reader.metadata.title == "Mappe"
        assert "/Metadata" not in root, "Nobody knows whether foreign pages keep PDF/UA"

    def test_text_of_foreign_pages_is_content_of_a_paragraph(self):
        page = self.reader.pages[3]
        number = int(re.search(rb"/P <</MCID (\d+)>> BDC", page.get_contents().get_data())[1])
        nums = self.reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        element = nums[2 * page["/StructParents"] + 1].get_object()[number].get_object()
        assert number in element["/K"]
        assert element["/P"]["/S"] == "/P"

    def test_same_bytes(self):
        assert made(*self.parts) == self.data


def test_without_foreign_pages_it_keeps_pdf_ua():
    reader = bound(Part("Vorlage", html="<p>a</p>"))
    assert b'pdfuaid:part="1"' in reader.root_object["/Metadata"].get_data()


def test_speaks_german(integration):
    parts = [Part("Tabelle", data=b"PK", content_type="application/zip", name="t.zip")]
    text = texts(bound(*parts, language="de"))[1]
    assert "Diese Unterlage ist hier nicht eingebunden." in text
    assert "Sie liegt im Portal als Datei vor" in text
    assert "Seite 2 von 2" in text


def test_nothing_to_bind():
    assert len(bound().pages) == 1


class TestNumbersStandStill:
    def test_long_contents(self):
        parts = [Part(f"Anlage {n}", html=f"<p>Blatt {n}</p>") for n in range(60)]
        reader = bound(*parts)
        found = texts(reader)
        first = next(n for n, text in enumerate(found, 1) if "Blatt 0" in text)
        assert first > 2
        assert re.search(rf"Anlage 0\s{first}\s", found[0])

    def test_they_never_do(self):
        def front(pages):
            return "<p>a</p>" + "<p class='new-page'>b</p>" * (pages[0] % 2)

        with pytest.raises(Unprintable, match="settle"):
            bound(Part("a", html="a"), front=lambda pages: front([pages[0] + 1]))


def everything(reader: PdfReader) -> bytes:
    """All objects of a PDF, unpacked."""
    found = []
    for number in range(1, len(reader.xref.get(0, {})) + 1):
        thing = reader.get_object(number)
        found.append(repr(thing).encode())
        if hasattr(thing, "get_data") and thing.get("/Subtype") != "/Image":
            found.append(thing.get_data())
    return b"\n".join(found)


def action(kind: str, **more) -> DictionaryObject:
    entries = {NameObject("/S"): NameObject(kind)}
    entries |= {NameObject(f"/{k}"): TextStringObject(v) for k, v in more.items()}
    return DictionaryObject(entries)


def armed(writer) -> None:
    """Everything that a PDF can do by itself."""
    script = action("/JavaScript", JS="app.alert('boese')")
    writer.root_object[NameObject("/OpenAction")] = script
    writer.root_object[NameObject("/AA")] = DictionaryObject({NameObject("/WC"): script})
    names = DictionaryObject({NameObject("/Names"): ArrayObject([TextStringObject("x"), script])})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): names})
    writer.add_attachment("boese.exe", b"boese")
    page = writer.pages[0]
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
    launch = action("/Launch", F="boese.exe")
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (0, 0, 100, 100))),
            NameObject("/A"): launch,
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    extra = DictionaryObject({NameObject("/Private"): TextStringObject("boese")})
    for thing in (page, page["/Resources"], *page["/Resources"]["/Font"].values()):
        thing.get_object()[NameObject("/PieceInfo")] = extra


def look(writer, text: str) -> DecodedStreamObject:
    """A picture with a word in it."""
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F 12 Tf ({text}) Tj ET".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F"): font})
    stream.update(
        {
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(FloatObject, (0, 0, 50, 10))),
            NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )
    return writer._add_object(stream)


def filled(writer) -> None:
    """A form with a filled field, a hidden one, and a box that is ticked."""
    page, fields = writer.pages[0], []

    def field(picture, flags=4, **more):
        entries = {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("feld"),
            NameObject("/V"): TextStringObject("wert"),
            NameObject("/F"): NumberObject(flags),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (100, 100, 200, 120))),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): picture}),
        }
        entries |= {NameObject(f"/{k}"): NameObject(v) for k, v in more.items()}
        fields.append(writer._add_object(DictionaryObject(entries)))

    field(look(writer, "ausgefuellt"))
    field(look(writer, "versteckt"), flags=2)
    states = {
        NameObject("/Ja"): look(writer, "angekreuzt"),
        NameObject("/Off"): look(writer, "leer"),
    }
    field(DictionaryObject(states), AS="/Ja")
    page[NameObject("/Annots")] = ArrayObject(fields)
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject(fields), NameObject("/XFA"): TextStringObject("xfa")}
    )


def layered(writer) -> None:
    """A layer that is switched off."""
    layer = writer._add_object(
        DictionaryObject(
            {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject("E")}
        )
    )
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {
            NameObject("/OCGs"): ArrayObject([layer]),
            NameObject("/D"): DictionaryObject({NameObject("/OFF"): ArrayObject([layer])}),
        }
    )
    writer.pages[0]["/Resources"][NameObject("/Properties")] = DictionaryObject(
        {NameObject("/L"): layer}
    )


class TestLeftBehind:
    def test_what_acts(self):
        data = changed(paper("gut"), armed)
        assert b"boese" in everything(PdfReader(BytesIO(data)))
        reader = bound(Part("Anlage", data=data, content_type=PDF))
        assert "gut" in texts(reader)[1]
        found = everything(reader)
        for word in (
            b"boese",
            b"JavaScript",
            b"/JS",
            b"Launch",
            b"OpenAction",
            b"/AA",
            b"PieceInfo",
        ):
            assert word not in found
        assert not reader.attachments
        assert "/Annots" not in reader.pages[1]

    def test_forms_are_drawn(self):
        reader = bound(Part("Formular", data=changed(paper("Antrag"), filled), content_type=PDF))
        found = texts(reader)[1]
        assert "ausgefuellt" in found
        assert "angekreuzt" in found
        assert "versteckt" not in found
        assert "leer" not in found
        assert "/AcroForm" not in reader.root_object
        assert b"xfa" not in everything(reader)
        assert b"/Widget" not in everything(reader)

    def test_layers_that_are_off_stay_off(self):
        reader = bound(Part("Plan", data=changed(paper("Plan"), layered), content_type=PDF))
        properties = reader.root_object["/OCProperties"]
        off = properties["/D"]["/OFF"]
        assert off == properties["/OCGs"]
        picture = reader.pages[1]["/Resources"]["/XObject"]["/Page"]
        assert picture["/Resources"]["/Properties"].raw_get("/L") == off[0]

    def test_what_a_camera_notes(self):
        exif = Image.Exif()
        exif[0x010F] = "Kamera geheim"
        exif[0x0112] = 6
        data = image(size=(80, 50), exif=exif)
        reader = bound(Part("Bild", data=data, content_type="image/jpeg"))
        picture = reader.pages[1].images[0]
        assert b"geheim" not in picture.data
        assert picture.image.size == (50, 80), "turned upright"


class TestPages:
    @pytest.mark.parametrize("turn", [0, 90, 180, 270])
    def test_turned(self, turn):
        data = changed(paper("eins"), lambda writer: writer.pages[0].rotate(turn))
        page = bound(Part("Anlage", data=data, content_type=PDF)).pages[1]
        wide = turn in (90, 270)
        assert (page.mediabox.width > page.mediabox.height) is wide
        assert page.rotation == 0
        assert "eins" in page.extract_text()

    def test_image_lies_as_it_is(self):
        wide = bound(Part("Bild", data=image("PNG", (80, 50), "RGBA"), content_type="image/png"))
        high = bound(Part("Bild", data=image("PNG", (50, 80), "P"), content_type="image/png"))
        assert wide.pages[1].mediabox.width > wide.pages[1].mediabox.height
        assert high.pages[1].mediabox.width < high.pages[1].mediabox.height
        assert len(wide.pages) == len(high.pages) == 2

    def test_image_is_no_larger_than_a_page_shows(self):
        data = image("JPEG", (4_000, 3_000))
        reader = bound(Part("Bild", data=data, content_type="image/jpeg"))
        assert reader.pages[1].images[0].image.size == (2_480, 1_860)

    def test_a_file_that_does_not_say_its_kind(self):
        assert "eins" in texts(bound(Part("Anlage", data=paper("eins"))))[1]


def locked(writer) -> None:
    writer.encrypt("geheim", algorithm="RC4-128")


def waiting(writer) -> None:
    writer.root_object[NameObject("/NeedsRendering")] = BooleanObject(True)


def endless(writer) -> None:
    pages = writer.root_object["/Pages"]
    pages["/Kids"].append(pages.indirect_reference)


def no_box(writer) -> None:
    writer.pages[0][NameObject("/MediaBox")] = ArrayObject([NumberObject(0)] * 4)


GOOD = paper("eins", "zwei")


def attached(reader: PdfReader) -> dict[str, bytes]:
    """Name and content of what is embedded."""
    names = reader.root_object.get("/Names", {}).get("/EmbeddedFiles", {"/Names": []})["/Names"]
    files = [reference.get_object() for reference in names[1::2]]
    return {file["/UF"]: file["/EF"]["/F"].get_data() for file in files}


class TestUnbindable:
    @pytest.mark.parametrize(
        ("data", "kind", "reason"),
        [
            (b"PK\x03\x04", "application/vnd.ms-excel", "Only PDFs and images"),
            (b"", PDF, "damaged"),
            (b"%PDF-1.7 nichts", PDF, "damaged"),
            (b"keins", PDF, "damaged"),
            (changed(GOOD, endless), PDF, "damaged"),
            (changed(GOOD, no_box), PDF, "damaged"),
            (changed(GOOD, locked), PDF, "password"),
            (changed(GOOD, waiting), PDF, "program of its own"),
            (b"GIF89a", "image/jpeg", "damaged"),
            (b"<svg/>", "image/svg+xml", "Only PDFs and images"),
            (image("PNG", (10_000, 5_000), "1"), "image/png", "too many pixels"),
        ],
        # Bytes in a test's name would differ from one process to the next.
        ids=(
            *("office", "empty", "no-pdf", "no-sense", "endless", "no-box", "locked", "waiting"),
            *("cut-image", "drawing", "huge-image"),
        ),
    )
    def test_says_why_and_is_attached(self, data, kind, reason):
        part = Part("Haushalt", data=data, content_type=kind, name="größe.x")
        reader = bound(part, Part("danach", html="<p>danach</p>"))
        text = texts(reader)[1].replace("\n", " ")
        for words in ("Haushalt", "größe.x", "not bound here", reason, "as a file in the portal"):
            assert words in text
        assert "danach" in texts(reader)[2]
        assert attached(reader) == ({"1 größe.x": data} if data else {})

    @pytest.mark.parametrize("kind", ["PNG", "JPEG"])
    def test_of_half_an_image_what_there_is(self, kind):
        data = image(kind, (300, 300))
        part = Part("Bild", data=data[: len(data) // 2], content_type=f"image/{kind.lower()}")
        assert len(bound(part).pages[1].images) == 1

    def test_half_a_pdf_never_fails(self):
        """Whatever is cut off: pages, or a page that says why."""
        whole = paper("eins")
        cuts = range(0, len(whole), len(whole) // 12)
        parts = [Part(f"Nr {n}", data=whole[:n] + whole[n + 40 :], content_type=PDF) for n in cuts]
        reader = bound(*parts)
        assert len(reader.pages) == 1 + len(parts)

    def test_what_breaks_only_as_it_is_taken_over(self, monkeypatch):
        taken = uploads.stamps

        def failing(writer, page):
            if "kaputt" in page.page.extract_text():
                raise KeyError("/Rect")
            return taken(writer, page)

        monkeypatch.setattr("kim.portal.printing.overlay.stamps", failing)
        found = texts(bound(upload("gut"), upload("eins", "kaputt"), upload("auch")))
        assert len(found) == 4
        assert "damaged" in found[2]
        assert "Page 4 of 4" in found[3]
        assert re.findall(r"Anlage\s(\d)", found[0]) == ["2", "3", "4"]

    def test_a_name_is_a_name(self):
        part = Part("x", data=b"x", content_type="a/b", name="..\\..\\etc/pass\nwd" + "x" * 300)
        (name,) = attached(bound(part))
        assert len(name) == len("1 ") + 100
        assert not {"/", "\\", "\n"} & set(name)


class TestLimits:
    def test_large_file(self, monkeypatch):
        monkeypatch.setattr(limits, "LARGEST_FILE", 100)
        assert "too large" in texts(bound(upload("eins")))[1]

    def test_all_files_together(self, monkeypatch):
        part = upload("eins")
        monkeypatch.setattr(limits, "LARGEST_FILES", len(part.data) * 2)
        found = texts(bound(part, part, part))
        assert ["eins" in text for text in found] == [False, True, True, False]
        assert "whole would be too large" in found[3]

    def test_long_file(self, monkeypatch):
        monkeypatch.setattr(uploads, "MOST_PAGES", 1)
        assert "has 2 pages; at most 1" in texts(bound(upload("eins", "zwei")))[1]

    def test_all_pages_together(self, monkeypatch):
        monkeypatch.setattr(limits, "MOST_SHEETS", 3)
        found = texts(bound(upload("eins", "zwei"), upload("drei", "vier"), upload("fünf")))
        assert "whole would be too large" in found[3]
        assert "fünf" in found[4]

    def test_a_page_that_unpacks_to_much(self, monkeypatch):
        monkeypatch.setattr(uploads, "LARGEST_PAGE", 10)
        assert "damaged" in texts(bound(upload("eins")))[1]

    def test_attachments(self, monkeypatch):
        monkeypatch.setattr(limits, "LARGEST_ATTACHMENTS", 5)
        part = Part("x", data=b"123", content_type="a/b", name="x.bin")
        reader = bound(part, part)
        assert list(attached(reader)) == ["1 x.bin"]
        assert "attached" not in texts(reader)[2]

    def test_parts(self, monkeypatch):
        monkeypatch.setattr(binding, "MOST_PARTS", 1)
        with pytest.raises(Unprintable, match="too many papers"):
            bound(Part("a"), Part("b"))

    def test_long_html(self):
        text = texts(bound(Part("Lang", html="a" * 2_000_000)))[1]
        assert "too long" in text
        assert "as a file" not in text
