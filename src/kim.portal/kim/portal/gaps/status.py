"""The sealed address of a report for somebody without account (`reporting.statuses`)."""

from kim.portal.gaps.gap import GapReport
from kim.portal.notifications import links
from plone import api


PURPOSE = "gap-status"
VIEW = "meldung"


def url(gap: GapReport) -> str:
    """The address that goes into mails; whoever has it may answer queries and object."""
    token = links.seal(PURPOSE, {"gap": api.content.get_uuid(gap)})
    return address(token)


def address(token: str) -> str:
    return f"{api.portal.get().absolute_url()}/@@{VIEW}/{token}"
