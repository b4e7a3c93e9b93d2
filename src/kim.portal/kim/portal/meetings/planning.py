"""Planning a meeting: when the next one is due, what it starts from, calling it off."""

from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import ICommittee
from kim.portal.committees.seat import committee_of
from kim.portal.county.rhythm import due_on
from kim.portal.forms.invalid import Refused
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import listing
from kim.portal.meetings import sources
from kim.portal.meetings import topics
from kim.portal.meetings.folders import meetings_folder
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.meeting import SESSION
from kim.portal.meetings.names import meeting_id
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any


class MeetingError(Refused):
    """What was asked of a meeting cannot be."""


def before(meeting: Meeting) -> Meeting | None:
    """The last session that took place before this one, whoever may see it."""
    found = listing.find(
        committee_of(meeting),
        1,
        raised=True,
        review_state=life.BEHIND,
        meeting_kind=SESSION,
        meets_on={"query": meeting.day - timedelta(days=1), "range": "max"},
        sort_order="reverse",
    )
    return found.brains[0]._unrestrictedGetObject() if found.brains else None


def due(committee: Committee) -> date | None:
    """The day on which the next meeting is due by the rhythm; None where nobody can tell.

    Counted from the last session, planned ones included, or from the constituting one.
    """
    if not committee.meets_every:
        return None
    states = (*life.AHEAD, *life.BEHIND)
    found = listing.find(
        committee, 1, raised=True, review_state=states, meeting_kind=SESSION, sort_order="reverse"
    )
    days = [brain.meets_on for brain in found.brains]
    last = max(filter(None, [*days, committee.constituted_on]), default=None)
    return due_on(last, committee.meets_every, committee.meets_unit) if last else None


def plan(committee: Committee, **values: Any) -> Meeting:
    """A new meeting with its standing items and with what was put off.

    :raises MeetingError: where the committee has ended by then.
    """
    if committee.ended(values["day"]):
        raise MeetingError(
            _("error_committee_ended", default="The committee has ended by that day."), "day"
        )
    folder = meetings_folder(committee)
    meeting = createContent("Meeting", **values)
    meeting.id = meeting_id(values["day"], folder.objectIds())
    return addContentToContainer(folder, meeting, checkConstraints=False)


def begin(meeting: Meeting) -> None:
    """What follows for a meeting that was just made, by whatever way."""
    committee = committee_of(meeting)
    if not ICommittee.providedBy(committee):
        return
    meeting.quorum, meeting.majority = committee.quorum, committee.majority
    sources.fill(meeting)
    if not meeting.is_procedure:
        topics.carry_over(committee, meeting)


def next_planned(committee: Committee) -> Meeting | None:
    """The next session that is still being planned."""
    found = listing.find(committee, 1, raised=True, review_state=life.PLANNED, meeting_kind=SESSION)
    return found.brains[0]._unrestrictedGetObject() if found.brains else None


def cancel(meeting: Meeting, reason: str) -> None:
    """It does not take place; what was on its agenda waits for another one.

    :raises MeetingError: without a reason.
    """
    if not reason.strip():
        raise MeetingError(_("error_reason", default="Please say why."), "reason")
    life.take(meeting, life.CANCEL, reason.strip())
    give_back(meeting)


def give_back(meeting: Meeting) -> None:
    """What stood on its agenda waits for another one, but for what comes by itself."""
    for item in agenda.items(meeting):
        if not item.origin:
            topics.put_off(item, times=0)
