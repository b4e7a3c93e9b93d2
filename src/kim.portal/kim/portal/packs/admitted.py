"""The pack for those who were let in by a one-time link: made as the account that got the link."""

from kim.portal import _
from kim.portal.admission.passes import Pass
from kim.portal.admission.places import IPass
from kim.portal.admission.places import IPassPage
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.views import OfMeetings
from kim.portal.packs import contents
from kim.portal.packs import pack
from kim.portal.packs.shelf import Busy
from kim.portal.packs.views import BUSY
from kim.portal.packs.views import send_headers
from kim.portal.packs.views import wants_confidential
from kim.portal.printing.unprintable import Unprintable
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from urllib.parse import quote
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


@implementer(IPassPage)
@adapter(IPass, IKimLayer)
class PackPage(OfMeetings):
    """``mappe``; ``?paper=<UID>`` is one file, for whoever finds no PDF here."""

    title = _("pack_pdf", default="Pack of papers (PDF)")
    order = 10
    one_by_one = ViewPageTemplateFile("one_by_one.pt")
    reason = ""

    def __init__(self, given: Pass, request: IKimLayer) -> None:
        super().__init__(given.meeting, request)

    def render(self) -> str | bytes:
        if "paper" in self.request.form:
            return self._file(self.request.form["paper"])
        wanted = wants_confidential(self.request)
        try:
            found = pack.pdf(self.context, wanted)
        except (Unprintable, Busy) as error:
            message = error.message if isinstance(error, Unprintable) else BUSY
            self.reason = self.say(message)
            return self.one_by_one()
        send_headers(self.request.response, pack.filename(self.context, wanted))
        return found

    def lines(self) -> list[Line]:
        return [line for line in contents.lines(self.context) if line.item is not None]

    def papers(self, line: Line) -> list[dict[str, str]]:
        return [
            {"title": paper.title, "url": f"?paper={api.content.get_uuid(paper.content)}"}
            for paper in contents.papers(line.item)
        ]

    def _file(self, uid: str) -> bytes:
        """A paper of an item that the pass' holder may see."""
        every = (paper for line in self.lines() for paper in contents.papers(line.item))
        paper = next((p for p in every if api.content.get_uuid(p.content) == uid), None)
        file = contents.file_of(paper) if paper is not None else None
        if file is None:
            raise NotFound("paper")
        response = self.request.response
        response.setHeader("Content-Type", file.contentType or "application/octet-stream")
        name = quote(file.filename or paper.content.getId())
        response.setHeader("Content-Disposition", f"attachment; filename*=UTF-8''{name}")
        return file.data
