"""The acts on minutes: circulating, taking back, approving, publishing, each with what it needs."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings import planning
from kim.portal.meetings import sources
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import circulations
from kim.portal.minutes import keeping
from kim.portal.minutes import letters
from kim.portal.minutes import life
from kim.portal.minutes import objections
from kim.portal.minutes import places
from kim.portal.minutes import record
from kim.portal.minutes.circulations import Circulation
from kim.portal.minutes.making import NOT_NOW
from kim.portal.minutes.minutes import meeting_of
from kim.portal.minutes.minutes import Minutes
from kim.portal.printing.unprintable import Unprintable
from plone import api


#: Days for objections, unless the office says otherwise.
DAYS = 14


def circulate(minutes: Minutes, until: date) -> Circulation:
    """Send a draft to those who attended; they may object until a day, that day included.

    :raises MeetingError: for a day that is not in the future, or while two versions of the same
        lines wait for somebody to choose.
    """
    _check(minutes, life.DRAFT)
    if until <= today():
        raise MeetingError(
            _("error_until_past", default="The last day for objections lies in the future."),
            "until",
        )
    if any(one.doubtful for one in record.sections(minutes)):
        raise MeetingError(
            _(
                "error_doubtful",
                default="In one section two versions stand side by side: please tidy up first.",
            )
        )
    found = Circulation(
        until=until,
        when=datetime.now(UTC),
        by=api.user.get_current().getId() or "",
        to=tuple(circulations.attended(meeting_of(minutes))),
    )
    circulations.keep_circulation(minutes, found)
    life.take(minutes, life.CIRCULATE)
    letters.circulated(minutes, found)
    announce(meeting_of(minutes))
    return found


def default_until() -> date:
    return today() + timedelta(days=DAYS)


def recall(minutes: Minutes, reason: str) -> None:
    """Take minutes back into a draft; those who have them are told why.

    :raises MeetingError: without a reason.
    """
    _check(minutes, life.CIRCULATED)
    if not reason.strip():
        raise MeetingError(_("error_reason", default="Please say why."), "reason")
    circulations.meet(minutes)
    life.take(minutes, life.RECALL, reason.strip())
    letters.recalled(minutes, circulations.circulation(minutes), reason.strip())


def hindrance(minutes: Minutes) -> str | None:
    """Why minutes that circulate cannot be approved yet."""
    found = circulations.circulation(minutes)
    if objections.still_open(minutes):
        return _("minutes_objections_open", default="There are objections without an answer.")
    waits = circulations.waits_for(minutes)
    if found and today() <= found.until and (waits or not found.to):
        return _(
            "minutes_still_time",
            default="Objections may come until ${day}, unless all who attended say before that they"
            " have none.",
            mapping={"day": f"{found.until:%d.%m.%Y}"},
        )
    return next(iter(places.hindrances(meeting_of(minutes))), None)


def approve(minutes: Minutes) -> None:
    """Keep the minutes for good, as PDFs with checksums; a held meeting is finished by that.

    :raises MeetingError: see `hindrance`, or where no PDF can be made.
    """
    _check(minutes, life.CIRCULATED)
    why = hindrance(minutes)
    if why:
        raise MeetingError(why)
    circulations.meet(minutes)
    try:
        keeping.keep(minutes, datetime.now(UTC).replace(microsecond=0))
    except Unprintable as error:
        raise MeetingError(error.args[0]) from error
    record.forget_texts(minutes)
    life.take(minutes, life.APPROVE)
    meeting = meeting_of(minutes)
    if meeting_life.state(meeting) == meeting_life.HELD:
        meeting_life.take(meeting, meeting_life.FINISH)
    minutes.reindexObject()


def publish(minutes: Minutes) -> None:
    """Open approved minutes to everyone, without what is confidential."""
    _check(minutes, life.APPROVED)
    life.take(minutes, life.PUBLISH)


def announce(meeting: Meeting) -> None:
    """Put what follows from a meeting onto the agenda of the next one, if that is planned."""
    following = planning.next_planned(committee_of(meeting))
    if following is not None:
        sources.fill(following)


def _check(minutes: Minutes, state: str) -> None:
    if life.state(minutes) != state:
        raise MeetingError(NOT_NOW)
