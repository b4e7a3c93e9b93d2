"""Which gap reports a proposal can answer, and what a proposal begins with from them.

All as the current user: a report that they may not see, or not work on, does not exist here.
"""

from collections.abc import Collection
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import committee_of
from kim.portal.gaps import life as gap_life
from kim.portal.gaps.gap import GapReport
from kim.portal.proposals import folders
from kim.portal.proposals import life
from kim.portal.proposals import scheduling
from kim.portal.tracking.life import NOT_FROM_HERE
from kim.portal.tracking.life import NotPossible
from plone import api
from typing import Any


MOST = 200
#: As the catalog asks for the reports that a working group deals with.
WITH_GROUP = (gap_life.ASSIGNED, gap_life.IN_PROPOSAL)


def candidates(context: Any) -> list[Any]:
    """Brains of reports that the working group of the context, or the office, can answer."""
    committee = committee_of(context)
    if committee is None:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    own = api.content.get_uuid(committee)
    query: dict[str, Any] = {"portal_type": "GapReport", "sort_on": "created"}
    if is_office():
        found = catalog(review_state=gap_life.OPEN, **query)
    else:
        found = catalog(review_state=WITH_GROUP, committee_uid=own, **query)
    answered = set(getattr(context, "gaps", None) or ())
    return [brain for brain in found if brain.UID not in answered][-MOST:]


def is_office() -> bool:
    return bool(api.user.has_permission(gap_life.TRIAGE, obj=api.portal.get()))


def gaps(uids: Collection[str]) -> list[GapReport]:
    """The reports, in the order asked for.

    :raises NotPossible: for one that the current user may not see or not work on.
    """
    wanted = list(dict.fromkeys(uids))
    found = {brain.UID: brain.getObject() for brain in brains(wanted, "GapReport")}
    if any(uid not in found or not may_propose(found[uid]) for uid in wanted):
        raise NotPossible(NOT_FROM_HERE, "gaps")
    return [found[uid] for uid in wanted]


def may_propose(gap: GapReport) -> bool:
    """Open, and the current user may work on it."""
    works = api.user.has_permission(gap_life.WORK, obj=gap)
    return bool(works) and api.content.get_state(gap) in gap_life.OPEN


def beginning(found: list[GapReport]) -> dict[str, Any]:
    """What a proposal begins with: the reports' texts, places and topics."""
    return {
        "title": found[0].title if len(found) == 1 else "",
        "problem": "\n\n".join(gap.text for gap in found),
        "municipalities": _together(found, "municipalities"),
        "topics": _together(found, "topics"),
    }


def may_add(committee: Committee) -> bool:
    folder = committee.get(folders.PROPOSALS)
    return folder is not None and bool(api.user.has_permission(life.ADD, obj=folder))


def brains(uids: Collection[str], portal_type: str) -> list[Any]:
    """What of these the current user may see, in the order of time."""
    catalog = api.portal.get_tool("portal_catalog")
    wanted = list(uids)
    query = {"portal_type": portal_type, "UID": wanted, "sort_on": "created"}
    return list(catalog(**query)) if wanted else []


def named(uid: str | None) -> Any | None:
    """What has that UID, for whoever may see it."""
    found = scheduling.by_uid(uid)
    sees = found is not None and api.user.has_permission("View", obj=found)
    return found if sees else None


def _together(found: list[GapReport], name: str) -> list[str]:
    """What any of them names; where one is about everywhere, that."""
    named_ = [list(getattr(gap, name) or ()) for gap in found]
    if name == "municipalities" and not all(named_):
        return []
    return list(dict.fromkeys(value for values in named_ for value in values))
