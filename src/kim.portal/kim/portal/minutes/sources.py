"""The first item of the next agenda: approval of the minutes of the meeting before."""

from collections.abc import Iterator
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.meetings import life
from kim.portal.meetings import listing
from kim.portal.meetings import planning
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.meeting import PROCEDURE
from kim.portal.meetings.meeting import SESSION
from kim.portal.meetings.sources import Draft
from kim.portal.meetings.sources import FIRST
from kim.portal.meetings.sources import IAgendaSource
from kim.portal.meetings.sources import said
from plone import api
from zope.component import adapter
from zope.interface import implementer


KEY = "minutes-"
TITLES = {
    SESSION: _("item_approval", default="Approval of the minutes of the meeting of ${day}"),
    PROCEDURE: _(
        "item_approval_procedure",
        default="Approval of the minutes of the written procedure of ${day}",
    ),
}


@implementer(IAgendaSource)
@adapter(IMeeting)
class Approval:
    """The session before, and written procedures since whose minutes are not approved yet.

    It comes to the next session alone: while another one lies between, that one gets it.
    """

    order = 0

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def drafts(self) -> Iterator[Draft]:
        if self.meeting.is_procedure or committee_of(self.meeting) is None or not self._is_next():
            return
        before = planning.before(self.meeting)
        if before is not None:
            yield draft(before)
        for procedure in self._procedures():
            yield draft(procedure)

    def _is_next(self) -> bool:
        ahead = self._find(review_state=life.AHEAD, meeting_kind=SESSION)
        return not [brain for brain in ahead if brain.meets_on < self.meeting.day]

    def _procedures(self) -> list[Meeting]:
        found = self._find(review_state=life.HELD, meeting_kind=PROCEDURE)
        return [b._unrestrictedGetObject() for b in found if b.last_day <= self.meeting.day]

    def _find(self, **query: object) -> list:
        return listing.find(committee_of(self.meeting), raised=True, **query).brains


def draft(meeting: Meeting) -> Draft:
    message = TITLES[meeting.kind]
    words = _(message, default=message.default, mapping={"day": f"{meeting.day:%d.%m.%Y}"})
    key = f"{KEY}{api.content.get_uuid(meeting)}"
    return Draft(key, said(words), DECISION, place=FIRST)
