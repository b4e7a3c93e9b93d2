"""Who is what to a gap report: its local roles, which follow from what it is.

Whoever reported it, the committee that deals with it, who is asked for a view. The municipalities
concerned have their role by the field `municipalities` (`county.editors`).
"""

from collections import defaultdict
from kim.portal.committees.groups import chair_group
from kim.portal.committees.groups import CHAIR_ROLE
from kim.portal.committees.groups import MEMBER_ROLE
from kim.portal.committees.groups import members_group
from kim.portal.gaps.gap import GapReport
from kim.portal.tracking import bodies
from kim.portal.tracking import standing
from plone import api


REPORTER_ROLE = "Reporter"


def begin(gap: GapReport) -> None:
    """A new report belongs to whoever writes it; nothing but its role tells who that is."""
    if gap.reporter is None and not gap.address:
        gap.reporter = api.user.get_current().getId()
    gap.creators = ()
    grant(gap)


def grant(gap: GapReport) -> None:
    """Give everybody what they are to the report, and nobody else anything."""
    roles: dict[str, set[str]] = defaultdict(set)
    if gap.reporter:
        roles[gap.reporter].add(REPORTER_ROLE)
    if gap.committee:
        roles[members_group(gap.committee)].add(MEMBER_ROLE)
        roles[chair_group(gap.committee)].update((MEMBER_ROLE, CHAIR_ROLE))
    for token in gap.asked:
        roles[bodies.group_of(token)].add(standing.CONSULTED_ROLE)
    standing.grant(gap, roles)
