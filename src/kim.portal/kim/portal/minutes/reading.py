"""What of minutes a reader sees: members the text with names, everyone the version for the public.

Of a confidential section, whoever may not see its item learns the number alone. In the version for
the public nobody learns more.
"""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from kim.portal import _
from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.minutes import record
from kim.portal.minutes.minutes import meeting_of
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.sections import Section
from plone import api


CONFIDENTIAL = _("minutes_confidential", default="confidential")
NOT_PUBLIC = _("minutes_not_public", default="dealt with in confidence")


@dataclass(frozen=True)
class Shown:
    """A section as it is shown; `section` is None where its reader may not know it."""

    number: str
    heading: str
    text: str
    confidential: bool
    section: Section | None

    @property
    def hidden(self) -> bool:
        return self.section is None

    @property
    def is_empty(self) -> bool:
        """A section that is no item and says nothing: the closing, most of the time."""
        return not (self.hidden or self.number or self.text.strip())


def in_full(minutes: Minutes) -> list[Shown]:
    """All that stands in them: for records."""
    return [_open(section) for section in record.sections(minutes)]


def for_public(minutes: Minutes) -> list[Shown]:
    """The version for everyone: no names, nothing confidential."""
    return [
        _hidden(section, NOT_PUBLIC)
        if section.confidential
        else _open(section, section.text if section.public is None else section.public)
        for section in record.sections(minutes)
    ]


def for_reader(minutes: Minutes) -> list[Shown]:
    """As the current user may see them."""
    if not is_inside(minutes):
        return for_public(minutes)
    return [
        _open(section) if may_read(minutes, section) else _hidden(section, CONFIDENTIAL)
        for section in record.sections(minutes)
    ]


def is_inside(minutes: Minutes) -> bool:
    """Whether the current user sees the meeting, or writes its minutes."""
    return _may("View", meeting_of(minutes))


def may_read(minutes: Minutes, section: Section) -> bool:
    """Whether the current user may see the item that a section is about.

    What is confidential and has no item any more is the office's.
    """
    if not section.confidential:
        return True
    found = agenda.items(meeting_of(minutes))
    item = next((item for item in found if api.content.get_uuid(item) == section.key), None)
    if item is None:
        return _may(meeting_life.MANAGE, minutes)
    return _may("View", item)


def reads_all(minutes: Minutes) -> bool:
    """Whether the current user may have the minutes in full."""
    return is_inside(minutes) and all(may_read(minutes, s) for s in record.sections(minutes))


def _may(permission: str, content: object) -> bool:
    return bool(getSecurityManager().checkPermission(permission, content))


def _open(section: Section, text: str | None = None) -> Shown:
    text = section.text if text is None else text
    return Shown(section.number, section.heading, text, section.confidential, section)


def _hidden(section: Section, words: str) -> Shown:
    return Shown(section.number, words, "", True, None)
