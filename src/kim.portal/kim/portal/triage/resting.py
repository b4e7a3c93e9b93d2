"""Forms to put a gap report off, and to take it up again."""

from kim.portal import _
from kim.portal.forms.act import StepForm
from kim.portal.triage import triage
from kim.portal.triage.acts import REASON
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from zope import schema


class IPutOff(model.Schema):
    """Until when it rests."""

    until = schema.Date(title=_("field_put_off", default="Put off until"))
    reason = schema.Text(title=REASON, max_length=2_000)


class IWhy(model.Schema):
    """A reason."""

    reason = schema.Text(title=REASON, max_length=2_000)


class PutOffForm(StepForm):
    """``@@put-off``"""

    schema = IPutOff
    question = _("gap_put_off_title", default="Put off: ${title}")
    description = _(
        "gap_put_off_help", default="It rests until that day, then it is in the inbox again."
    )
    said = _("gap_put_off_said", default="The report rests.")
    verb = _("button_gap_put_off", default="Put off")

    def act(self, data: dict[str, Any]) -> None:
        triage.put_off(self.context, data["until"], data["reason"])


class TakeUpForm(StepForm):
    """``@@take-up``: what was put off."""

    schema = IWhy
    question = _("gap_take_up_title", default="Take up again: ${title}")
    said = _("gap_take_up_said", default="The report goes on.")
    verb = _("button_gap_take_up", default="Take up again")

    def act(self, data: dict[str, Any]) -> None:
        triage.put_off(self.context, None, data["reason"])


PutOffView = layout.wrap_form(PutOffForm)
TakeUpView = layout.wrap_form(TakeUpForm)
