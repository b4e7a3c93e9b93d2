"""Many papers bound into one PDF: overview and contents, then every paper in its order.

All pages are laid out as one document, so numbers, links, bookmarks and tags are those of any PDF
of ours. A page of somebody else's PDF gets an empty sheet there, onto which its picture is laid
afterwards (`overlay.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from datetime import datetime
from html import escape
from io import BytesIO
from kim.portal import _
from kim.portal.printing.overlay import overlaid
from kim.portal.printing.parts import bodies
from kim.portal.printing.parts import Body
from kim.portal.printing.parts import notice
from kim.portal.printing.parts import Part
from kim.portal.printing.pdf import check_length
from kim.portal.printing.pdf import check_pages
from kim.portal.printing.pdf import document
from kim.portal.printing.pdf import renderer
from kim.portal.printing.unprintable import Unprintable
from kim.portal.printing.uploads import damaged
from kim.portal.printing.uploads import ForeignPage
from typing import Any


__all__ = ["Part", "bind", "contents"]

MOST_PARTS = 300
MOST_LAYOUTS = 5
DEEPEST_BOOKMARK = 3

Front = Callable[[list[int]], str]


def contents(parts: Sequence[Part], pages: Sequence[int]) -> str:
    """The table of contents as HTML: titles, page numbers, each line a link."""
    lines = []
    for index, (part, page) in enumerate(zip(parts, pages, strict=True)):
        line = escape(part.title)
        if page:
            line = f'<a href="#{_anchor(index)}"><span>{line}</span> <span>{page}</span></a>'
        lines.append(f'<li class="level-{part.level}">{line}</li>')
    return f'<nav class="contents"><ol>{"".join(lines)}</ol></nav>'


def bind(
    front: Front,
    parts: Sequence[Part],
    *,
    title: str,
    running: str,
    language: str = "de",
    when: datetime,
) -> bytes:
    """Bind the parts behind what `front` makes of the numbers of their first pages.

    Pages count from 1 through the whole; a heading has the number of the first paper below it, 0
    if there is none. `front` (a body's HTML) is asked again until the numbers stand still. What
    cannot be bound becomes a page that says so, its file an attachment unless it is too large.
    Raises `Unprintable`.
    """
    if len(parts) > MOST_PARTS:
        message = _("unprintable_too_many_parts", default="These are too many papers for one PDF.")
        raise Unprintable(message)
    renderer()
    made = list(bodies(parts, language))
    while True:
        pages, source, numbers = _laid_out(front, parts, made, title, language, running, when)
        own = _written(pages, source, parts, made, when)
        bound, defective = overlaid(own, _sheets(made, numbers))
        if not defective:
            return bound
        # Only taking a page over shows some damages: say so in its place, and lay out again.
        for index in defective:
            made[index] = notice(parts[index], damaged().reason, language)


def _laid_out(
    front: Front,
    parts: Sequence[Part],
    made: Sequence[Body],
    title: str,
    language: str,
    running: str,
    when: datetime,
) -> tuple[Any, str, list[int]]:
    """The pages, the HTML they come from, and the first page of every part."""
    rendering = renderer()
    papers = _papers(parts, made)
    numbers = [1 if target is not None else 0 for target in _targets(parts, made)]
    for _round in range(MOST_LAYOUTS):
        opening = f'<section class="bound">{_mark(title, 1)}{front(list(numbers))}</section>'
        html = opening + papers
        check_length(html)
        source = document(html, title=title, language=language, running=running, when=when)
        pages = rendering.laid_out(source)
        check_pages(len(pages.pages))
        found = _numbers(pages, len(parts))
        if found == numbers:
            return pages, source, numbers
        numbers = found
    message = _("unprintable_unsettled", default="The page numbers of the contents do not settle.")
    raise Unprintable(message)


def _papers(parts: Sequence[Part], made: Sequence[Body]) -> str:
    """The HTML of all parts, each beginning a page, with the marks that lead to it."""
    marks: list[list[str]] = [[] for _part in parts]
    for index, target in enumerate(_targets(parts, made)):
        if target is not None:
            part = parts[index]
            marks[target].append(_mark(part.title, part.level, _anchor(index)))
    return "".join(
        _paper(body, "".join(leading)) for body, leading in zip(made, marks, strict=True)
    )


def _paper(body: Body, marks: str) -> str:
    if not body.pages:
        return f'<section class="bound part">{marks}{body.html}</section>' if body.html else ""
    sheets = []
    for page in body.pages:
        name = page.place.sheet.name
        # The space is what the picture of the page is tied to for screen readers.
        sheets.append(f'<div class="sheet {name}">{marks}<p>&#160;</p></div>')
        marks = ""
    return f'<section class="bound">{"".join(sheets)}</section>'


def _targets(parts: Sequence[Part], made: Sequence[Body]) -> list[int | None]:
    """For every part the one it begins with: itself, or the first paper below a heading."""
    targets: list[int | None] = []
    for index, part in enumerate(parts):
        target = None
        for later in range(index, len(parts)):
            if later > index and parts[later].level <= part.level:
                break
            if made[later].html or made[later].pages:
                target = later
                break
        targets.append(target)
    return targets


def _mark(title: str, level: int, anchor: str = "") -> str:
    """Where a bookmark leads, and where the contents' link does."""
    named = f' id="{anchor}"' if anchor else ""
    depth = max(1, min(level, DEEPEST_BOOKMARK))
    return f'<div class="mark mark-{depth}"{named} data-title="{escape(title)}"></div>'


def _anchor(index: int) -> str:
    return f"part-{index + 1}"


def _numbers(pages: Any, parts: int) -> list[int]:
    """The first page of every part, as it was laid out."""
    first = {}
    for number, page in enumerate(pages.pages, 1):
        for name in page.anchors:
            first.setdefault(name, number)
    return [first.get(_anchor(index), 0) for index in range(parts)]


def _sheets(made: Sequence[Body], numbers: Sequence[int]) -> dict[int, tuple[int, ForeignPage]]:
    """Page (from 0) of the whole → which part it is of, and what lies on it."""
    return {
        number - 1 + offset: (index, page)
        for index, (body, number) in enumerate(zip(made, numbers, strict=True))
        for offset, page in enumerate(body.pages)
    }


def _written(
    pages: Any, source: str, parts: Sequence[Part], made: Sequence[Body], when: datetime
) -> bytes:
    rendering = renderer()
    attachments = [
        rendering.Attachment(
            file_obj=BytesIO(part.data),
            name=body.attachment,
            description=part.title,
            created=when,
            modified=when,
            relationship="Supplement",
        )
        for part, body in zip(parts, made, strict=True)
        if body.attachment
    ]
    # Of other people's files nobody can promise that they keep the rules of PDF/UA.
    is_own = not attachments and not any(body.pages for body in made)
    variant = rendering.ACCESSIBLE if is_own else rendering.TAGGED
    return rendering.written(pages, source, variant, attachments)
