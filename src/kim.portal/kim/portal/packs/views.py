"""``@@pack`` on a meeting, and what leads there."""

from kim.portal import _
from kim.portal.county.panels import Panel
from kim.portal.meetings.agenda import Line
from kim.portal.meetings.views import OfMeetings
from kim.portal.packs import contents
from kim.portal.packs import pack
from kim.portal.packs.shelf import Busy
from kim.portal.packs.shelf import PATIENCE
from kim.portal.printing.unprintable import Unprintable
from kim.portal.theme.etags import is_known
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.HTTPResponse import HTTPResponse


UNAVAILABLE, UNPROCESSABLE = 503, 422
BUSY = _(
    "pack_busy",
    default="Another pack is being made just now. Please try again in a minute.",
)


def wants_confidential(request: HTTPRequest) -> bool:
    """``?confidential=0`` is the pack without them; whoever may not see them never gets them."""
    return request.form.get("confidential") != "0"


def send_headers(response: HTTPResponse, name: str) -> None:
    response.setHeader("Content-Type", "application/pdf")
    response.setHeader("Content-Disposition", f'inline; filename="{name}"')


class PackView(OfMeetings):
    """The PDF; where there is none, a page that says why and lists the files one by one."""

    page_title = _("pack", default="Pack of papers")
    reason = ""

    def __call__(self) -> str | bytes:
        wanted, response = wants_confidential(self.request), self.request.response
        mark = pack.mark(self.context, wanted)
        # Kept by the reader's own browser, which asks each time whether it still holds.
        response.setHeader("Cache-Control", "private, no-cache")
        if mark is not None and is_known(self.request, mark):
            return b""
        try:
            found = pack.pdf(self.context, wanted)
        except Unprintable as error:
            return self._none(error.message, UNPROCESSABLE)
        except Busy:
            response.setHeader("Retry-After", str(PATIENCE))
            return self._none(BUSY, UNAVAILABLE)
        send_headers(response, pack.filename(self.context, wanted))
        return found

    def _none(self, reason: str, status: int) -> str:
        self.reason = self.say(reason)
        self.request.response.setStatus(status)
        return self.index()

    def lines(self) -> list[Line]:
        return contents.lines(self.context, wants_confidential(self.request))


class PackPanel(Panel):
    """On a meeting's page, right above the agenda."""

    order = 40
    view = "kim-pack"


class PackLinks(OfMeetings):
    """The way to the pack, with both variants for those who have a choice."""

    def __call__(self) -> str:
        return self.index()

    def lines(self) -> list[Line]:
        return self.once(f"pack {self.context.getId()}", lambda: contents.lines(self.context))

    def papers(self) -> int:
        return contents.count(self.lines())

    def has_choice(self) -> bool:
        return contents.confidential(self.lines())

    def lacks(self) -> bool:
        """Whether the reader's pack leaves something out."""
        return any(line.item is None for line in self.lines())
