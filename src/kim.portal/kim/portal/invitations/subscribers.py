"""What follows when a meeting is called off: everyone who was invited is told."""

from kim.portal.invitations import answers
from kim.portal.invitations import letters
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import IMeeting
from plone import api
from Products.CMFCore.interfaces import IActionSucceededEvent


def meeting_called_off(meeting: IMeeting, event: IActionSucceededEvent) -> None:
    """Everybody who was asked and has not been told otherwise hears of it, with the reason."""
    if event.action != life.CANCEL or sent.last(meeting) is None:
        return
    tool = api.portal.get_tool("portal_workflow")
    reason = tool.getInfoFor(meeting, "comments", "")
    people = (one.person for e in answers.expected(meeting) for one in e.asked)
    for person in dict.fromkeys(people):
        letters.called_off(meeting, person, reason)
