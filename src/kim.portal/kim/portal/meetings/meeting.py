"""A meeting (Sitzung) of a committee, or a written procedure (Umlaufverfahren) of its own kind.

It is called by its day; what stands on its agenda stands in it, in order.
"""

from datetime import date
from datetime import datetime
from datetime import time
from kim.portal import _
from kim.portal.county.vocabularies import choices
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.meetings import life
from plone import api
from plone.app.z3cform.widgets.datetime import TimeFieldWidget
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from typing import Any
from z3c.form.browser.radio import RadioFieldWidget
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import invariant

import re


SESSION, PROCEDURE = "session", "procedure"
LINK = re.compile(r"https?://[^\s<>\"']+")

kinds = choices(
    (SESSION, _("meeting_session", default="Meeting")),
    (PROCEDURE, _("meeting_procedure", default="Written procedure")),
)

TITLES = {
    SESSION: _("meeting_title", default="Meeting of ${day}"),
    PROCEDURE: _("procedure_title", default="Written procedure of ${day}"),
}


class NoLink(schema.ValidationError):
    __doc__ = _("error_link", default="This is no web address. Example: https://example.org/raum")


def link(value: str) -> bool:
    """:raises NoLink: for what no browser would open."""
    if not LINK.fullmatch(value):
        raise NoLink(value)
    return True


class IMeeting(model.Schema):
    """Days and times are those of the site's place; `minute_taker` is the id of a user."""

    directives.widget("kind", RadioFieldWidget)
    kind = schema.Choice(
        title=_("field_meeting_kind", default="Kind"),
        description=_(
            "field_meeting_kind_help",
            default="In a written procedure each seat votes by itself until the last day.",
        ),
        vocabulary="kim.meeting_kinds",
        default=SESSION,
    )
    day = schema.Date(
        title=_("field_meeting_day", default="Day"),
        description=_(
            "field_meeting_day_help", default="Of a written procedure: the day on which it begins."
        ),
    )
    directives.widget("begins", TimeFieldWidget)
    begins = schema.Time(title=_("field_meeting_begins", default="From"), required=False)
    directives.widget("finishes", TimeFieldWidget)
    finishes = schema.Time(title=_("field_meeting_finishes", default="Until"), required=False)
    until = schema.Date(
        title=_("field_meeting_until", default="Last day to vote"),
        description=_("field_meeting_until_help", default="Of a written procedure alone."),
        required=False,
    )
    occasion = schema.TextLine(
        title=_("field_meeting_occasion", default="Occasion"),
        description=_("field_meeting_occasion_help", default="For example: constituting meeting."),
        required=False,
        max_length=120,
    )
    place = schema.TextLine(
        title=_("field_meeting_place", default="Place"), required=False, max_length=200
    )
    link = schema.TextLine(
        title=_("field_meeting_link", default="Address of the video conference"),
        required=False,
        max_length=500,
        constraint=link,
    )
    papers_until = schema.Date(
        title=_("field_papers_until", default="Papers are handed in until"),
        description=_(
            "field_papers_until_help", default="What comes later needs a reason on the agenda."
        ),
        required=False,
    )
    text = schema.Text(
        title=_("field_meeting_text", default="Words to those who are invited"),
        required=False,
        max_length=5_000,
    )
    directives.widget("guests", TextLinesFieldWidget)
    guests = schema.List(
        title=_("field_guests", default="Guests"),
        description=_("field_one_a_line", default="One a line."),
        value_type=schema.TextLine(max_length=200),
        required=False,
        default=[],
        missing_value=[],
        max_length=50,
    )
    minute_taker = schema.Choice(
        title=_("field_minute_taker", default="Takes the minutes"),
        description=_(
            "field_minute_taker_help",
            default="May record attendance, results and minutes, as the office may.",
        ),
        vocabulary="kim.committee_people",
        required=False,
    )
    quorum = schema.Choice(
        title=_("field_quorum", default="Quorum"),
        vocabulary="kim.quorums",
        required=False,
    )
    majority = schema.Choice(
        title=_("field_majority", default="Majority"),
        vocabulary="kim.majorities",
        required=False,
    )
    # The committee's own rule, taken over when the meeting is planned; it changes there.
    directives.omitted("quorum", "majority")

    @invariant
    def ends_after_it_began(data: "IMeeting") -> None:
        if data.begins and data.finishes and data.finishes <= data.begins:
            raise FieldInvalid(
                _("error_time_before", default="It ends before it begins."), "finishes"
            )
        if data.until and data.day and data.until < data.day:
            raise FieldInvalid(
                _("error_ends_before", default="The last day lies before the first."), "until"
            )

    @invariant
    def procedure_has_a_last_day(data: "IMeeting") -> None:
        if data.kind == PROCEDURE and not data.until:
            raise FieldInvalid(
                _("error_until_missing", default="Please say until when votes may come."), "until"
            )

    @invariant
    def kind_stays(data: "IMeeting") -> None:
        meeting = getattr(data, "__context__", None)
        if IMeeting.providedBy(meeting) and is_sent(meeting) and data.kind != meeting.kind:
            raise FieldInvalid(
                _("error_kind_stays", default="People have been invited: the kind stays."), "kind"
            )

    @invariant
    def papers_come_before(data: "IMeeting") -> None:
        if data.papers_until and data.day and data.papers_until > data.day:
            raise FieldInvalid(
                _("error_papers_late", default="This day lies behind the meeting."), "papers_until"
            )


def is_sent(meeting: Any) -> bool:
    """Whether it is past planning; one that is still being made is not."""
    return api.content.get_state(meeting, life.PLANNED) != life.PLANNED


@implementer(IMeeting)
class Meeting(Container):
    """See IMeeting; what was sent, answered and recorded is kept by the rooms that do so."""

    #: Ids of those who stand in for a seat at this meeting, beside its holders. No type stands
    #: here: zope.annotation would take a class's ``__annotations__`` for those of its objects.
    stand_ins = ()

    @property
    def title(self) -> str:
        if self.day is None:
            return ""
        language = api.portal.get_default_language()
        message = TITLES[self.kind]
        words = translate(
            _(message, default=message.default, mapping={"day": f"{self.day:%d.%m.%Y}"}),
            target_language=language,
        )
        return f"{words}: {self.occasion}" if self.occasion else words

    @title.setter
    def title(self, value: Any) -> None:
        """Plone sets a title on whatever it makes; a meeting is called by its day."""

    def cb_isCopyable(self) -> bool:
        """A meeting takes place once; what it dealt with can be copied."""
        return False

    @property
    def is_procedure(self) -> bool:
        return self.kind == PROCEDURE

    @property
    def last_day(self) -> date:
        """The day on which it ends: votes may come on it."""
        return self.until if self.is_procedure and self.until else self.day

    @property
    def times(self) -> str:
        """“14:00–16:00”"""
        return "–".join(f"{at:%H:%M}" for at in (self.begins, self.finishes) if at)

    @property
    def start(self) -> datetime:
        """When it begins, in local time without a zone."""
        return datetime.combine(self.day, self.begins or time.min)
