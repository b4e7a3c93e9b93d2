"""Minutes (Niederschrift) of a meeting; they stand in it, the first ones and each correction.

What stands in them is kept in sections (`sections.py`), which no field holds: forms and the API of
content have nothing to change here.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from kim.portal import _
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.meeting import PROCEDURE
from kim.portal.meetings.meeting import SESSION
from kim.portal.meetings.sources import said
from plone import api
from plone.dexterity.content import Item
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import implementer


NAME = "niederschrift"

TITLES = {
    SESSION: _("minutes_title", default="Minutes of the meeting of ${day}"),
    PROCEDURE: _("minutes_title_procedure", default="Minutes of the written procedure of ${day}"),
}
CORRECTED = _("minutes_title_corrected", default="${title} (version ${version})")


class IMinutes(model.Schema):
    """`version` counts from 1; `supersedes` is the UID of the minutes that these correct."""

    title = schema.TextLine(title=_("field_minutes_title", default="Title"), readonly=True)
    day = schema.Date(title=_("field_meeting_day", default="Day"), readonly=True)
    version = schema.Int(title=_("field_minutes_version", default="Version"), readonly=True)
    supersedes = schema.ASCIILine(
        title=_("field_minutes_supersedes", default="Corrects"), required=False, readonly=True
    )


@implementer(IMinutes)
class Minutes(Item):
    """See IMinutes; called by the day of the meeting alone, since everyone may read that."""

    day = None
    kind = SESSION
    version = 1
    supersedes = None
    #: Why these correct others.
    reason = ""

    @property
    def title(self) -> str:
        if self.day is None:
            return ""
        message = TITLES[self.kind]
        words = said(_(message, default=message.default, mapping={"day": f"{self.day:%d.%m.%Y}"}))
        if self.version == 1:
            return words
        mapping = {"title": words, "version": self.version}
        return said(_(CORRECTED, default=CORRECTED.default, mapping=mapping))

    @title.setter
    def title(self, value: Any) -> None:
        """Plone sets a title on whatever it makes."""


def meeting_of(minutes: Minutes) -> Meeting:
    return aq_parent(aq_inner(minutes))


def versions(meeting: Meeting) -> list[Minutes]:
    """All minutes of a meeting, the first ones first, whoever may see them."""
    found = [content for content in meeting.objectValues() if IMinutes.providedBy(content)]
    return sorted(found, key=lambda minutes: minutes.version)


def latest(meeting: Meeting) -> Minutes | None:
    found = versions(meeting) if IMeeting.providedBy(meeting) else []
    return found[-1] if found else None


def uid_of(minutes: Minutes) -> str:
    return api.content.get_uuid(minutes)
