"""The steps of a proposal as pages, each a form with what the step needs."""

from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.deliberation import forms
from kim.portal.deliberation import letters
from kim.portal.deliberation import placing
from kim.portal.deliberation import steps
from kim.portal.forms.act import StepForm
from kim.portal.invitations import inviting
from kim.portal.meetings.item import meeting_of
from kim.portal.proposals import checks
from kim.portal.proposals import gathering
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.theme.assets import asset_url
from plone import api
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class StepForm(StepForm):
    """Base: says with its verb what it does to which proposal."""

    @property
    def label(self) -> str:
        return _(
            "proposal_step",
            default="${verb}: ${title}",
            mapping={"verb": self.verb, "title": self.context.title},
        )


class TableForm(StepForm):
    """``@@table``"""

    verb = _("button_table", default="Put up for discussion")
    said = _("proposal_tabled", default="The working group discusses it from now on.")
    description = _(
        "table_help",
        default="The working group discusses it; other bodies can be asked for their opinion.",
    )

    def act(self, data: dict[str, Any]) -> None:
        steps.table(self.context)


class SubmitForm(StepForm):
    """``@@submit``"""

    verb = _("button_submit_proposal", default="Submit")
    said = _("proposal_submitted_said", default="The proposal is with the office.")

    @property
    def description(self) -> str:
        if opinions.awaited(self.context):
            return _(
                "submit_help_opinions",
                default="Its text is kept as a version and does not change any more. Some opinions "
                "may still come; the office waits for them.",
            )
        return _(
            "submit_help", default="Its text is kept as a version and does not change any more."
        )

    def act(self, data: dict[str, Any]) -> None:
        steps.submit(self.context)


class ReferForm(StepForm):
    """``@@refer``"""

    schema = forms.IReferral
    verb = _("button_refer", default="Refer to the structural level")
    said = _("proposal_referred", default="The proposal is with the other working group now.")

    def act(self, data: dict[str, Any]) -> Any:
        committee = committee_of(self.context)
        moved = steps.refer(self.context, data["committee"], data["reason"])
        # Who referred it may not see it any more.
        return moved if api.user.has_permission("View", obj=moved) else committee


class WithdrawForm(StepForm):
    """``@@withdraw``"""

    schema = forms.IWhy
    verb = _("button_withdraw", default="Withdraw")
    said = _("proposal_withdrawn_said", default="The proposal is withdrawn.")
    description = _(
        "withdraw_help",
        default="Its gap reports go back to the working group; whoever reported them is told.",
    )

    def act(self, data: dict[str, Any]) -> None:
        steps.withdraw(self.context, data["reason"])


class ReturnForm(StepForm):
    """``@@return``"""

    schema = forms.IWhy
    verb = _("button_return", default="Give back")
    said = _("proposal_returned", default="The proposal is with its working group again.")
    description = _("return_help", default="The working group is told the reason.")

    def act(self, data: dict[str, Any]) -> None:
        steps.give_back(self.context, data["reason"])


class ScheduleForm(StepForm):
    """``@@schedule``"""

    schema = forms.IScheduling
    verb = _("button_schedule", default="Put on an agenda")
    said = _("proposal_scheduled_said", default="The proposal is on the agenda.")

    @property
    def description(self) -> str:
        lacking = checks.missing(self.context)
        if not lacking:
            return ""
        return _(
            "schedule_lacking",
            default="Before that all checks are to be ticked; ${count} are missing.",
            mapping={"count": len(lacking)},
        )

    def act(self, data: dict[str, Any]) -> None:
        meeting = gathering.named(data["meeting"])
        placing.schedule(self.context, meeting, data["late"] or "")
        if inviting.is_sent(meeting):
            message = _(
                "schedule_invited",
                default="People are invited to this meeting already. Please send the changed "
                "agenda: on the meeting's page, “Send the change”.",
            )
            api.portal.show_message(message, self.request, type="warning")


class UnscheduleForm(StepForm):
    """``@@unschedule``"""

    schema = forms.IWhy
    verb = _("button_unschedule", default="Take off the agenda")
    said = _("proposal_unscheduled", default="The proposal is off the agenda.")

    def act(self, data: dict[str, Any]) -> None:
        item = scheduling.item_of(self.context)
        sent = item is not None and inviting.is_sent(meeting_of(item))
        placing.take_off(self.context, data["reason"])
        if sent:
            message = _(
                "unschedule_invited",
                default="People are invited to this meeting already. Please send the changed "
                "agenda: on the meeting's page, “Send the change”.",
            )
            api.portal.show_message(message, self.request, type="warning")


class PostponeForm(StepForm):
    """``@@postpone``"""

    schema = forms.IWhy
    verb = _("button_postpone", default="Put off")
    said = _("proposal_postponed", default="It is put off and waits for another meeting.")

    def act(self, data: dict[str, Any]) -> None:
        placing.postpone(self.context, data["reason"])


class ReferBackForm(StepForm):
    """``@@refer-back``"""

    schema = forms.IQuestion
    verb = _("button_refer_back", default="Refer back with a question")
    said = _("proposal_referred_back", default="The working group has the question.")

    def act(self, data: dict[str, Any]) -> None:
        placing.refer_back(self.context, data["question"])


class CloseForm(StepForm):
    """``@@close``"""

    schema = forms.IOutcome
    verb = _("button_close_proposal", default="Close")
    said = _("proposal_closed", default="The proposal is implemented.")

    def act(self, data: dict[str, Any]) -> None:
        steps.close(self.context, data["reason"])


class AskForm(StepForm):
    """``@@ask-opinions``"""

    schema = forms.IAsking
    template = ViewPageTemplateFile("ask.pt")
    verb = _("button_ask_opinions", default="Ask for opinions")
    said = _("opinions_asked", default="They are asked.")

    @property
    def script(self) -> str:
        """Narrows the long list of bodies."""
        return asset_url(api.portal.get().absolute_url(), "report.js")

    def act(self, data: dict[str, Any]) -> None:
        silence = data["silence_agrees"] == forms.YES
        made = opinions.ask(self.context, data["bodies"], data["until"], silence)
        nobody = letters.asked(self.context, made)
        if nobody:
            message = _(
                "opinions_nobody",
                default="Nobody there has an account, please ask in another way: ${bodies}",
                mapping={"bodies": ", ".join(nobody)},
            )
            api.portal.show_message(message, self.request, type="warning")


class AddGapsForm(StepForm):
    """``@@add-gaps``: several at once."""

    schema = forms.IGaps
    verb = _("button_add_gaps", default="Add gap reports")
    said = _("gaps_added", default="The proposal answers them from now on.")

    def act(self, data: dict[str, Any]) -> None:
        steps.answer(self.context, gathering.gaps(data["gaps"]))


TableView = layout.wrap_form(TableForm)
SubmitView = layout.wrap_form(SubmitForm)
ReferView = layout.wrap_form(ReferForm)
WithdrawView = layout.wrap_form(WithdrawForm)
ReturnView = layout.wrap_form(ReturnForm)
ScheduleView = layout.wrap_form(ScheduleForm)
UnscheduleView = layout.wrap_form(UnscheduleForm)
PostponeView = layout.wrap_form(PostponeForm)
ReferBackView = layout.wrap_form(ReferBackForm)
CloseView = layout.wrap_form(CloseForm)
AskView = layout.wrap_form(AskForm)
AddGapsView = layout.wrap_form(AddGapsForm)
