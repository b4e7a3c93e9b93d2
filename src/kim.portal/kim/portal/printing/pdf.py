"""An accessible PDF out of HTML: tagged, with bookmarks, in our typeface, page numbers at the foot.

The HTML is a template's, with all values escaped; the style sheet is `print.css`, at whose head the
classes stand. What people wrote goes through `cleaning.clean` before it is put in.
"""

from __future__ import annotations

from datetime import datetime
from datetime import UTC
from html import escape
from kim.portal import _
from kim.portal.printing.unprintable import Unprintable
from types import ModuleType
from zope.i18n import translate

import re


# Characters of the HTML without and with the images in it, and its tags: the most costs half a
# minute.
LONGEST_TEXT = 1_000_000
LONGEST_HTML = 40_000_000
MOST_TAGS = 30_000
MOST_PAGES = 1_500
IMAGE = re.compile(r'"data:[^"]*"')


def pdf(
    html: str,
    *,
    title: str,
    language: str = "de",
    running: str = "",
    when: datetime | None = None,
) -> bytes:
    """The HTML (of a body) as PDF/UA; `running` stands on top of every page.

    The same arguments give the same bytes on a machine, so a checksum can be kept; nothing is taken
    from the clock, `when` is what the file says about its creation. Raises `Unprintable`.
    """
    rendering = renderer()
    check_length(html)
    source = document(html, title=title, language=language, running=running, when=when)
    pages = rendering.laid_out(source)
    check_pages(len(pages.pages))
    return rendering.written(pages, source)


def document(html: str, *, title: str, language: str, running: str, when: datetime | None) -> str:
    """A whole HTML document around a body."""
    before, between, after = _numbering(language)
    created = (
        f'<meta name="dcterms.created" content="{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}">'
        if when
        else ""
    )
    return (
        f'<!doctype html><html lang="{escape(language)}" data-running="{escape(running)}"'
        f' data-before="{before}" data-between="{between}" data-after="{after}">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>{created}</head>'
        f"<body>{html}</body></html>"
    )


def _numbering(language: str) -> list[str]:
    """What stands before, between and after the numbers of ``Seite 3 von 12``."""
    message = _(
        "print_page_of", default="Page ${page} of ${pages}", mapping={"page": "\0", "pages": "\0"}
    )
    return [escape(text) for text in translate(message, target_language=language).split("\0")]


def renderer() -> ModuleType:
    """The module that knows WeasyPrint; `Unprintable` where the machine lacks what that needs."""
    try:
        # Not at the head of the module: see there.
        from kim.portal.printing import rendering
    except OSError as error:
        message = _(
            "unprintable_no_pango",
            default="No PDFs can be made here: a system library (Pango) is missing."
            " Please tell whoever runs the portal.",
        )
        raise Unprintable(message) from error
    return rendering


def check_length(html: str) -> None:
    """Raise `Unprintable` for HTML that would take too long."""
    if is_too_long(html):
        raise Unprintable(_("unprintable_too_long", default="The text is too long to be printed."))


def is_too_long(html: str) -> bool:
    """Whether HTML would take too long."""
    if len(html) > LONGEST_HTML:
        return True
    text = IMAGE.sub("", html)
    return len(text) > LONGEST_TEXT or text.count("<") > 2 * MOST_TAGS


def check_pages(number: int) -> None:
    """Raise `Unprintable` for more pages than anybody reads."""
    if number > MOST_PAGES:
        message = _(
            "unprintable_too_many_pages",
            default="${pages} pages are too many for one PDF; ${limit} are the most.",
            mapping={"pages": number, "limit": MOST_PAGES},
        )
        raise Unprintable(message)
