"""A meeting with open and confidential items, and papers of every kind."""

from dataclasses import dataclass
from forms.posting import Person
from io import BytesIO
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings.meeting import Meeting
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from pypdf import PdfReader
from tests.meetings.round import build_round
from tests.meetings.round import Round
from tests.printing.conftest import image
from tests.printing.conftest import paper


#: Stands in everything confidential, and nowhere else.
SECRET = "Fledermaus"


@dataclass
class Packed:
    """A meeting and its committee; its third and its fifth item (a part of the fourth) are
    confidential."""

    board: Round
    meeting: Meeting
    items: list

    @property
    def path(self) -> str:
        return f"/gremien/runde/sitzungen/{self.meeting.getId()}"

    def person(self, name: str | None = None) -> Person:
        return self.board.person(name)


def attach(item, name: str, data: bytes, content_type: str = "", portal_type: str = "File"):
    field, kind = ("image", NamedBlobImage) if portal_type == "Image" else ("file", NamedBlobFile)
    value = kind(data=data, contentType=content_type, filename=name)
    return api.content.create(item, portal_type, title=name.rpartition(".")[0], **{field: value})


def build_pack(portal) -> Packed:
    board = build_round(portal)
    meeting = board.plan(place="Kreishaus, Raum 1", occasion="Auftakt")
    for item in agenda.items(meeting):
        meeting._delObject(item.getId())

    def add(title: str, **values):
        return agenda.add(meeting, title=title, **values)

    first = add("Begrüßung", kind="information")
    second = add(
        "Haushalt <b>2031</b> & mehr",
        kind="decision",
        text="Erster Absatz.\n\nZweiter <script>alert(1)</script> Absatz.",
        motion="Der Haushalt wird <em>beschlossen</em>.",
        rapporteur="Frau Berta",
        late="Zahlen kamen spät",
    )
    second.carried = 2
    third = add(f"{SECRET} eins", kind="decision", motion=f"{SECRET} zwei", text=f"{SECRET} drei")
    fourth = add("Verschiedenes", kind="discussion")
    fifth = add(f"{SECRET} vier", sub=True, rapporteur=f"{SECRET} fünf")
    attach(second, "Zahlen.pdf", paper("Blatt eins", "Blatt zwei"), "application/pdf")
    attach(second, "Karte.jpg", image(), "image/jpeg", "Image")
    attach(second, "Tabelle.xlsx", b"PK tabelle", "application/vnd.ms-excel")
    attach(fourth, "Kaputt.pdf", b"%PDF-1.7 kaputt", "application/pdf")
    attach(third, f"{SECRET}.pdf", paper(f"{SECRET} sechs"), "application/pdf")
    attach(fifth, f"{SECRET} sieben.xlsx", SECRET.encode(), "application/vnd.ms-excel")
    for item in (third, fifth):
        api.content.transition(obj=item, transition=life.CONCEAL)
    return Packed(board, meeting, [first, second, third, fourth, fifth])


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data), strict=True)


def text(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def bookmarks(reader: PdfReader) -> list[str]:
    found = []

    def walk(nodes) -> None:
        for node in nodes:
            if isinstance(node, list):
                walk(node)
            else:
                found.append(node.title)

    walk(reader.outline)
    return found
