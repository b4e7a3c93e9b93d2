"""What pages of meetings and agenda items show of proposals."""

from kim.portal.county.panels import Panel
from kim.portal.meetings import agenda
from kim.portal.proposals import gathering
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.views import OfProposals
from plone import api
from typing import Any


class ItemPanel(Panel):
    """On an agenda item's page."""

    order = 5
    view = "kim-item-proposal"


class ItemProposal(OfProposals):
    """The proposal that an item deals with, for who may see it."""

    def __call__(self) -> str:
        return self.index() if self.proposal is not None else ""

    @property
    def proposal(self) -> Proposal | None:
        found = scheduling.proposal_of(self.context)
        sees = found is not None and api.user.has_permission("View", obj=found)
        return found if sees else None


class MeetingPanel(Panel):
    """On a meeting's page, below its agenda."""

    order = 51
    view = "kim-meeting-proposals"


class MeetingProposals(OfProposals):
    """The proposals on a meeting's agenda that the reader may see, with their items' numbers."""

    def __call__(self) -> str:
        return self.index() if self.rows() else ""

    def rows(self) -> list[tuple[str, Any]]:
        return self.once("meeting proposals", self._rows)

    def _rows(self) -> list[tuple[str, Any]]:
        lines = [line for line in agenda.lines_for_reader(self.context) if line.item is not None]
        uids = {scheduling.named_by(line.item): line.number for line in lines}
        uids.pop("", None)
        found = [(uids[brain.UID], brain) for brain in gathering.brains(uids, "Proposal")]
        return sorted(found, key=lambda row: [int(part) for part in row[0].split(".")])
