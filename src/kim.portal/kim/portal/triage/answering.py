"""Forms that lead to what answers a gap report: a proposal, an offer."""

from kim.portal import _
from kim.portal.directory.offer import Offer
from kim.portal.forms.act import StepForm
from kim.portal.gaps import committees
from kim.portal.gaps.gap import GapReport
from kim.portal.triage import drafting
from kim.portal.triage.acts import COMMITTEE
from plone import api
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from z3c.form import button
from zope import schema


#: Where a committee has its proposals, and the form of a new one.
FORM = "vorschlaege/++add++Proposal"


class IPropose(model.Schema):
    """Which committee prepares the proposal."""

    committee = schema.Choice(title=COMMITTEE, vocabulary="kim.gap_committees")


class IDraft(model.Schema):
    """Whose offer, and what it is called."""

    actor = schema.Choice(
        title=_("field_draft_actor", default="Who shall offer it?"), vocabulary="kim.actors"
    )
    title = schema.TextLine(
        title=_("field_draft_title", default="What is the offer called?"), max_length=200
    )


class ProposeForm(StepForm):
    """``@@propose``: leads to the form of a proposal of the committee that deals with it."""

    schema = IPropose
    question = _("gap_propose_title", default="Prepare a proposal: ${title}")
    verb = _("button_gap_propose", default="Prepare a proposal")

    def update(self) -> None:
        if self.context.committee and self.request.method == "GET":
            self.lead(self.context.committee)
            return
        super().update()

    @button.buttonAndHandler(_("button_go", default="Go on"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is not None:
            self.lead(data["committee"])

    @button.buttonAndHandler(_("button_back", default="Back"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()

    def lead(self, committee: str) -> None:
        url = proposing_url(self.context, committee)
        self.request.response.redirect(url or self.context.absolute_url())


class DraftForm(StepForm):
    """``@@draft-offer``: then the form of the offer, to be filled."""

    schema = IDraft
    question = _("gap_draft_title", default="Draft the missing offer: ${title}")
    description = _(
        "gap_draft_help",
        default="Topics, places and target groups are taken over. The draft is linked to the "
        "report; nobody else sees it until it is published.",
    )
    said = _("gap_draft_said", default="The draft is there. Please fill it.")
    verb = _("button_gap_draft", default="Draft the offer")

    def updateWidgets(self, prefix: str | None = None) -> None:
        super().updateWidgets(prefix)
        if not self.widgets["title"].value:
            self.widgets["title"].value = self.context.title

    def act(self, data: dict[str, Any]) -> Offer:
        return drafting.draft_offer(self.context, data["actor"], data["title"])


ProposeView = layout.wrap_form(ProposeForm)
DraftView = layout.wrap_form(DraftForm)


def proposing_url(gap: GapReport, committee_uid: str) -> str | None:
    """The form of a proposal that answers the report; None where there is no such committee."""
    brain = next(iter(committees.found(UID=committee_uid)), None)
    uid = api.content.get_uuid(gap)
    return None if brain is None else f"{brain.getURL()}/{FORM}?gap={uid}"
