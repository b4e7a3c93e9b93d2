"""What pages of committees, agenda items and proposals show of decisions."""

from kim.portal.county.panels import Panel
from kim.portal.decisions import confirming
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions import words
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.recording import Recorded
from kim.portal.decisions.views import Entry
from kim.portal.decisions.views import OfDecisions
from kim.portal.decisions.views import visible
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.life import MANAGE
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.views import Fragment
from kim.portal.proposals import scheduling
from kim.portal.tracking.life import NotPossible
from plone import api
from typing import Any


class ListPanel(Panel):
    """On the committee's page, for everyone."""

    order = 65
    view = "kim-decisions"


class CommitteeDecisions(Fragment, OfDecisions):
    """The last decisions that the reader may see, and the way to all of them."""

    most = 5

    @property
    def folder(self) -> Any | None:
        return self.context.get(register.DECISIONS)

    def entries(self) -> list[Entry]:
        if self.folder is None:
            return []
        path = "/".join(self.folder.getPhysicalPath())
        query = {"portal_type": "Decision", "path": path, "sort_limit": self.most}
        found = self.catalog(sort_on="created", sort_order="reverse", **query)
        return [self.entry(brain) for brain in found[: self.most]]


class ItemPanel(Panel):
    """On an item's page: what is decided, or what is to be done."""

    order = 15
    view = "kim-item-decision"


class ItemDecision(Fragment, OfDecisions):
    """The decision on an item, what waits for the chair, the way to record it."""

    @property
    def item(self) -> AgendaItem | None:
        return self.context

    @property
    def meeting(self) -> Meeting | None:
        return meeting_of(self.item)

    @property
    def recorded(self) -> Recorded | None:
        return recording.recorded(self.item) if self.meeting is not None else None

    @property
    def sees_recorded(self) -> bool:
        """Before it is confirmed: the office and the chair."""
        return self.leads_meetings or (
            self.recorded is not None and confirming.may_confirm(self.item)
        )

    def decision(self) -> Decision | None:
        found = self.recorded
        if found is None or not found.decision:
            return None
        return visible(recording.decision_by_uid(self.item, found.decision))

    @property
    def records(self) -> bool:
        """The office, while it can be recorded."""
        if self.meeting is None or not self.leads_meetings:
            return False
        if self.recorded is not None and self.recorded.decision:
            return False
        try:
            recording.check_time(self.meeting)
        except NotPossible:
            return False
        return True

    @property
    def confirms(self) -> bool:
        return recording.waits(self.item) and confirming.may_confirm(self.item)

    @property
    def waits(self) -> bool:
        return recording.waits(self.item) and self.sees_recorded

    def outcome(self) -> str:
        return words.outcome(self.recorded.outcome, self.say)


class ProposalPanel(Panel):
    """On the page of a proposal, where the chair and the office come from what waits for them."""

    order = 5
    view = "kim-proposal-decision"


class ProposalDecision(ItemDecision):
    """The same of the item that a proposal stands on; the decision alone for who sees no item."""

    def __call__(self) -> str:
        return self.index() if self.item is not None else ""

    @property
    def item(self) -> AgendaItem | None:
        return scheduling.item_of(self.context)

    @property
    def leads_meetings(self) -> bool:
        may = api.user.has_permission
        return bool(may(MANAGE, obj=self.item) and may("View", obj=self.item))
