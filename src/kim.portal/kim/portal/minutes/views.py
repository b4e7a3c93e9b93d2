"""Pages of minutes: the document, its sections to write in, its PDFs, where others show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from difflib import ndiff
from kim.portal.county.panels import Panel
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.folders import MEETINGS
from kim.portal.meetings.item import CASE
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.views import OfMeetings
from kim.portal.minutes import circulations
from kim.portal.minutes import keeping
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import objections
from kim.portal.minutes import reading
from kim.portal.minutes import steps
from kim.portal.minutes.circulations import Circulation
from kim.portal.minutes.keeping import Approval
from kim.portal.minutes.minutes import IMinutes
from kim.portal.minutes.minutes import meeting_of
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.minutes import uid_of
from kim.portal.minutes.minutes import versions
from kim.portal.minutes.objections import Objection
from kim.portal.minutes.sections import CLOSING
from kim.portal.minutes.sections import Section
from kim.portal.theme.marks import local_zone
from plone import api
from plone.namedfile.utils import stream_data
from Products.Five import BrowserView
from typing import Any
from zExceptions import NotFound


@dataclass(frozen=True)
class Part:
    """A section as the page shows it; `anchor` is its place on the page."""

    anchor: str
    heading: str
    blocks: list[list[str]]
    confidential: bool
    section: Section | None
    objections: list[Objection] = field(default_factory=list)


class OfMinutes(OfMeetings):
    """Base of pages of minutes."""

    error = ""
    field = ""
    #: The section or objection that an error is about.
    place = ""

    def __call__(self) -> str:
        if not api.user.is_anonymous():
            self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    @property
    def page_title(self) -> str:
        return self.context.title

    @property
    def meeting(self) -> Meeting:
        return meeting_of(self.context)

    @property
    def review(self) -> str:
        return life.state(self.context)

    @property
    def inside(self) -> bool:
        """Members and the office; everyone else reads the version for the public."""
        return reading.is_inside(self.context)

    @property
    def writes(self) -> bool:
        """The office and whoever takes the minutes, while they are a draft."""
        return self.may(meeting_life.RECORD)

    def parts(self) -> list[Part]:
        said = objections.objections(self.context) if self.inside else []
        return [
            Part(
                anchor=f"s-{number}",
                heading=keeping.heading(one),
                blocks=keeping.blocks(one.text),
                confidential=one.confidential,
                section=one.section,
                objections=[o for o in said if one.section and o.key == one.section.key],
            )
            for number, one in enumerate(reading.for_reader(self.context), 1)
        ]

    def moment(self, when: Any) -> str:
        """“25.11.2026”, in local time."""
        return self.date(when.astimezone(local_zone(api.portal.get())).date())


class MinutesView(OfMinutes):
    """Minutes as a document, with what their reader may do."""

    def shown_parts(self) -> list[Part]:
        """Without a last section in which nothing stands and nothing is to be done."""
        return [part for part in self.parts() if not self._is_idle(part)]

    def _is_idle(self, part: Part) -> bool:
        if part.section is None or part.section.key != CLOSING:
            return False
        asks = part.objections or self.writes or self.may_object_to(part)
        return not part.blocks and not asks

    @property
    def newer(self) -> Minutes | None:
        """The minutes that supersede these ones, for who may see them."""
        found = making.superseded_by(self.context)
        return found if found is not None and _viewable(found) else None

    @property
    def older(self) -> Minutes | None:
        """The minutes that these ones correct."""
        uid = self.context.supersedes
        found = next((m for m in versions(self.meeting) if uid_of(m) == uid), None)
        return found if found is not None and _viewable(found) else None

    @property
    def correction_reason(self) -> str:
        return self.context.reason if self.inside else ""

    # Circulation

    def circulation(self) -> Circulation | None:
        """While they circulate, for members."""
        if self.review != life.CIRCULATED or not self.inside:
            return None
        return circulations.circulation(self.context)

    @property
    def may_object(self) -> bool:
        user = api.user.get_current().getId()
        return circulations.is_open(self.context) and self._attended(user)

    @property
    def may_agree(self) -> bool:
        """Whoever attended and has neither said so already nor objected."""
        user = api.user.get_current().getId()
        own = [one for one in objections.still_open(self.context) if one.person == user]
        return self.may_object and not own and user not in circulations.agreed(self.context)

    @property
    def has_agreed(self) -> bool:
        user = api.user.get_current().getId()
        return self.may_object and user in circulations.agreed(self.context)

    def may_object_to(self, part: Part) -> bool:
        """Once, until the office has answered."""
        if not self.may_object or part.section is None or part.section.kind == CASE:
            return False
        user = api.user.get_current().getId()
        return not any(one.is_open and one.person == user for one in part.objections)

    def waits_for(self) -> str:
        return ", ".join(f"{one.name} ({one.function})" for one in self._waiting())

    def _waiting(self) -> list[circulations.Attender]:
        return circulations.waits_for(self.context)

    def _attended(self, user: str | None) -> bool:
        return bool(user) and circulations.attender(self.context, user) is not None

    def changes(self, one: Objection) -> Iterator[tuple[str, str]]:
        """What an upheld objection changed: lines, each with its mark."""
        for line in ndiff(one.before.split("\n"), one.after.split("\n")):
            if line[:1] in "+-":
                yield line[:1], line[2:]

    # Steps

    @property
    def makes_again(self) -> bool:
        return self.writes and self.review == life.DRAFT and not self.context.supersedes

    @property
    def corrects(self) -> bool:
        newest = versions(self.meeting)[-1]
        return self.leads_meetings and life.is_fixed(self.context) and newest == self.context

    def hindrance(self) -> str | None:
        return steps.hindrance(self.context)

    # What is kept

    def approval(self) -> Approval | None:
        return keeping.approval(self.context)

    def verified(self) -> bool:
        return keeping.verify(self.context)

    @property
    def reads_all(self) -> bool:
        return reading.reads_all(self.context)


class PDF(BrowserView):
    """``@@pdf``: approved minutes for everyone who sees them; ``?full=1`` for the entitled."""

    def __call__(self) -> Any:
        full = self.request.form.get("full") == "1"
        if full and not reading.reads_all(self.context):
            raise NotFound(self.request.getURL())
        found = keeping.approval(self.context)
        if found is None:
            raise NotFound(self.request.getURL())
        response = self.request.response
        tag = f'"{found.full if full else found.public}"'
        response.setHeader("ETag", tag)
        response.setHeader("Cache-Control", "private, no-cache")
        if self.request.getHeader("If-None-Match") == tag:
            response.setStatus(304)
            return ""
        file = keeping.file(self.context, full)
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader("Content-Length", str(file.getSize()))
        response.setHeader("Content-Disposition", f'inline; filename="{file.filename}"')
        return stream_data(file)


class MinutesPanel(Panel):
    """On a meeting's page, above its agenda: they are what remains of it."""

    order = 15
    view = "kim-minutes"


class MeetingMinutes(OfMeetings):
    """The minutes of a meeting that the reader may see, or the way to make them."""

    def __call__(self) -> str:
        return self.index()

    def minutes(self) -> list[Minutes]:
        return [minutes for minutes in versions(self.context) if _viewable(minutes)][::-1]

    @property
    def makes(self) -> bool:
        held = meeting_life.state(self.context) == meeting_life.HELD
        return held and self.may(meeting_life.RECORD) and not versions(self.context)


class PublishedPanel(Panel):
    """On a committee's page, for everyone."""

    order = 70
    view = "kim-published-minutes"


class PublishedMinutes(OfMeetings):
    """A committee's published minutes, the last ones first; of each meeting what counts now."""

    def __call__(self) -> str:
        return self.index()

    def minutes(self) -> list[Any]:
        path = "/".join((*self.context.getPhysicalPath(), MEETINGS))
        brains = self.catalog(
            portal_type="Minutes",
            path=path,
            review_state=life.PUBLISHED,
            sort_on="meets_on",
            sort_order="reverse",
        )
        last: dict[str, Any] = {}
        for brain in brains:
            meeting = brain.getPath().rpartition("/")[0]
            last[meeting] = max(last.get(meeting, brain), brain, key=_version)
        return list(last.values())


def _version(brain: Any) -> int:
    """``niederschrift-2`` → 2"""
    number = brain.getId.rpartition("-")[2]
    return int(number) if number.isdecimal() else 1


def _viewable(minutes: IMinutes) -> bool:
    return bool(api.user.has_permission("View", obj=minutes))
