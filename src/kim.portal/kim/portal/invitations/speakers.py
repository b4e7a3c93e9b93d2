"""Who speaks for a seat, for those who let people in (`admission.places`): who is expected."""

from kim.portal.admission.places import ISpeakers
from kim.portal.invitations import answers
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from zope.component import adapter
from zope.interface import implementer


@implementer(ISpeakers)
@adapter(IMeeting)
class Speakers:
    """By the answers."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def speaker(self, seat_uid: str) -> str | None:
        found = (e.person for e in answers.expected(self.meeting) if e.seat.uid == seat_uid)
        return next(found, None)
