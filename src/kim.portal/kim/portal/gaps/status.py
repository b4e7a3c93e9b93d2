"""The status of a report for somebody without account: a sealed address that only they have."""

from kim.portal.gaps.gap import GapReport
from kim.portal.notifications import links
from plone import api


PURPOSE = "gap-status"
VIEW = "meldung"


def url(gap: GapReport) -> str:
    """The address that goes into mails; whoever has it may answer queries and object."""
    token = links.seal(PURPOSE, {"gap": api.content.get_uuid(gap)})
    return f"{api.portal.get().absolute_url()}/@@{VIEW}/{token}"
