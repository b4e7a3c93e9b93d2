"""What is done with mandates on pages: giving them, and the steps of their life."""

from kim.portal import _
from kim.portal.decisions.forms import IWhy
from kim.portal.forms.act import INothing
from kim.portal.forms.act import StepForm
from kim.portal.forms.posting import Posting
from kim.portal.mandates import evidence
from kim.portal.mandates import steps
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from plone.z3cform import layout
from Products.Five import BrowserView
from typing import Any
from zope import schema


class IIssue(model.Schema):
    """A mandate to be."""

    title = schema.TextLine(
        title=_("field_mandate_title", default="What is to be done?"), max_length=200
    )
    text = schema.Text(
        title=_("field_mandate_text", default="Details"), required=False, max_length=5_000
    )
    addressee = schema.Choice(
        title=_("field_mandate_addressee", default="Who does it?"), vocabulary="kim.bodies"
    )
    due = schema.Date(title=_("field_mandate_due", default="Until when?"))


class IResult(model.Schema):
    """What was done, and what shows it."""

    result = schema.Text(
        title=_("field_mandate_result", default="Result"),
        description=_(
            "field_mandate_result_help",
            default="What has changed? Whoever reported the gaps behind it reads this as well.",
        ),
        max_length=5_000,
    )
    evidence = schema.Text(
        title=_("field_mandate_evidence", default="Evidence"),
        description=_(
            "field_mandate_evidence_help",
            default="Addresses of pages of this portal, such as an offer, one a line. Files are"
            " uploaded on the mandate's page before.",
        ),
        required=False,
        max_length=5_000,
    )


class IExtend(IWhy):
    """A later day, and why."""

    directives.order_before(due="reason")
    due = schema.Date(title=_("field_extend_due", default="New last day"))


class IssueForm(StepForm):
    """``@@issue-mandate`` on a decision; several are given one after the other."""

    schema = IIssue
    question = _("issue_title", default="Give a mandate: ${title}")
    said = _("mandate_issued_said", default="The mandate is given; whoever is to do it is told.")
    verb = _("button_issue", default="Give the mandate")

    def act(self, data: dict[str, Any]) -> None:
        values = (data["title"], data["addressee"], data["due"], data.get("text") or "")
        steps.issue(self.context, *values)


class AcceptForm(StepForm):
    """``@@accept``"""

    schema = INothing
    question = _("accept_title", default="Take on: ${title}")
    said = _("mandate_accepted_said", default="You have taken it on.")
    verb = _("button_accept", default="Take it on")

    def act(self, data: dict[str, Any]) -> None:
        steps.accept(self.context)


class DeclineForm(StepForm):
    """``@@decline``"""

    schema = IWhy
    question = _("decline_title", default="Decline: ${title}")
    description = _(
        "decline_help",
        default="A municipality acts in self-government and may decline. The mandate goes onto the"
        " next agenda of the steering group.",
    )
    said = _("mandate_declined_said", default="The mandate is declined; the office is told.")
    verb = _("button_decline", default="Decline")

    def act(self, data: dict[str, Any]) -> None:
        steps.decline(self.context, data["reason"])


class ReportForm(StepForm):
    """``@@report-result``"""

    schema = IResult
    question = _("report_result_title", default="Report the result: ${title}")
    said = _("mandate_reported_said", default="The result is reported; the office checks it.")
    verb = _("button_report_result", default="Report")

    def act(self, data: dict[str, Any]) -> None:
        lines = (data.get("evidence") or "").split("\n")
        uids = tuple(evidence.uid_at(line) for line in lines if line.strip())
        steps.report(self.context, data["result"], uids)


class ConfirmForm(StepForm):
    """``@@confirm-result``: shows the result."""

    question = _("confirm_result_title", default="Confirm the result: ${title}")
    said = _("mandate_confirmed_said", default="The result is confirmed.")
    verb = _("button_confirm_result", default="Confirm")

    @property
    def description(self) -> str:
        return self.context.result or ""

    def act(self, data: dict[str, Any]) -> None:
        steps.confirm(self.context)


class RejectResultForm(StepForm):
    """``@@reject-result``"""

    schema = IWhy
    question = _("reject_result_title", default="Not done yet: ${title}")
    said = _("mandate_rejected_said", default="The mandate is in progress again.")
    verb = _("button_reject_result", default="Give it back")

    def act(self, data: dict[str, Any]) -> None:
        steps.reject_result(self.context, data["reason"])


class ExtendForm(StepForm):
    """``@@extend``"""

    schema = IExtend
    question = _("extend_title", default="Extend: ${title}")
    said = _("mandate_extended_said", default="There is more time now; the day before is kept.")
    verb = _("button_extend", default="Extend")

    def act(self, data: dict[str, Any]) -> None:
        steps.extend(self.context, data["due"], data["reason"])


class RevokeForm(StepForm):
    """``@@revoke``"""

    schema = IWhy
    question = _("revoke_title", default="Revoke: ${title}")
    said = _("mandate_revoked_said", default="The mandate is revoked.")
    verb = _("button_revoke", default="Revoke")

    def act(self, data: dict[str, Any]) -> None:
        steps.revoke(self.context, data["reason"])


class RemoveEvidence(Posting, BrowserView):
    """``@@remove-evidence``: takes a file out again; its buttons stand on the mandate's page."""

    def index(self) -> str:
        return self.go(self.context.absolute_url())

    def post(self) -> str:
        try:
            evidence.remove(self.context, self.typed("name"))
        except NotPossible as error:
            api.portal.show_message(error.message, self.request, type="error")
        else:
            said = _("evidence_removed", default="The file is gone.")
            api.portal.show_message(said, self.request)
        return self.index()


IssueView = layout.wrap_form(IssueForm)
AcceptView = layout.wrap_form(AcceptForm)
DeclineView = layout.wrap_form(DeclineForm)
ReportView = layout.wrap_form(ReportForm)
ConfirmView = layout.wrap_form(ConfirmForm)
RejectResultView = layout.wrap_form(RejectResultForm)
ExtendView = layout.wrap_form(ExtendForm)
RevokeView = layout.wrap_form(RevokeForm)
