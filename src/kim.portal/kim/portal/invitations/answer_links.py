"""Links to answer with: signed for one seat and one person.

Not for one time: people change their minds, until the meeting begins (`questions`).
"""

from kim.portal.meetings.meeting import Meeting
from kim.portal.notifications import links
from plone import api


PURPOSE = "invitations.answer"
VIEW = "@@antwort"


def issue(meeting: Meeting, seat_uid: str, person: str) -> str:
    """The address; ``/ja`` and ``/nein`` behind it put that answer first."""
    data = {"meeting": api.content.get_uuid(meeting), "seat": seat_uid, "person": person}
    return address(links.sign(PURPOSE, data))


def address(token: str) -> str:
    return f"{api.portal.get().absolute_url()}/{VIEW}/{token}"


def read(token: str) -> dict[str, str]:
    """UIDs of ``meeting`` and ``seat``, and the id of the ``person``.

    :raises Forged: where the link is not ours.
    """
    return links.read(PURPOSE, token, None)
