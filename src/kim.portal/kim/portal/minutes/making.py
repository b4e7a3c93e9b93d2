"""Making minutes: out of a meeting, again without losing what was written, by hand, as correction.

Every function refuses what the state of the minutes does not allow; once approved, none changes
them.
"""

from dataclasses import replace
from kim.portal import _
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import CASE
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import drafting
from kim.portal.minutes import life
from kim.portal.minutes import record
from kim.portal.minutes.minutes import latest
from kim.portal.minutes.minutes import meeting_of
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.minutes import NAME
from kim.portal.minutes.minutes import uid_of
from kim.portal.minutes.minutes import versions
from kim.portal.minutes.sections import made_again
from kim.portal.minutes.sections import merge
from kim.portal.minutes.sections import Section
from kim.portal.minutes.sections import tidy
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


#: Characters of a section.
LONGEST = 50_000
MOST_REASON = 1_000

NOTHING_STORED = _("error_case_stored_minutes", default="Nothing is stored about a single case.")
NOT_NOW = _("error_minutes_state", default="This is not possible in the present state.")


def make(meeting: Meeting) -> Minutes:
    """The minutes of a meeting, made out of it now; those that are there are made again.

    :raises MeetingError: unless it was held and its minutes are a draft.
    """
    found = latest(meeting)
    if found is None:
        return _begin(meeting)
    if life.state(found) != life.DRAFT:
        raise MeetingError(NOT_NOW)
    if found.supersedes:
        raise MeetingError(
            _("error_minutes_correction", default="A correction is written by hand alone.")
        )
    record.keep_all(found, made_again(record.sections(found), drafting.sections(meeting)))
    found.reindexObject()
    return found


def _begin(meeting: Meeting) -> Minutes:
    if meeting_life.state(meeting) != meeting_life.HELD:
        raise MeetingError(
            _("error_not_held", default="Minutes are made once the meeting is closed.")
        )
    return _added(meeting, drafting.sections(meeting))


def _added(meeting: Meeting, sections: list[Section], supersedes: str | None = None) -> Minutes:
    version = len(versions(meeting)) + 1
    minutes = createContent("Minutes")
    minutes.id = NAME if version == 1 else f"{NAME}-{version}"
    minutes.day, minutes.kind = meeting.day, meeting.kind
    minutes.version, minutes.supersedes = version, supersedes
    record.keep_all(minutes, sections)
    return addContentToContainer(meeting, minutes, checkConstraints=False)


def write(minutes: Minutes, key: str, text: str, base: int) -> Section | None:
    """Save what was typed into a section whose revision was `base` when typing began.

    Whoever saved meanwhile loses nothing. What is emptied of an item that has left the agenda goes
    away: None.

    :raises MeetingError: where the minutes are no draft, or the section takes no text.
    """
    if life.state(minutes) != life.DRAFT:
        raise MeetingError(NOT_NOW)
    one = saved(minutes, key, text, base)
    if one.gone and not one.text:
        record.keep_all(minutes, [s for s in record.sections(minutes) if s.key != key])
        one = None
    minutes.reindexObject()
    return one


def saved(minutes: Minutes, key: str, text: str, base: int) -> Section:
    """:raises MeetingError: for a section that is not there, or a text that cannot be kept."""
    one = record.section(minutes, key)
    before = record.text_of(minutes, key, base)
    if one is None:
        raise MeetingError(_("error_no_section", default="There is no such section."), "key")
    if one.kind == CASE:
        raise MeetingError(NOTHING_STORED, "text")
    if before is None:
        raise MeetingError(
            _("error_base", default="Nobody knows this version any more: please load it anew."),
            "base",
        )
    text = tidy(text)
    if len(text) > LONGEST:
        raise MeetingError(_("error_too_long", default="This is too long."), "text")
    result = merge(before, one.text, text)
    revision = one.revision + (result.text != one.text)
    one = replace(one, text=result.text, doubtful=result.both, revision=revision)
    record.keep(minutes, one)
    return one


def correct(minutes: Minutes, reason: str) -> Minutes:
    """A new version with what stands in the approved one; it supersedes once it is approved.

    :raises MeetingError: without a reason, or where these minutes are not the last approved ones.
    """
    meeting = meeting_of(minutes)
    if not life.is_fixed(minutes) or latest(meeting) != minutes:
        raise MeetingError(NOT_NOW)
    if not reason.strip():
        raise MeetingError(_("error_reason", default="Please say why."), "reason")
    kept = [replace(one, made=one.text, revision=0) for one in record.sections(minutes)]
    found = _added(meeting, kept, supersedes=uid_of(minutes))
    found.reason = reason.strip()[:MOST_REASON]
    return found


def superseded_by(minutes: Minutes) -> Minutes | None:
    """The approved minutes that correct these ones; the old ones do not know."""
    uid = uid_of(minutes)
    found = [m for m in versions(meeting_of(minutes)) if m.supersedes == uid and life.is_fixed(m)]
    return found[0] if found else None
