"""PDFs and images as people uploaded them: what of them can be bound, and what is left behind.

Of a foreign PDF only what its pages show is taken over. Scripts, actions, links, embedded files and
form fields hang on the document or on annotations, and none of these is copied; what a field or a
stamp looks like is drawn as a picture. Layers that are switched off stay so.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from kim.portal import _
from kim.portal.printing.sheets import Place
from kim.portal.printing.sheets import place
from PIL import Image
from PIL import ImageOps
from pypdf import PageObject
from pypdf import PdfReader
from pypdf import PdfWriter
from pypdf.errors import PyPdfError
from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject
from pypdf.generic import DictionaryObject
from pypdf.generic import FloatObject
from pypdf.generic import IndirectObject
from pypdf.generic import NameObject
from pypdf.generic import PdfObject
from pypdf.generic import StreamObject
from zope.i18nmessageid import Message

import struct
import zlib


MOST_PAGES = 300
# Bytes of drawing on one page, unpacked; images are not among them.
LARGEST_PAGE = 20_000_000
MOST_ANNOTATIONS = 2_000
MOST_PIXELS = 40_000_000
# Pixels along the longer edge: 300 dots an inch across a page.
LONGEST_EDGE = 2_480
# What pypdf and Pillow raise for files that are not what they say.
BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    Image.DecompressionBombError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
# Never shown, and may hold more than the page shows.
LEFT_BEHIND = (
    "/AF",
    "/Metadata",
    "/OPI",
    "/Parent",
    "/PieceInfo",
    "/StructParent",
    "/StructParents",
)
HIDDEN, NO_VIEW = 2, 32


class Unbindable(Exception):
    """A file that cannot be bound; ``reason`` says why, for people."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


def damaged() -> Unbindable:
    """The file is not what it says."""
    return Unbindable(_("unbindable_damaged", default="The file is damaged and cannot be read."))


@dataclass(frozen=True)
class ForeignPage:
    """A page of somebody else's PDF and where it will lie."""

    page: PageObject
    place: Place


def foreign_pages(data: bytes) -> list[ForeignPage]:
    """The pages of a PDF, each looked through; raises `Unbindable`."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            message = _("unbindable_password", default="The file is protected by a password.")
            raise Unbindable(message)
        if reader.root_object.get("/NeedsRendering"):
            message = _(
                "unbindable_dynamic",
                default="The file is a form that makes its pages only in a program of its own.",
            )
            raise Unbindable(message)
        _check_number(len(reader.pages))
        pages = [ForeignPage(page, place(page)) for page in reader.pages]
        for page in reader.pages:
            drawing(page)
    except BROKEN as error:
        raise damaged() from error
    return pages


def _check_number(pages: int) -> None:
    if not pages:
        raise damaged()
    if pages > MOST_PAGES:
        message = _(
            "unbindable_pages",
            default="The file has ${pages} pages; at most ${limit} are bound.",
            mapping={"pages": pages, "limit": MOST_PAGES},
        )
        raise Unbindable(message)


def drawing(page: PageObject) -> bytes:
    """What draws a page, unpacked."""
    contents = page.get("/Contents", ArrayObject())
    contents = contents.get_object()
    streams = contents if isinstance(contents, ArrayObject) else [contents]
    parts, size = [], 0
    for stream in streams:
        part = stream.get_object()
        if isinstance(part, StreamObject):
            # Not get_data(): that would keep what it unpacked.
            parts.append(decode_stream_data(part))
            size += len(parts[-1])
        if size > LARGEST_PAGE:
            raise ValueError(f"A page of {size} bytes of drawing")
    return b"\n".join(parts)


def picture(writer: PdfWriter, page: ForeignPage) -> IndirectObject:
    """A page as a picture (form XObject) in the document that is being written."""
    form = StreamObject()
    form.set_data(drawing(page.page))
    form = form.flate_encode()
    form.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject(map(FloatObject, page.place.box)),
            NameObject("/Resources"): _taken(writer, page.page.get("/Resources")),
        }
    )
    group = page.page.get("/Group")
    if group is not None:
        form[NameObject("/Group")] = _taken(writer, group)
    return writer._add_object(form)


def stamps(writer: PdfWriter, page: ForeignPage) -> Iterator[tuple[IndirectObject, list[float]]]:
    """What fields, stamps and notes of a page look like, each with the matrix that draws it."""
    annotations = page.page.get("/Annots")
    if annotations is None:
        return
    for reference in annotations.get_object()[:MOST_ANNOTATIONS]:
        annotation = reference.get_object()
        look = _look(annotation)
        if look is None:
            continue
        matrix = _fitted(look, annotation["/Rect"])
        if matrix:
            yield _taken(writer, look), matrix


def _look(annotation: DictionaryObject) -> StreamObject | None:
    """The picture that a reader shows for an annotation."""
    if int(annotation.get("/F", 0)) & (HIDDEN | NO_VIEW):
        return None
    # One of a layer would show even where its layer is switched off.
    if annotation.get("/Subtype") in ("/Link", "/Popup") or "/OC" in annotation:
        return None
    looks = annotation.get("/AP", DictionaryObject()).get_object()
    look = looks.get("/N", DictionaryObject()).get_object()
    if not isinstance(look, StreamObject):
        look = look.get(annotation.get("/AS", "/Off"), DictionaryObject()).get_object()
    return look if isinstance(look, StreamObject) else None


def _fitted(look: StreamObject, rect: ArrayObject) -> list[float] | None:
    """The matrix that lays a picture into its rectangle (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    a, b, c, d, e, f = map(float, look.get("/Matrix", (1, 0, 0, 1, 0, 0)))
    x0, y0, x1, y1 = map(float, look["/BBox"])
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    left, bottom = (min(axis) for axis in zip(*corners, strict=True))
    wide, high = (max(axis) - min(axis) for axis in zip(*corners, strict=True))
    r0, s0, r1, s1 = map(float, rect)
    if not wide or not high:
        return None
    across, up = abs(r1 - r0) / wide, abs(s1 - s0) / high
    return [across, 0, 0, up, min(r0, r1) - left * across, min(s0, s1) - bottom * up]


def _taken(writer: PdfWriter, found: PdfObject | None) -> PdfObject:
    if found is None:
        return DictionaryObject()
    taken = found.get_object().clone(writer, ignore_fields=LEFT_BEHIND)
    return taken.indirect_reference or taken


def layers(page: ForeignPage) -> tuple[list[PdfObject], list[PdfObject]]:
    """All layers of the document that a page is of, and those of them that are switched off."""
    root = page.page.indirect_reference.pdf.root_object
    properties = root.get("/OCProperties", DictionaryObject()).get_object()
    known = list(properties.get("/OCGs", ArrayObject()).get_object())
    default = properties.get("/D", DictionaryObject()).get_object()
    off = list(default.get("/OFF", ArrayObject()).get_object())
    if default.get("/BaseState") == "/OFF":
        on = default.get("/ON", ArrayObject()).get_object()
        off = [layer for layer in known if layer not in on]
    return known, off


@dataclass(frozen=True)
class Photo:
    """An image made fit for a page: ``source`` for ``<img src>``."""

    source: str
    is_wide: bool


def photo(data: bytes) -> Photo:
    """An uploaded image: upright, no larger than a page shows, without what the camera noted.

    Of one that breaks off, what there is; WeasyPrint tells Pillow so. Raises `Unbindable`.
    """
    try:
        image = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > MOST_PIXELS:
            message = _("unbindable_pixels", default="The image has too many pixels.")
            raise Unbindable(message)
        is_photo = image.format == "JPEG"
        image = _on_white(ImageOps.exif_transpose(image))
        image.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        target = BytesIO()
        image.save(target, "JPEG" if is_photo else "PNG", quality=88)
    except BROKEN as error:
        raise damaged() from error
    kind = "jpeg" if is_photo else "png"
    source = f"data:image/{kind};base64,{b64encode(target.getvalue()).decode('ascii')}"
    return Photo(source, image.width > image.height)


def _on_white(image: Image.Image) -> Image.Image:
    """Its colours alone: what shines through shows paper."""
    if image.mode in ("L", "RGB"):
        plain = image.copy()
    elif image.has_transparency_data:
        seen = image.convert("RGBA")
        plain = Image.new("RGB", seen.size, "white")
        plain.paste(seen, mask=seen.getchannel("A"))
    else:
        plain = image.convert("RGB")
    plain.info.clear()
    return plain
