"""What is bound, part by part: sheets for a PDF, a page for an image, a word for what cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from kim.portal import _
from kim.portal.printing.pdf import is_too_long
from kim.portal.printing.uploads import foreign_pages
from kim.portal.printing.uploads import ForeignPage
from kim.portal.printing.uploads import photo
from kim.portal.printing.uploads import Unbindable
from pathlib import PurePosixPath
from zope.i18n import translate
from zope.i18nmessageid import Message


LARGEST_FILE = 30_000_000
# Bytes and pages of all files together; what comes after them is named, not bound.
LARGEST_FILES = 150_000_000
MOST_SHEETS = 1_000
LARGEST_ATTACHMENT = 10_000_000
LARGEST_ATTACHMENTS = 30_000_000
LONGEST_NAME = 100

BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
UNSAID = ("", "application/octet-stream")


@dataclass(frozen=True)
class Part:
    """What is bound: an item (``level`` 1) or a paper of it (2).

    Either ``html`` of our own (people's text cleaned before), or ``data`` as uploaded; with neither
    it is a heading of the contents.
    """

    title: str
    level: int = 1
    html: str | None = None
    data: bytes | None = None
    content_type: str = ""
    name: str = ""


@dataclass(frozen=True)
class Body:
    """What a part becomes: HTML, or sheets for ``pages``; of neither for a heading.

    ``attachment`` is the name under which its file is embedded, if it is.
    """

    html: str = ""
    pages: Sequence[ForeignPage] = ()
    attachment: str = ""
    size: int = 0


def bodies(parts: Sequence[Part], language: str) -> Iterator[Body]:
    """What each part becomes, within the limits of a binding."""
    size = sheets = attached = 0
    digits = len(str(len(parts)))
    for number, part in enumerate(parts, 1):
        try:
            body = _body(part, LARGEST_FILES - size, MOST_SHEETS - sheets)
        except Unbindable as why:
            body = notice(
                part, why.reason, language, f"{number:0{digits}}", LARGEST_ATTACHMENTS - attached
            )
        size += body.size
        sheets += len(body.pages)
        attached += len(part.data or b"") if body.attachment else 0
        yield body


def _body(part: Part, bytes_left: int, sheets_left: int) -> Body:
    if part.html is not None:
        if is_too_long(part.html):
            raise Unbindable(
                _("unprintable_too_long", default="The text is too long to be printed.")
            )
        return Body(html=part.html)
    if part.data is None:
        return Body()
    size = len(part.data)
    if size > LARGEST_FILE:
        raise Unbindable(_("unbindable_large", default="The file is too large."))
    if size > bytes_left:
        raise _full()
    kind = _kind(part)
    if kind == "application/pdf":
        pages = foreign_pages(part.data)
        if len(pages) > sheets_left:
            raise _full()
        return Body(pages=pages, size=size)
    if kind in ("image/png", "image/jpeg"):
        return Body(html=_image(part), size=size)
    message = _("unbindable_kind", default="Only PDFs and images (PNG, JPEG) can be bound.")
    raise Unbindable(message)


def _full() -> Unbindable:
    message = _("unbindable_full", default="With this file the whole would be too large.")
    return Unbindable(message)


def _kind(part: Part) -> str:
    kind = part.content_type.partition(";")[0].strip().lower()
    if kind in UNSAID:
        begins = (kind for start, kind in BEGINNINGS.items() if part.data.startswith(start))
        return next(begins, "")
    return kind


def _image(part: Part) -> str:
    """The page of an image."""
    found = photo(part.data)
    classes = "image landscape" if found.is_wide else "image"
    return (
        f'<figure class="{classes}"><img src="{found.source}" alt="{escape(part.title)}">'
        f'<figcaption class="muted">{escape(part.title)}</figcaption></figure>'
    )


def notice(
    part: Part,
    reason: Message,
    language: str,
    number: str = "",
    attachments_left: int = 0,
) -> Body:
    """The page that stands for what cannot be bound, and the file's name as attachment."""
    size = len(part.data or b"")
    is_attached = 0 < size <= min(LARGEST_ATTACHMENT, attachments_left)
    attachment = f"{number} {_file_name(part)}" if is_attached else ""
    missing = _("unbindable", default="This paper is not bound here.")
    where = _("unbindable_where", default="It is there as a file in the portal.")
    if is_attached:
        where = _(
            "unbindable_attached",
            default="It is there as a file in the portal and is attached to this PDF as “${name}”.",
            mapping={"name": attachment},
        )
    said = [escape(translate(text, target_language=language)) for text in (missing, reason, where)]
    if part.data is None:
        said.pop()
    name = f'<p class="muted">{escape(part.name)}</p>' if part.name else ""
    sentences = "".join(f"<p>{sentence}</p>" for sentence in said)
    return Body(html=f"<h1>{escape(part.title)}</h1>{name}{sentences}", attachment=attachment)


def _file_name(part: Part) -> str:
    name = PurePosixPath(part.name.replace("\\", "/")).name
    name = "".join(letter for letter in name if letter.isprintable()) or "Anlage"
    return name[-LONGEST_NAME:]
