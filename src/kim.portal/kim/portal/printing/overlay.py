"""Pictures of foreign pages, laid onto the empty sheets of a PDF of ours."""

from collections.abc import Iterable
from collections.abc import Mapping
from io import BytesIO
from kim.portal.printing.uploads import BROKEN
from kim.portal.printing.uploads import ForeignPage
from kim.portal.printing.uploads import layers
from kim.portal.printing.uploads import picture
from kim.portal.printing.uploads import stamps
from pypdf import PageObject
from pypdf import PdfWriter
from pypdf.generic import ArrayObject
from pypdf.generic import DictionaryObject
from pypdf.generic import NameObject
from pypdf.generic import NumberObject
from pypdf.generic import StreamObject


def overlaid(own: bytes, sheets: Mapping[int, tuple[int, ForeignPage]]) -> tuple[bytes, set[int]]:
    """Lay every picture onto its page (from 0) of `own`; return the PDF and the parts that failed.

    `sheets` says for a page which part lies on it, and what.
    """
    if not sheets:
        return own, set()
    writer, defective = PdfWriter(clone_from=BytesIO(own)), set()
    writer.pdf_header = "%PDF-1.7"
    pages = list(writer.pages)
    for number, (part, foreign) in sheets.items():
        try:
            _lay(writer, pages[number], foreign)
        except BROKEN:
            defective.add(part)
    _keep_layers(writer, [foreign for _part, foreign in sheets.values()])
    target = BytesIO()
    writer.write(target)
    return target.getvalue(), defective


def _lay(writer: PdfWriter, page: PageObject, foreign: ForeignPage) -> None:
    pictures = {"/Page": picture(writer, foreign)}
    left, bottom, right, top = foreign.place.box
    drawn = [
        f"{_numbers(foreign.place.matrix)} cm",
        f"{_numbers((left, bottom, right - left, top - bottom))} re W n",
        "/Page Do",
    ]
    for index, (stamp, matrix) in enumerate(stamps(writer, foreign)):
        pictures[f"/Stamp{index}"] = stamp
        drawn.append(f"q {_numbers(matrix)} cm /Stamp{index} Do Q")
    mark = _tie(writer, page)
    stream = StreamObject()
    stream.set_data(f"/P <</MCID {mark}>> BDC q {' '.join(drawn)} Q EMC\n".encode("ascii"))
    # First, since ours leaves the page turned upside down behind it.
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(stream), page.raw_get("/Contents")]
    )
    # Of its own: the one that all our pages share would tie every paper to every page.
    resources = DictionaryObject(page["/Resources"])
    resources[NameObject("/XObject")] = DictionaryObject(
        {NameObject(name): reference for name, reference in pictures.items()}
    )
    page[NameObject("/Resources")] = resources


def _numbers(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in numbers)


def _tie(writer: PdfWriter, page: PageObject) -> int:
    """Make the picture the content of the sheet's paragraph, and return its mark on the page.

    So a screen reader reads the text of the foreign page in its place.
    """
    tree = writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    marks = tree[2 * page["/StructParents"] + 1].get_object()
    number = len(marks)
    paragraph = next(mark for mark in marks if mark.get_object()["/P"]["/S"] == "/P")
    paragraph.get_object()["/K"].append(NumberObject(number))
    marks.append(paragraph)
    return number


def _keep_layers(writer: PdfWriter, pages: Iterable[ForeignPage]) -> None:
    """What is switched off in a paper stays so in the binding."""
    known, off, seen = ArrayObject(), ArrayObject(), set()
    for page in pages:
        document = id(page.page.indirect_reference.pdf)
        if document not in seen:
            seen.add(document)
            its_known, its_off = layers(page)
            known.extend(layer.clone(writer) for layer in its_known)
            off.extend(layer.clone(writer) for layer in its_off)
    if known:
        writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
            {
                NameObject("/OCGs"): known,
                NameObject("/D"): DictionaryObject({NameObject("/OFF"): off}),
            }
        )
