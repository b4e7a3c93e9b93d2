"""What stands in a pack, for every reader; and that it is not bound twice."""

from kim.portal.meetings import agenda
from kim.portal.meetings import participants
from kim.portal.packs import contents
from kim.portal.packs import pack
from kim.portal.packs.places import IPackSource
from kim.portal.packs.shelf import Busy
from kim.portal.packs.shelf import Shelf
from kim.portal.printing.binding import Part
from plone import api
from tests.packs.packed import bookmarks
from tests.packs.packed import read
from tests.packs.packed import SECRET
from tests.packs.packed import text
from threading import Event
from threading import Thread
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pypdf
import pytest


ENTITLED = ("anna", "berta", "dora", "office")


def everything(reader: pypdf.PdfReader, data: bytes) -> str:
    """All that anybody could find in the file: its text, and every object, unpacked."""
    found = [text(reader), repr(bookmarks(reader)), repr(reader.metadata), repr(data)]
    for number in range(1, reader.trailer["/Size"]):
        thing = pypdf.generic.IndirectObject(number, 0, reader).get_object()
        found.append(repr(thing))
        if isinstance(thing, pypdf.generic.StreamObject):
            found.append(repr(thing.get_data()))
    return "\n".join(found)


@pytest.fixture(scope="module")
def kept() -> dict[tuple[str, bool], bytes]:
    return {}


@pytest.fixture
def bound(request, kept):
    """The pack as somebody gets it; it takes a second to bind, so once is enough."""

    def data(name: str, confidential: bool = True) -> bytes:
        if (name, confidential) not in kept:
            packed = request.getfixturevalue("packed")
            with packed.board.acting(name):
                kept[name, confidential] = pack.pdf(packed.meeting, confidential)
        return kept[name, confidential]

    return data


class TestPack:
    def test_overview_then_contents_then_papers_in_order(self, bound):
        reader = read(bound("berta"))
        pages = [page.extract_text() for page in reader.pages]
        assert "Testrunde" in pages[0] and "Kreishaus, Raum 1" in pages[0] and "14:00" in pages[0]
        assert "Frau Berta" in pages[0] and "Haushalt" in pages[0] and "Begrüßung" not in pages[0]
        assert "Inhalt" in pages[1] and "Begrüßung" in pages[1] and "Zahlen" in pages[1]
        order = ["Begrüßung", "Haushalt", "Blatt eins", "Blatt zwei", "Tabelle", SECRET]
        places = [next(n for n, p in enumerate(pages) if n > 1 and word in p) for word in order]
        assert places == sorted(places)

    def test_pages_are_numbered_and_the_contents_know_them(self, bound):
        reader = read(bound("berta"))
        pages = [page.extract_text() for page in reader.pages]
        assert all(f"Seite {n} von {len(pages)}" in p for n, p in enumerate(pages, 1))
        start = next(n for n, p in enumerate(pages, 1) if n > 2 and "Erster Absatz" in p)
        line = next(ln for ln in pages[1].splitlines() if "Haushalt" in ln)
        assert line.split()[-1] == str(start)

    def test_an_items_page_says_all_of_it(self, bound):
        words = " ".join(text(read(bound("berta"))).split())
        for said in ("Entscheidung", "Erster Absatz.", "Zahlen kamen spät", "2-mal"):
            assert said in words

    def test_what_people_wrote_is_text(self, bound):
        reader = read(bound("berta"))
        words = " ".join(text(reader).split())
        assert "Haushalt <b>2031</b> & mehr" in words
        assert "<script>alert(1)</script>" in words and "<em>beschlossen</em>" in words
        assert "TOP 2: Haushalt <b>2031</b> & mehr" in bookmarks(reader)

    def test_what_cannot_be_bound_is_named_and_attached(self, bound):
        reader = read(bound("carla"))
        assert "beschädigt" in text(reader)
        assert sorted(name.partition(" ")[2] for name in reader.attachments) == [
            "Kaputt.pdf",
            "Tabelle.xlsx",
        ]

    def test_files_beyond_the_limit_are_not_read(self, packed, monkeypatch):
        monkeypatch.setattr(contents, "LARGEST_FILE", 10)
        with packed.board.acting("carla"):
            parts = contents.Loader("de").parts(packed.items[1])
        assert [part.data for part in parts] == [None, None, b"PK tabelle"]
        assert "zu groß" in parts[0].html

    def test_an_empty_agenda(self, board):
        meeting = board.plan()
        for item in agenda.items(meeting):
            meeting._delObject(item.getId())
        words = text(read(pack.pdf(meeting)))
        assert "Noch steht nichts auf der Tagesordnung" in words or "Tagesordnung" in words

    def test_an_item_without_a_file_in_its_paper(self, packed):
        api.content.create(packed.items[0], "File", title="Ohne Datei")
        with packed.board.acting("carla"):
            assert "Ohne Datei" in text(read(pack.pdf(packed.meeting)))

    def test_a_written_procedure(self, board):
        meeting = board.plan(kind="procedure", begins=None, until=board.plan(days=40).day)
        agenda.add(meeting, title="Neues Mitglied", kind="decision", motion="Ja?")
        assert "Neues Mitglied" in text(read(pack.pdf(meeting)))

    def test_many_decisions_still_fit_on_one_page(self, board):
        meeting = board.plan()
        for number in range(15):
            agenda.add(meeting, title=f"Punkt {number}", kind="decision", motion="Wort " * 400)
        pages = [page.extract_text() for page in read(pack.pdf(meeting)).pages]
        assert "Punkt 14" in pages[0] and "Inhalt" in pages[1]

    def test_the_name_of_the_file(self, packed):
        day = packed.meeting.getId()
        with packed.board.acting("berta"):
            assert pack.filename(packed.meeting) == f"mappe-runde-{day}-vertraulich.pdf"
            assert pack.filename(packed.meeting, False) == f"mappe-runde-{day}.pdf"
        with packed.board.acting("carla"):
            assert pack.filename(packed.meeting) == f"mappe-runde-{day}.pdf"


class TestConfidential:
    @pytest.mark.parametrize("name", ENTITLED)
    def test_who_is_entitled_sees_every_item(self, packed, name):
        with packed.board.acting(name):
            assert contents.confidential(contents.lines(packed.meeting))
            assert not contents.confidential(contents.lines(packed.meeting, False))

    def test_who_is_entitled_gets_all(self, bound):
        reader = read(bound("berta"))
        assert f"{SECRET} eins" in text(reader) and f"{SECRET} sechs" in text(reader)
        assert f"TOP 3: {SECRET} eins (vertraulich)" in bookmarks(reader)
        assert any(SECRET in name for name in reader.attachments)
        assert "Bitte geben Sie sie nicht weiter" in text(reader)

    @pytest.mark.parametrize(("name", "confidential"), [("carla", True), ("berta", False)])
    def test_nothing_of_it_for_others_and_on_request(self, bound, name, confidential):
        data = bound(name, confidential)
        reader = read(data)
        assert SECRET not in everything(reader, data)
        words = text(reader)
        assert "TOP 3 vertraulich" in words and "TOP 4.1 vertraulich" in words
        numbers = [title.partition(":")[0] for title in bookmarks(reader)]
        assert [number for number in numbers if "TOP" in number] == ["TOP 1", "TOP 2", "TOP 4"]
        assert len(reader.attachments) == 2

    def test_the_search_above_finds_what_is_there(self, bound):
        data = bound("berta")
        assert SECRET in everything(read(data), data)

    def test_whoever_stands_in_gets_all(self, packed):
        participants.stand_in(packed.meeting, (packed.board.people["carla"],))
        with packed.board.acting("carla"):
            assert SECRET in text(read(pack.pdf(packed.meeting)))

    def test_the_pages_say_that_it_is_confidential(self, bound):
        pages = read(bound("berta")).pages
        assert all("Vertraulich" in page.extract_text() for page in pages)
        pages = read(bound("berta", False)).pages
        assert not [page for page in pages if "Vertraulich" in page.extract_text()]


@implementer(IPackSource)
class Proposal:
    """A source of the tests."""

    order = 10

    def __init__(self, item) -> None:
        self.item = item

    def mark(self) -> bytes:
        return b"proposal"

    def parts(self) -> list[Part]:
        return [Part(f"Vorschlag zu {self.item.title}", html="<h1>Vorschlag</h1>")]


class TestSources:
    @pytest.fixture(autouse=True)
    def source(self):
        sites = getGlobalSiteManager()
        registered = (Proposal, [agenda.IAgendaItem], IPackSource, "tests.proposal")
        sites.registerAdapter(*registered)
        yield
        sites.unregisterAdapter(*registered)

    def test_parts_of_other_rooms_follow_the_papers(self, packed):
        with packed.board.acting("carla"):
            titles = bookmarks(read(pack.pdf(packed.meeting)))
        at = titles.index("Vorschlag zu Haushalt <b>2031</b> & mehr")
        assert titles[at - 1] == "Tabelle" and titles[at + 1].startswith("TOP 4")

    def test_not_of_what_the_reader_may_not_see(self, packed):
        with packed.board.acting("carla"):
            data = pack.pdf(packed.meeting)
        assert SECRET not in everything(read(data), data)


class TestShelf:
    def test_made_once(self):
        shelf, made = Shelf(), []
        for _time in range(3):
            assert shelf.fetch("key", lambda: made.append(1) or b"data") == b"data"
        assert made == [1]

    def test_without_a_key_always_anew(self):
        shelf, made = Shelf(), []
        for _time in range(2):
            shelf.fetch(None, lambda: made.append(1) or b"data")
        assert made == [1, 1]

    def test_keeps_no_more_than_it_holds(self):
        shelf = Shelf(capacity=10)
        for key in "abc":
            shelf.fetch(key, lambda: b"12345")
        assert shelf.fetch("c", lambda: b"anew") == b"12345"
        assert shelf.fetch("b", lambda: b"anew") == b"12345"
        assert shelf.fetch("a", lambda: b"anew") == b"anew"
        assert shelf.fetch("large", lambda: b"x" * 11) == b"x" * 11
        assert shelf.fetch("large", lambda: b"anew") == b"anew"

    def test_one_at_a_time(self):
        shelf, begun, go = Shelf(patience=0.05), Event(), Event()

        def slow() -> bytes:
            begun.set()
            go.wait(5)
            return b"slow"

        thread = Thread(target=shelf.fetch, args=("slow", slow))
        thread.start()
        begun.wait(5)
        with pytest.raises(Busy):
            shelf.fetch("other", lambda: b"other")
        go.set()
        thread.join()
        assert shelf.fetch("slow", lambda: b"anew") == b"slow"

    def test_a_failure_lets_the_next_one_in(self):
        shelf = Shelf(patience=0.05)
        with pytest.raises(ZeroDivisionError):
            shelf.fetch("key", lambda: bytes(1 // 0))
        assert shelf.fetch("key", lambda: b"data") == b"data"
