"""Pages with the forms of the steps of a gap report, as the workflow names them."""

from kim.portal import _
from kim.portal.county.vocabularies import choices
from kim.portal.forms.act import StepForm
from kim.portal.triage import triage
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema


REASON = _("field_reason", default="Reason")
NOTE = _("field_gap_note", default="Note")
COMMITTEE = _("field_gap_choose_committee", default="Working group")
#: A duplicate names what it repeats, which `MergeForm` asks for.
drop_reasons = choices(*(one for one in triage.DROP_REASONS if one[0] != triage.DUPLICATE))


class IAssign(model.Schema):
    """To which committee."""

    committee = schema.Choice(
        title=COMMITTEE,
        description=_(
            "field_gap_choose_committee_help",
            default="Its members see the report from now on, and get a mail.",
        ),
        vocabulary="kim.gap_committees",
    )
    note = schema.Text(title=NOTE, required=False, max_length=2_000)


class IRefer(model.Schema):
    """To which committee, and why."""

    committee = schema.Choice(title=COMMITTEE, vocabulary="kim.gap_committees")
    reason = schema.Text(title=REASON, max_length=2_000)


class IReturn(model.Schema):
    """What is to be written anew."""

    reason = schema.Text(
        title=REASON,
        description=_(
            "field_return_help", default="Whoever reported it reads this, and writes it anew."
        ),
        max_length=2_000,
    )


class IDrop(model.Schema):
    """Why it is not followed up."""

    directives.widget("why", RadioFieldWidget)
    why = schema.Choice(title=REASON, vocabulary="kim.gap_drop_reasons")
    note = schema.Text(
        title=NOTE,
        description=_("field_drop_note_help", default="Whoever reported it reads this too."),
        required=False,
        max_length=2_000,
    )


class ReviewForm(StepForm):
    """``@@review``"""

    question = _("gap_review_title", default="Take up: ${title}")
    description = _(
        "gap_review_help", default="The municipalities concerned see the report from now on."
    )
    said = _("gap_review_said", default="The report is in review.")
    verb = _("button_gap_review", default="Take up")

    def act(self, data: dict[str, Any]) -> None:
        triage.review(self.context)


class AssignForm(StepForm):
    """``@@assign``"""

    schema = IAssign
    question = _("gap_assign_title", default="Assign: ${title}")
    said = _("gap_assign_said", default="The working group has the report now.")
    verb = _("button_gap_assign", default="Assign")

    def act(self, data: dict[str, Any]) -> None:
        triage.assign(self.context, data["committee"], data["note"] or "")


class ReferForm(StepForm):
    """``@@refer``: whoever refers it may not see it afterwards."""

    schema = IRefer
    question = _("gap_refer_title", default="Refer: ${title}")
    said = _("gap_refer_said", default="The other working group has the report now.")
    verb = _("button_gap_refer", default="Refer")

    def act(self, data: dict[str, Any]) -> Any:
        triage.refer(self.context, data["committee"], data["reason"])
        # The request remembers the roles of before, the catalog knows those of now.
        sees = api.content.find(UID=api.content.get_uuid(self.context))
        return None if sees else self.context.aq_parent


class ReturnForm(StepForm):
    """``@@return``"""

    schema = IReturn
    question = _("gap_return_title", default="Give back: ${title}")
    said = _("gap_return_said", default="Whoever reported it has it again.")
    verb = _("button_gap_return", default="Give back")

    def act(self, data: dict[str, Any]) -> Any:
        triage.give_back(self.context, data["reason"])
        # A draft belongs to whoever reported it.
        return self.context.aq_parent


class DropForm(StepForm):
    """``@@drop``"""

    schema = IDrop
    question = _("gap_drop_title", default="Drop: ${title}")
    description = _(
        "gap_drop_help", default="Whoever reported it is told why, and may object once."
    )
    said = _("gap_drop_said", default="The report is dropped.")
    verb = _("button_gap_drop", default="Drop")

    def act(self, data: dict[str, Any]) -> None:
        triage.drop(self.context, data["why"], data["note"] or "")


ReviewView = layout.wrap_form(ReviewForm)
AssignView = layout.wrap_form(AssignForm)
ReferView = layout.wrap_form(ReferForm)
ReturnView = layout.wrap_form(ReturnForm)
DropView = layout.wrap_form(DropForm)
