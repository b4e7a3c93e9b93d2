"""What is done with minutes on pages: making, writing, objecting, and the steps of their life."""

from datetime import date
from kim.portal import _
from kim.portal.access.parameters import BadParameter
from kim.portal.forms.act import StepForm
from kim.portal.forms.posting import Posting
from kim.portal.meetings.planning import MeetingError
from kim.portal.meetings.views import OfMeetings
from kim.portal.minutes import keeping
from kim.portal.minutes import making
from kim.portal.minutes import objections
from kim.portal.minutes import reading
from kim.portal.minutes import record
from kim.portal.minutes import steps
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.sections import Section
from kim.portal.minutes.views import MinutesView
from kim.portal.minutes.views import OfMinutes
from kim.portal.minutes.views import Part
from plone import api
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from zExceptions import NotFound
from zope import schema


class MakeMinutes(Posting, OfMeetings):
    """``@@make-minutes`` on a meeting: for the first time, or again."""

    def post(self) -> str:
        try:
            minutes = making.make(self.context)
        except MeetingError as error:
            api.portal.show_message(error.message, self.request, type="error")
            return self.go(self.context.absolute_url())
        api.portal.show_message(
            _(
                "minutes_made",
                default="The minutes are made. What was written by hand is still there.",
            ),
            self.request,
        )
        return self.go(minutes.absolute_url())

    def index(self) -> str:
        """There is nothing to show: the buttons are elsewhere."""
        return self.go(self.context.absolute_url())


class WriteView(Posting, OfMinutes):
    """``@@write`` on minutes: each section by itself, so that two people can write at once."""

    def writable(self) -> list[Part]:
        """Those that the writer may see and that take a text."""
        return [part for part in self.parts() if part.section is not None]

    def text_of(self, part: Part) -> str:
        """What was typed, where it could not be saved."""
        if self.error and self.place == part.section.key:
            return self.request.form.get("text") or ""
        return part.section.text

    def base_of(self, part: Part) -> str:
        if self.error and self.place == part.section.key and self.field != "base":
            return self.typed("base")
        return str(part.section.revision)

    def post(self) -> str:
        key = self.typed("key")
        text = self.request.form.get("text")
        try:
            section = check_readable(self.context, key)
            making.write(self.context, key, text if isinstance(text, str) else "", self._base())
        except MeetingError as error:
            self.error, self.field, self.place = self.say(error.message), error.field, key
            return self.index()
        after = record.section(self.context, key)
        if after is not None and after.doubtful:
            message = _(
                "minutes_saved_both",
                default="Saved. Somebody else changed the same lines: both versions stand there.",
            )
            api.portal.show_message(message, self.request, type="warning")
        else:
            api.portal.show_message(_("minutes_saved", default="Saved."), self.request)
        anchors = {p.section.key: p.anchor for p in self.parts() if p.section is not None}
        return self.go(f"{self.context.absolute_url()}/@@write#{anchors.get(section.key, '')}")

    def _base(self) -> int:
        base = self.typed("base")
        return int(base) if base.isdecimal() and len(base) < 10 else -1


def check_readable(minutes: Minutes, key: str) -> Section:
    """The section.

    :raises MeetingError: where there is none that the current user may see.
    """
    section = record.section(minutes, key)
    if section is None or not reading.may_read(minutes, section):
        raise MeetingError(_("error_no_section", default="There is no such section."), "key")
    return section


class ObjectionsView(Posting, MinutesView):
    """``@@objections`` on minutes: to object, to have none, to answer; then the page again."""

    def post(self) -> str:
        act = self.typed("act")
        try:
            message = self._act(act)
        except MeetingError as error:
            self.error, self.field = self.say(error.message), error.field
            self.place = self.typed("id") or self.typed("key") or act
            return self.index()
        api.portal.show_message(message, self.request)
        return self.go(self.context.absolute_url())

    def _act(self, act: str) -> str:
        person = api.user.get_current().getId() or ""
        if act == "agree":
            objections.agree(self.context, person)
            return _("minutes_agreed_said", default="Thank you: you have no objection.")
        if act == "object":
            objections.raise_objection(self.context, self.typed("key"), self.typed("text"), person)
            return _("minutes_objected", default="Your objection is there. The office answers it.")
        if act in (objections.UPHELD, objections.REFUSED) and self.leads_meetings:
            base = self.typed("base")
            objections.resolve(
                self.context,
                self.typed("id"),
                act,
                reason=self.typed("reason"),
                text=self.request.form.get("text") or "",
                base=int(base) if base.isdecimal() else None,
            )
            return _("minutes_resolved", default="The objection has its answer.")
        raise NotFound(self.request.getURL())


class IUntil(model.Schema):
    """Until when objections may come."""

    until = schema.Date(
        title=_("field_objections_until", default="Last day for objections"),
        description=_(
            "field_objections_until_help",
            default="Those who attended get a mail and may object, section by section.",
        ),
        defaultFactory=steps.default_until,
    )


class IWhy(model.Schema):
    """A reason."""

    reason = schema.Text(title=_("field_reason", default="Reason"), max_length=1_000)


class CirculateForm(StepForm):
    """``@@circulate``"""

    schema = IUntil
    question = _("circulate_title", default="Circulate: ${title}")
    said = _("minutes_circulated", default="The minutes circulate.")
    verb = _("button_circulate", default="Circulate")

    def act(self, data: dict[str, Any]) -> None:
        steps.circulate(self.context, data["until"])


class RecallForm(StepForm):
    """``@@recall``"""

    schema = IWhy
    question = _("recall_title", default="Take back: ${title}")
    said = _("minutes_recalled", default="The minutes are a draft again.")
    verb = _("button_recall", default="Take back")

    def act(self, data: dict[str, Any]) -> None:
        steps.recall(self.context, data["reason"])


class ApproveForm(StepForm):
    """``@@approve``"""

    question = _("approve_title", default="Approve: ${title}")
    description = _(
        "approve_help",
        default="Both PDFs are kept with their checksums. Nothing changes these minutes any more; a"
        " mistake is corrected by a new version.",
    )
    said = _("minutes_approved", default="The minutes are approved.")
    verb = _("button_approve", default="Approve")

    def act(self, data: dict[str, Any]) -> None:
        steps.approve(self.context)


class PublishForm(StepForm):
    """``@@publish``: says what everyone will see."""

    question = _("publish_title", default="Publish: ${title}")
    said = _("minutes_published", default="Everyone can read the minutes now.")
    verb = _("button_publish_minutes", default="Publish")

    @property
    def description(self) -> str:
        hidden = [keeping.heading(one) for one in reading.for_public(self.context) if one.hidden]
        if not hidden:
            return _(
                "publish_help",
                default="Everyone will read all items, and functions instead of names; exactly what"
                " stands in the PDF for everyone.",
            )
        return _(
            "publish_help_hidden",
            default="Everyone will read functions instead of names, and of what is confidential"
            " these lines alone: ${lines}. Exactly this stands in the PDF for everyone.",
            mapping={"lines": "; ".join(hidden)},
        )

    def act(self, data: dict[str, Any]) -> None:
        steps.publish(self.context)


class CorrectForm(StepForm):
    """``@@correct``: a new version."""

    schema = IWhy
    question = _("correct_title", default="Correct: ${title}")
    description = _(
        "correct_help",
        default="A new version begins as a draft with the same text. Once it is approved, it counts"
        " in place of this one, which stays.",
    )
    said = _("minutes_correction_begun", default="Here is the new version.")
    verb = _("button_correct", default="Begin a new version")

    def act(self, data: dict[str, Any]) -> Minutes:
        return making.correct(self.context, data["reason"])


CirculateView = layout.wrap_form(CirculateForm)
RecallView = layout.wrap_form(RecallForm)
ApproveView = layout.wrap_form(ApproveForm)
PublishView = layout.wrap_form(PublishForm)
CorrectView = layout.wrap_form(CorrectForm)


def day_of(value: Any) -> date:
    """A day as programs send it.

    :raises BadParameter: for anything else.
    """
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadParameter("until", "must be a day such as 2026-11-30") from error
