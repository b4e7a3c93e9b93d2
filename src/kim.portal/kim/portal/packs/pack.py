"""The pack of a meeting: one PDF, made as its reader, kept for as long as nothing changes.

It is called by what it is made of (`mark`): the lines that the reader may see, and the serials of
all that stands behind them. Who sees the same gets the same, without its being bound again.
"""

from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from kim.portal.committees.seat import committee_of
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.meeting import Meeting
from kim.portal.packs import contents
from kim.portal.packs.pages import Pages
from kim.portal.packs.shelf import IShelf
from kim.portal.printing.binding import bind
from kim.portal.theme.etags import etag
from kim.portal.theme.marks import PENDING
from kim.portal.theme.marks import serial
from plone import api
from zope.component import getUtility
from zope.globalrequest import getRequest


#: Moves when packs are made in another way: raise it with what they look like.
EDITION = b"1"


def pdf(meeting: Meeting, confidential: bool = True) -> bytes:
    """The pack for the current user; without `confidential` for nobody's eyes alone.

    :raises Unprintable: where it is too large to be made, or the machine cannot.
    :raises Busy: where another one is being made for too long.
    """
    lines = contents.lines(meeting, confidential)
    return getUtility(IShelf).fetch(_mark(meeting, lines), lambda: _bound(meeting, lines))


def mark(meeting: Meeting, confidential: bool = True) -> str | None:
    """An ETag, another one for each change and set of items; None while a change is pending."""
    return _mark(meeting, contents.lines(meeting, confidential))


def filename(meeting: Meeting, confidential: bool = True) -> str:
    """``mappe-lenkungsgruppe-2026-11-30.pdf``, named as confidential if anything in it is."""
    found = contents.lines(meeting, confidential)
    end = "-vertraulich" if contents.confidential(found) else ""
    return f"mappe-{committee_of(meeting).getId()}-{meeting.getId()}{end}.pdf"


def _bound(meeting: Meeting, lines: list[Line]) -> bytes:
    language = contents.language()
    pages = Pages(meeting, getRequest(), lines)
    loader = contents.Loader(language)
    parts = [part for line in lines for part in _parts(pages, loader, line)]
    return bind(
        lambda numbers: pages.front(parts, numbers),
        parts,
        title=pages.title,
        running=pages.running,
        language=language,
        when=datetime.now(UTC),
    )


def _parts(pages: Pages, loader: contents.Loader, line: Line) -> list:
    first = pages.item(line)
    return [first] if line.item is None else [first, *loader.parts(line.item)]


def _mark(meeting: Meeting, lines: list[Line]) -> str | None:
    marks = list(_marks(meeting, lines))
    if PENDING in marks:
        return None
    agenda = [(ln.uid, ln.number, ln.begins, ln.confidential, ln.item is None) for ln in lines]
    facts = (api.content.get_uuid(meeting), contents.language(), agenda)
    return etag(EDITION, repr(facts).encode(), *marks)


def _marks(meeting: Meeting, lines: list[Line]) -> Iterator[bytes]:
    """Serials of all that can be read in the pack."""
    yield _serial(meeting, committee_of(meeting))
    for line in lines:
        if line.item is None:
            continue
        yield _serial(line.item)
        for paper in contents.papers(line.item):
            file = contents.file_of(paper)
            yield _serial(paper.content, *([] if file is None else [file]))
        yield from (source.mark() for source in contents.sources(line.item))


def _serial(*persistent) -> bytes:
    """As `marks.serial`; what was never committed has none yet."""
    if any(item._p_jar is None for item in persistent):
        return PENDING
    return serial(*persistent)
