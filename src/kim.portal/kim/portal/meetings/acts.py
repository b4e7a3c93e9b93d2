"""What is done with meetings on pages: planning, shaping an agenda, calling a meeting off."""

from datetime import date
from kim.portal import _
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.seat import today
from kim.portal.forms.act import ActForm
from kim.portal.forms.posting import Posting
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings import sources
from kim.portal.meetings import topics
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import comes_late
from kim.portal.meetings.item import IAgendaItem
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.meetings.views import OfMeetings
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from z3c.form import button
from zope import schema
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory


@provider(IContextAwareDefaultFactory)
def next_day(context: Any) -> date:
    """The day on which a meeting is due, not one in the past."""
    return max(planning.due(context) or today(), today())


class IPlan(IMeeting):
    """A meeting to be; the day comes from the committee's rhythm."""

    directives.order_before(day="begins")
    day = schema.Date(
        title=_("field_meeting_day", default="Day"),
        description=_(
            "field_plan_day_help",
            default="From the committee's rhythm; of a written procedure the day it begins.",
        ),
        defaultFactory=next_day,
    )


class PlanForm(ActForm):
    """``@@plan-meeting`` on a committee."""

    schema = IPlan

    @property
    def label(self) -> str:
        title = self.context.title
        return _("plan_title", default="Plan a meeting: ${title}", mapping={"title": title})

    @button.buttonAndHandler(_("button_plan", default="Plan"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None:
            return
        try:
            meeting = planning.plan(self.context, **data)
        except MeetingError as error:
            self.wrong(error.message, error.field)
            return
        self.done(
            _("meeting_planned", default="The meeting is planned. Nobody is invited yet."),
            meeting.absolute_url(),
        )

    @button.buttonAndHandler(_("button_cancel", default="Cancel"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()


class IReason(model.Schema):
    """A reason, asked for before an act."""

    reason = schema.Text(
        title=_("field_reason", default="Reason"),
        description=_("field_reason_help", default="It is told to everyone who was invited."),
        max_length=1_000,
    )


class CancelForm(ActForm):
    """``@@cancel`` on a meeting: it does not take place."""

    schema = IReason

    @property
    def label(self) -> str:
        title = self.context.title
        return _("cancel_title", default="Call off: ${title}", mapping={"title": title})

    @button.buttonAndHandler(_("button_call_off", default="Call it off"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is not None:
            planning.cancel(self.context, data["reason"])
            self.done(
                _("meeting_cancelled", default="The meeting is called off."),
                self.context.absolute_url(),
            )

    @button.buttonAndHandler(_("button_back", default="Back"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()


PlanView = layout.wrap_form(PlanForm)
CancelView = layout.wrap_form(CancelForm)


class AgendaView(Posting, OfMeetings):
    """``@@agenda`` on a meeting: order, what comes from elsewhere, what is confidential."""

    error = ""

    def lines(self) -> list[agenda.Line]:
        return agenda.lines(self.context)

    def topics(self) -> list[AgendaItem]:
        return topics.waiting(self.committee)

    @property
    def late(self) -> bool:
        return comes_late(self.context)

    def post(self) -> str:
        done = self._act(self.typed("act"))
        return self.index() if done is None else self.go(f"{self.context.absolute_url()}/@@agenda")

    def _act(self, name: str) -> str | None:
        """What is to be said, None where something is wrong."""
        if name == "fill":
            found = sources.fill(self.context)
            if not found:
                self._say(_("agenda_nothing_new", default="Nothing new has come."))
            return name
        if name == "topic":
            return self._put_on()
        item = self.context.get(self.typed("item"))
        if not IAgendaItem.providedBy(item):
            return name
        if name in (agenda.UP, agenda.DOWN):
            agenda.move(item, self.context, name)
        elif name in (life.CONCEAL, life.REVEAL):
            api.content.transition(obj=item, transition=name)
        elif name == "off":
            topics.take_off(item)
        return name

    def _put_on(self) -> str | None:
        topic = next((t for t in self.topics() if t.getId() == self.typed("topic")), None)
        if topic is None:
            return "topic"
        try:
            topics.put_on(topic, self.context, self.typed("late"))
        except topics.NeedsReason:
            self.error = self.say(_("error_late", default="It comes late: please say why."))
            return None
        return "topic"

    def _say(self, message: str) -> None:
        api.portal.show_message(message, self.request)


class TopicsView(OfMeetings):
    """``themen``: topics that wait for a meeting."""

    def topics(self) -> list[AgendaItem]:
        """Those that the reader may see."""
        check = api.user.has_permission
        return [t for t in topics.waiting(self.committee) if check("View", obj=t)]

    @property
    def adds(self) -> bool:
        return self.may("kim.portal: Add Agenda Item")


def act_on_agenda(meeting: Meeting, data: dict[str, Any]) -> None:
    """What the API sends to ``@agenda``: ``order``, ``topic`` (with ``late``) or ``fill``.

    :raises BadParameter: for anything else.
    """
    if "order" in data:
        order = data["order"]
        if not isinstance(order, list) or not all(isinstance(name, str) for name in order):
            raise BadParameter("order", "must be a list of ids")
        try:
            agenda.arrange(meeting, order)
        except ValueError as error:
            raise BadParameter("order", str(error)) from error
    elif "topic" in data:
        _topic_by_uid(meeting, data)
    elif data.get("fill"):
        sources.fill(meeting)
    else:
        raise BadParameter("order", "or topic, or fill, is missing")


def _topic_by_uid(meeting: Meeting, data: dict[str, Any]) -> None:
    waiting = topics.waiting(meeting.aq_parent.aq_parent)
    topic = next((t for t in waiting if api.content.get_uuid(t) == data["topic"]), None)
    if topic is None:
        raise BadParameter("topic", "is no topic that waits")
    late = data.get("late", "")
    if not isinstance(late, str):
        raise BadParameter("late", "must be text")
    try:
        topics.put_on(topic, meeting, late)
    except topics.NeedsReason as error:
        raise BadParameter("late", "it comes late: please say why") from error
