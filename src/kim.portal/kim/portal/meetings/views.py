"""Pages of meetings: one of each, a committee's list, the topics that wait, an item."""

from AccessControl import getSecurityManager
from datetime import date
from kim.portal.committees.seat import today
from kim.portal.committees.views import OfCommittee
from kim.portal.committees.views import Person
from kim.portal.committees.views import person
from kim.portal.county.days import hours
from kim.portal.county.days import spoken
from kim.portal.county.panels import Panel
from kim.portal.county.panels import rendered
from kim.portal.directory.batch import Batch
from kim.portal.directory.batch import page_number
from kim.portal.directory.listing import Found
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import listing
from kim.portal.meetings import planning
from kim.portal.meetings import topics
from kim.portal.meetings.folders import meetings_folder
from kim.portal.meetings.folders import topics_folder
from kim.portal.meetings.item import KINDS
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.meeting import Meeting
from plone import api
from plone.dexterity.content import DexterityContent
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: Panels of a meeting's page stand above its agenda, or below it.
ABOVE, BELOW = range(50), range(50, 1_000)


class Fragment:
    """Mixed into a part of a page: the page says itself how long it is kept."""

    def __call__(self) -> str:
        return self.index()


class OfMeetings(OfCommittee):
    """Base of pages about meetings: how a meeting and an agenda are shown."""

    meeting_parts = ViewPageTemplateFile("parts.pt")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "no-store")
        return self.index()

    @property
    def meeting_macros(self) -> Any:
        return self.meeting_parts.macros

    def may(self, permission: str) -> bool:
        return bool(getSecurityManager().checkPermission(permission, self.context))

    @property
    def leads_meetings(self) -> bool:
        """The office: in a state in which there is something to lead."""
        return self.may(life.MANAGE)

    def spoken(self, day: date | None) -> str:
        """“in 3 days, Wed 25 November”"""
        return spoken(day, today(), api.portal.get_current_language()) if day else ""

    def clock(self, times: str) -> str:
        """“14:00–16:00 Uhr”"""
        return hours(times, api.portal.get_current_language())

    def state_of(self, content: DexterityContent) -> str:
        """The state in words."""
        return self.state_title(life.state(content), content.portal_type)

    def state_title(self, state: str, portal_type: str = "Meeting") -> str:
        tool = api.portal.get_tool("portal_workflow")
        title = tool.getTitleForStateOnType(state, portal_type)
        return api.portal.translate(title, domain="plone", lang=api.portal.get_current_language())

    def kind_of(self, item: DexterityContent) -> str:
        return self.say(dict(KINDS)[item.kind])

    def papers_of(self, item: DexterityContent) -> list[agenda.Paper]:
        return agenda.papers(item)


class MeetingView(OfMeetings):
    """One meeting: when and where, its agenda, and what other rooms say of it."""

    @property
    def page_title(self) -> str:
        return self.context.title

    def lines(self) -> list[agenda.Line]:
        return agenda.lines_for_reader(self.context)

    def above(self) -> list[str]:
        return rendered(self, ABOVE)

    def below(self) -> list[str]:
        return rendered(self, BELOW)

    @property
    def minute_taker(self) -> Person | None:
        taker = self.context.minute_taker
        return person(taker) if taker else None

    @property
    def shapes_agenda(self) -> bool:
        """The office, until the meeting is held."""
        return self.leads_meetings and life.state(self.context) in life.AHEAD

    @property
    def edits(self) -> bool:
        return self.may("Modify portal content")


class MeetingsPanel(Panel):
    """On a committee's page, for its members: meetings."""

    order = 20
    view = "kim-meetings"


class CommitteeMeetings(OfMeetings):
    """The next meetings of a committee and its last ones; nothing for who may not see them."""

    most = 5

    def __call__(self) -> str:
        # Nothing is asked for those who may not see it; a site to be upgraded has no meetings.
        return self.index() if self.is_open else ""

    @property
    def is_open(self) -> bool:
        folder = self.context.get("sitzungen")
        return folder is not None and bool(getSecurityManager().checkPermission("View", folder))

    @property
    def url(self) -> str:
        return meetings_folder(self.context).absolute_url()

    def ahead(self) -> list[Any]:
        return self.once("meetings ahead", lambda: listing.ahead(self.context))

    def behind(self) -> list[Any]:
        return listing.behind(self.context, self.most).brains

    def due(self) -> dict[str, Any] | None:
        """When the next one is due, where nothing is planned."""
        day = None if self.ahead() else planning.due(self.context)
        return None if day is None else {"day": self.spoken(day), "over": day < today()}

    def topic_count(self) -> int:
        return len(topics.waiting(self.context))

    @property
    def topics_url(self) -> str:
        return topics_folder(self.context).absolute_url()


class MeetingsView(OfMeetings):
    """``sitzungen``: all meetings of a committee."""

    @property
    def page(self) -> int:
        return page_number(self.request.form.get("page"))

    def ahead(self) -> list[Any]:
        return listing.ahead(self.committee) if self.page == 1 else []

    def behind(self) -> Found:
        start = (self.page - 1) * listing.PAGE
        return listing.behind(self.committee, listing.PAGE, start)

    def batch(self, total: int) -> Batch:
        return Batch(self.page, listing.PAGE, total, self.context.absolute_url(), {})


class ItemView(OfMeetings):
    """One item of an agenda, or one topic."""

    @property
    def meeting(self) -> Meeting | None:
        return meeting_of(self.context)

    @property
    def number(self) -> str:
        found = agenda.lines(self.meeting) if self.meeting is not None else []
        uid = api.content.get_uuid(self.context)
        return next((line.number for line in found if line.uid == uid), "")

    @property
    def confidential(self) -> bool:
        return life.is_confidential(self.context)

    def papers(self) -> list[agenda.Paper]:
        return agenda.papers(self.context)

    def panels(self) -> list[str]:
        return rendered(self)

    @property
    def edits(self) -> bool:
        return self.may("Modify portal content")

    @property
    def adds_papers(self) -> bool:
        return self.may("plone.app.contenttypes: Add File")
