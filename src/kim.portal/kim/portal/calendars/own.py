"""What somebody can subscribe to, and what they do about it: pages and programs ask the same."""

from dataclasses import dataclass
from kim.portal.calendars import addresses
from kim.portal.calendars.addresses import ALL
from kim.portal.calendars.addresses import Subscription
from kim.portal.committees.committee import ICommittee
from kim.portal.committees.groups import memberships
from kim.portal.meetings.folders import MEETINGS
from plone import api
from typing import Any
from urllib.parse import urlsplit


class NotYours(ValueError):
    """No committee whose meetings the user may see."""


@dataclass(frozen=True)
class Feed:
    """A feed that the user has, or can have: `committee` is a brain, None for all of them."""

    uid: str
    committee: Any | None
    address: str | None

    @property
    def subscription(self) -> str:
        """The same address, in the way that opens calendar programs."""
        if not self.address:
            return ""
        return f"webcal:{self.address.removeprefix(urlsplit(self.address).scheme + ':')}"


def feeds() -> list[Feed]:
    """The feed of all own meetings, then one for each committee: those the current user sits in.

    The office, which sits in none, finds those here that it has subscribed to.
    """
    user = api.user.get_current()
    known, own = addresses.addresses(user.getId()), memberships(user.getGroups())
    uids = dict.fromkeys([*own, *(uid for uid in known if uid != ALL)])
    found = [Feed(brain.UID, brain, known.get(brain.UID)) for brain in committees(list(uids))]
    if own or ALL in known:
        found.insert(0, Feed(ALL, None, known.get(ALL)))
    return found


def subscribe(committee: str = ALL) -> str:
    """The current user's new address; the old one opens nothing any more.

    :raises NotYours: for a committee whose meetings they may not see, and one that is none.
    """
    if committee != ALL and not may(committee):
        raise NotYours(committee)
    return addresses.subscribe(Subscription(api.user.get_current().getId(), committee))


def unsubscribe(committee: str = ALL) -> None:
    """The current user's address opens nothing any more; one that is not there is no mistake."""
    addresses.unsubscribe(Subscription(api.user.get_current().getId(), committee))


def may(uid: str) -> bool:
    """Whether the current user may see the meetings of a committee: its members and the office."""
    return any(may_see(brain.getObject()) for brain in committees([uid]))


def may_see(committee: Any) -> bool:
    folder = committee.get(MEETINGS) if ICommittee.providedBy(committee) else None
    return folder is not None and bool(api.user.has_permission("View", obj=folder))


def sits() -> bool:
    """Whether the current user is a member of any committee today."""
    return bool(memberships(api.user.get_current().getGroups()))


def committees(uids: list[str]) -> list[Any]:
    """Brains of those that the current user may see."""
    if not uids:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    query = {"portal_type": "Committee", "is_working_copy": False, "UID": uids}
    return list(catalog(sort_on="sortable_title", **query))
