"""The pages of a pack that are our own: the overview, the contents, one for each item."""

from collections.abc import Sequence
from datetime import datetime
from kim.portal import _
from kim.portal.county.days import clock
from kim.portal.county.days import dated
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.views import OfMeetings
from kim.portal.packs import contents
from kim.portal.printing import binding
from kim.portal.printing.binding import Part
from kim.portal.theme.marks import local_zone
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from textwrap import shorten
from typing import Any
from ZPublisher.HTTPRequest import HTTPRequest


#: Lines of the overview's table on its one page, what is between two rows, and how many characters
#: of a proposed decision stand on a line. The item's own page has every word.
LINES, BETWEEN, ON_A_LINE = 46, 0.9, 38
LONGEST = 600

TITLE = _("pack_title", default="Pack of papers: ${committee}, ${meeting}")
ITEM = _("pack_item", default="Item ${number}: ${title}")
SECRET_ITEM = _("pack_item_confidential", default="Item ${number}: ${title} (confidential)")
HIDDEN = _("pack_hidden", default="Item ${number} confidential")


class Pages(OfMeetings):
    """Renders them for the lines that the reader may see; what people wrote is escaped."""

    overview_page = ViewPageTemplateFile("overview.pt")
    item_page = ViewPageTemplateFile("item.pt")

    def __init__(self, context: Meeting, request: HTTPRequest, lines: Sequence[Line]) -> None:
        super().__init__(context, request)
        self.lines = lines
        self.confidential = contents.confidential(lines)

    @property
    def title(self) -> str:
        return self.said(TITLE, committee=self.committee.title, meeting=self.context.title)

    @property
    def running(self) -> str:
        """The line on every page."""
        words = [self.committee.title, self.context.title]
        if self.confidential:
            words.append(self.said(_("confidential_mark", default="Confidential")))
        return " · ".join(words)

    def front(self, parts: Sequence[Part], numbers: Sequence[int]) -> str:
        """Overview and contents, for the pages that the parts begin on."""
        starts = [page for part, page in zip(parts, numbers, strict=True) if part.level == 1]
        self.pages = dict(zip([line.uid for line in self.lines], starts, strict=True))
        self.contents = binding.contents(parts, numbers) if parts else ""
        return self.overview_page()

    def item(self, line: Line) -> Part:
        """An item's page; of a hidden one the line in the contents alone."""
        if line.item is None:
            return Part(self.said(HIDDEN, number=line.number), contents.ITEM)
        self.line = line
        message = SECRET_ITEM if line.confidential else ITEM
        title = self.said(message, number=line.number, title=line.item.title)
        return Part(title, contents.ITEM, html=self.item_page())

    def decisions(self) -> list[dict[str, Any]]:
        """What is to be decided, for the overview."""
        found = [line for line in self.lines if line.item is not None and _decides(line)]
        room = room_for(len(found))
        return [
            {
                "line": line,
                "motion": shorten(line.item.motion or "", room, placeholder=" …"),
                "page": self.pages[line.uid],
            }
            for line in found
        ]

    def hidden(self) -> list[str]:
        """The numbers of what is left out."""
        return [line.number for line in self.lines if line.item is None]

    def day(self, day: Any) -> str:
        """A day in full: a print has no today."""
        return dated(day, day.min, contents.language())

    def made(self) -> str:
        return clock(datetime.now(local_zone(api.portal.get())), contents.language())

    def said(self, message: str, **values: str) -> str:
        return self.say(_(message, default=message.default, mapping=values))


def room_for(decisions: int) -> int:
    """How many characters of each proposed decision let so many of them stand on one page."""
    lines = max(1, int(LINES / max(1, decisions) - BETWEEN))
    return min(LONGEST, lines * ON_A_LINE)


def _decides(line: Line) -> bool:
    return line.item.kind == DECISION or bool(line.item.motion)
