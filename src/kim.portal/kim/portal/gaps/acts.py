"""Pages with the forms of everything that is done with a gap report."""

from kim.portal import _
from kim.portal.county.vocabularies import choices
from kim.portal.directory.offer import Offer
from kim.portal.forms.act import StepForm
from kim.portal.gaps import drafting
from kim.portal.gaps import queries
from kim.portal.gaps import reporting
from kim.portal.gaps import triage
from kim.portal.gaps.committees import proposing_url
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.similarity import open_report
from kim.portal.tracking.acts import confirmation
from kim.portal.tracking.acts import Guarded
from plone import api
from plone.autoform import directives
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from z3c.form import button
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema


NO_CLIENTS = _(
    "field_gap_text_help", default="Please no names and nothing that tells who a client is."
)
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


class IPropose(model.Schema):
    """Which committee prepares the proposal."""

    committee = schema.Choice(title=COMMITTEE, vocabulary="kim.gap_committees")


class IWhy(model.Schema):
    """A reason."""

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


class IObject(model.Schema):
    """Why somebody does not agree."""

    reason = schema.Text(
        title=_("field_gap_objection", default="With what do you not agree?"),
        description=NO_CLIENTS,
        max_length=2_000,
    )
    no_clients = confirmation()


class IQuery(model.Schema):
    """What the office wants to know."""

    text = schema.Text(title=_("field_query", default="Query"), max_length=queries.LONGEST)


class IAnswer(model.Schema):
    """What whoever reported it says to that."""

    text = schema.Text(
        title=_("field_query_answer", default="Answer"),
        description=NO_CLIENTS,
        max_length=queries.LONGEST,
    )
    no_clients = confirmation()


class IPutOff(model.Schema):
    """Until when it rests."""

    until = schema.Date(title=_("field_put_off", default="Put off until"))
    reason = schema.Text(title=REASON, max_length=2_000)


class IMerge(model.Schema):
    """Into which report."""

    twin = schema.TextLine(
        title=_("field_merge_twin", default="The other report"),
        description=_("field_merge_twin_help", default="Its address, copied from its page."),
        max_length=500,
    )
    note = schema.Text(title=NOTE, required=False, max_length=2_000)


class IAsk(model.Schema):
    """Whom to ask."""

    asked = schema.Choice(
        title=_("field_ask", default="Whose view is asked for?"),
        description=_(
            "field_ask_help", default="They see the report from now on, not who reported it."
        ),
        vocabulary="kim.bodies",
    )


class IDraft(model.Schema):
    """Whose offer, and what it is called."""

    actor = schema.Choice(
        title=_("field_draft_actor", default="Who shall offer it?"), vocabulary="kim.actors"
    )
    title = schema.TextLine(
        title=_("field_draft_title", default="What is the offer called?"), max_length=200
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


class ObjectForm(StepForm):
    """``@@object``"""

    schema = IObject
    question = _("gap_object_title", default="Object: ${title}")
    description = _("gap_object_help", default="The office looks at it again. You may object once.")
    said = _("gap_object_said", default="Your objection is there. The office looks at it again.")
    verb = _("button_gap_object", default="Object")

    def act(self, data: dict[str, Any]) -> None:
        reporting.object_to(self.context, data["reason"], data["no_clients"])


class QueryForm(StepForm):
    """``@@query``"""

    schema = IQuery
    question = _("gap_query_title", default="Ask back: ${title}")
    said = _("gap_query_said", default="The query is there.")
    verb = _("button_gap_query", default="Ask back")

    @property
    def description(self) -> str:
        if self.context.reporter or self.context.address:
            return _("gap_query_help", default="Whoever reported it gets a mail.")
        return _(
            "gap_query_help_no_address",
            default="Whoever reported it left no address: they see the query when they open their "
            "status link.",
        )

    def act(self, data: dict[str, Any]) -> None:
        queries.ask(self.context, data["text"])


class AnswerForm(Guarded, StepForm):
    """``@@answer-query``: for whoever reported it alone."""

    schema = IAnswer
    allowed = queries.may_answer
    question = _("gap_answer_title", default="Answer the query: ${title}")
    said = _("gap_answer_said", default="Thank you. The office has your answer.")
    verb = _("button_gap_answer", default="Send the answer")

    @property
    def description(self) -> str:
        waiting = queries.waiting(self.context)
        return waiting["text"] if waiting is not None else ""

    def act(self, data: dict[str, Any]) -> None:
        queries.answer(self.context, data["text"], data["no_clients"])


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


class MergeForm(StepForm):
    """``@@merge``"""

    schema = IMerge
    question = _("gap_merge_title", default="Merge: ${title}")
    description = _(
        "gap_merge_help",
        default="This report ends and joins the other one. Whoever reported it is told, and hears "
        "what becomes of that one.",
    )
    said = _("gap_merge_said", default="The report has joined the other one.")
    verb = _("button_gap_merge", default="Merge")

    def act(self, data: dict[str, Any]) -> GapReport:
        twin = open_report(data["twin"])
        triage.merge(self.context, twin, data["note"] or "")
        return twin


class AskForm(StepForm):
    """``@@ask``"""

    schema = IAsk
    question = _("gap_ask_title", default="Ask for a view: ${title}")
    said = _("gap_ask_said", default="They see the report now.")
    description = _("gap_ask_help", default="They get a mail.")
    verb = _("button_gap_ask", default="Ask")

    def act(self, data: dict[str, Any]) -> None:
        nobody = triage.ask(self.context, (data["asked"],))
        if nobody:
            message = _(
                "opinions_nobody",
                default="Nobody there has an account, please ask in another way: ${bodies}",
                mapping={"bodies": ", ".join(nobody)},
            )
            api.portal.show_message(message, self.request, type="warning")


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


ReviewView = layout.wrap_form(ReviewForm)
AssignView = layout.wrap_form(AssignForm)
ReferView = layout.wrap_form(ReferForm)
ProposeView = layout.wrap_form(ProposeForm)
ReturnView = layout.wrap_form(ReturnForm)
DropView = layout.wrap_form(DropForm)
ObjectView = layout.wrap_form(ObjectForm)
QueryView = layout.wrap_form(QueryForm)
AnswerView = layout.wrap_form(AnswerForm)
PutOffView = layout.wrap_form(PutOffForm)
TakeUpView = layout.wrap_form(TakeUpForm)
MergeView = layout.wrap_form(MergeForm)
AskView = layout.wrap_form(AskForm)
DraftView = layout.wrap_form(DraftForm)
