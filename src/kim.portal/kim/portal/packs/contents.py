"""What a pack is made of for its reader: the lines of the agenda, and the papers of each.

A pack is a set of items, those that its reader may see, whatever was asked for. Of every other one
there is its number and "confidential".
"""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from kim.portal import _
from kim.portal.meetings import agenda
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.agenda import Paper
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.meeting import Meeting
from kim.portal.packs.places import IPackSource
from kim.portal.printing.binding import Part
from kim.portal.printing.parts import LARGEST_FILE
from kim.portal.printing.parts import LARGEST_FILES
from kim.portal.printing.parts import notice
from plone import api
from zope.component import getAdapters


ITEM, PAPER = 1, 2
TOO_LARGE = _("unbindable_large", default="The file is too large.")
FULL = _("unbindable_full", default="With this file the whole would be too large.")


def lines(meeting: Meeting, confidential: bool = True) -> list[Line]:
    """The agenda as the current user may see it, on request without confidential items."""
    found = agenda.lines_for_reader(meeting)
    return found if confidential else [agenda.hidden(ln) if ln.confidential else ln for ln in found]


def papers(item: AgendaItem) -> list[Paper]:
    """The item's own papers that the current user may see."""
    check = getSecurityManager().checkPermission
    return [paper for paper in agenda.papers(item) if check("View", paper.content)]


def sources(item: AgendaItem) -> list[IPackSource]:
    """What other rooms offer for an item."""
    found = sorted(getAdapters((item,), IPackSource), key=lambda one: (one[1].order, one[0]))
    return [source for _name, source in found]


def file_of(paper: Paper):
    """A paper's file or image; None where it has none."""
    content = paper.content
    return getattr(content, "image" if content.portal_type == "Image" else "file", None)


@dataclass
class Loader:
    """Reads files into parts, no more at a time than can be bound."""

    language: str
    left: int = LARGEST_FILES

    def parts(self, item: AgendaItem) -> list[Part]:
        """All papers of an item, behind its own page."""
        own = [self._paper(paper) for paper in papers(item)]
        other = [part for source in sources(item) for part in source.parts()]
        return [*own, *(_below(part) for part in other)]

    def _paper(self, paper: Paper) -> Part:
        file = file_of(paper)
        if file is None:
            return Part(paper.title, PAPER)
        size, name = file.getSize(), file.filename or paper.content.getId()
        if size > LARGEST_FILE or size > self.left:
            part = Part(paper.title, PAPER, name=name)
            reason = TOO_LARGE if size > LARGEST_FILE else FULL
            html = notice(part, reason, self.language).html
            return Part(paper.title, PAPER, html=html)
        self.left -= size
        return Part(
            paper.title, PAPER, data=file.data, content_type=file.contentType or "", name=name
        )


def _below(part: Part) -> Part:
    return Part(part.title, PAPER, part.html, part.data, part.content_type, part.name)


def count(found: list[Line]) -> int:
    """How many papers the pack of these lines has, without reading any."""
    return sum(len(papers(line.item)) for line in found if line.item is not None)


def confidential(found: list[Line]) -> bool:
    """Whether these lines show anything confidential."""
    return any(line.confidential and line.item is not None for line in found)


def language() -> str:
    return api.portal.get_current_language()
