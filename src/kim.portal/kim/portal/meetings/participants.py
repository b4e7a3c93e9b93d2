"""Who has a role at one meeting: whoever takes the minutes, and those who stand in for a seat.

Holders have their role by the committee's group (`committees.groups`), which follows the seats; a
deputy has it at the meeting where they stand in, and nowhere else.
"""

from borg.localrole.interfaces import ILocalRoleProvider
from collections.abc import Iterator
from kim.portal.committees.groups import SEAT_HOLDER_ROLE
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
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
        return tuple(role for person, role in self._given() if person == principal_id)

    def getAllRoles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for person in dict.fromkeys(person for person, _role in self._given()):
            yield person, self.getRoles(person)

    def _given(self) -> Iterator[tuple[str, str]]:
        if self.context.minute_taker:
            yield self.context.minute_taker, MINUTE_TAKER_ROLE
        for person in self.context.stand_ins:
            yield person, SEAT_HOLDER_ROLE


def stand_in(meeting: Meeting, people: tuple[str, ...]) -> None:
    """Who stands in at the meeting; rights to its items follow at once."""
    if tuple(people) != meeting.stand_ins:
        meeting.stand_ins = tuple(people)
        meeting.reindexObjectSecurity()
