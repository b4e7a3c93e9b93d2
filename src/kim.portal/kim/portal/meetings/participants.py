"""Who has a role at one meeting: whoever takes the minutes, and those who stand in for a seat.

Holders have their role by the committee's group (`committees.groups`), which follows the seats; a
deputy has it at the meeting where they stand in, and nowhere else. Both roles are held as a member
of the committee: they end when the membership does.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from kim.portal.committees.groups import OWN
from kim.portal.committees.groups import own_group
from kim.portal.committees.groups import SEAT_HOLDER_ROLE
from kim.portal.committees.seat import committee_of
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.interface import implementer


MINUTE_TAKER_ROLE = "Minute Taker"


@implementer(ILocalRoleProvider)
@adapter(IMeeting)
class Participants:
    """Grants both roles from the meeting's own fields."""

    def __init__(self, context: Meeting) -> None:
        self.context = context

    def getRoles(self, principal_id: str) -> tuple[str, ...]:
        # Asked for every user and group: most are none of these.
        if not principal_id.startswith(OWN):
            return ()
        return tuple(role for group, role in self._given() if group == principal_id)

    def getAllRoles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for group in dict.fromkeys(group for group, _role in self._given()):
            yield group, self.getRoles(group)

    def _given(self) -> Iterator[tuple[str, str]]:
        meeting, committee = self.context, committee_of(self.context)
        if committee is None or not (meeting.minute_taker or meeting.stand_ins):
            return
        uid = IUUID(committee)
        if meeting.minute_taker:
            yield own_group(uid, meeting.minute_taker), MINUTE_TAKER_ROLE
        for person in meeting.stand_ins:
            yield own_group(uid, person), SEAT_HOLDER_ROLE


def stand_in(meeting: Meeting, people: tuple[str, ...]) -> None:
    """Who stands in at the meeting; rights to its items follow at once."""
    if tuple(people) != meeting.stand_ins:
        meeting.stand_ins = tuple(people)
        meeting.reindexObjectSecurity()
