"""On which agenda item a proposal stands, and which proposal stands on an item."""

from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.proposals.proposal import Proposal
from plone import api
from plone.dexterity.content import DexterityContent


#: An item's `origin` names the proposal on it.
ORIGIN = "proposal-"
BEFORE = (meeting_life.PLANNED, meeting_life.INVITED)


def origin_of(proposal: Proposal) -> str:
    return f"{ORIGIN}{api.content.get_uuid(proposal)}"


def item_of(proposal: Proposal) -> AgendaItem | None:
    """The item that it is, or was last, scheduled on."""
    return by_uid(proposal.item)


def has_begun(proposal: Proposal) -> bool:
    """Whether the meeting that it is scheduled on goes on, or is over."""
    item = item_of(proposal)
    meeting = meeting_of(item) if item is not None else None
    return meeting is not None and meeting_life.state(meeting) not in BEFORE


def is_of_proposal(item: AgendaItem) -> bool:
    """Whether it came, once, from a proposal; that may have left the agenda since."""
    return bool(named_by(item))


def proposal_of(item: AgendaItem) -> Proposal | None:
    """The proposal that an item deals with, whoever may see it."""
    found = by_uid(named_by(item))
    return found if found is not None and found.item == api.content.get_uuid(item) else None


def named_by(item: AgendaItem) -> str:
    """The UID of the proposal that an item was made for; empty for others."""
    origin = item.origin or ""
    return origin.removeprefix(ORIGIN) if origin.startswith(ORIGIN) else ""


def by_uid(uid: str | None) -> DexterityContent | None:
    if not uid:
        return None
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid)
    return found[0]._unrestrictedGetObject() if found else None
