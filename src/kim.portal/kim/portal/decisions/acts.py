"""What is done on pages: the office records and publishes, the chair confirms."""

from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.decisions import confirming
from kim.portal.decisions import publishing
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions import words
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import OUTCOMES
from kim.portal.decisions.decision import UNCHANGED
from kim.portal.decisions.recording import Recorded
from kim.portal.decisions.views import OfDecisions
from kim.portal.forms.act import StepForm
from kim.portal.forms.posting import Posting
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.planning import MeetingError
from kim.portal.proposals import scheduling
from kim.portal.sessions import results
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.supermodel import model
from plone.z3cform import layout
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import NotFound
from zope import schema
from zope.interface import directlyProvides
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory
from zope.schema.interfaces import IVocabularyFactory
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


def outcomes(context: Any) -> SimpleVocabulary:
    """``kim.decision_outcomes``"""
    return SimpleVocabulary([SimpleTerm(name, name, title) for name, title in OUTCOMES])


def replaceable(context: Any) -> SimpleVocabulary:
    """``kim.decisions``: those of the committee that nothing has replaced, last one first."""
    committee = committee_of(context)
    found = register.decisions(register.folder_of(committee)) if committee is not None else []
    replaced = {one.supersedes for one in found}
    terms = []
    for one in reversed(found):
        uid = api.content.get_uuid(one)
        if uid not in replaced and api.user.has_permission("View", obj=one):
            terms.append(SimpleTerm(uid, uid, f"{one.number}: {one.title}"))
    return SimpleVocabulary(terms)


directlyProvides(outcomes, IVocabularyFactory)
directlyProvides(replaceable, IVocabularyFactory)


@provider(IContextAwareDefaultFactory)
def text_now(context: AgendaItem) -> str:
    """What is recorded, else what was typed as result, else the motion."""
    found = recording.recorded(context)
    if found is not None:
        return found.text
    proposal = scheduling.proposal_of(context)
    motion = proposal.motion if proposal is not None else context.motion
    return results.result(context).text or motion or ""


@provider(IContextAwareDefaultFactory)
def outcome_now(context: AgendaItem) -> str:
    found = recording.recorded(context)
    if found is not None:
        return found.outcome
    said = results.result(context).outcome
    fits = [name for name, result in recording.RESULTS.items() if result == said]
    return fits[0] if fits else UNCHANGED


@provider(IContextAwareDefaultFactory)
def supersedes_now(context: AgendaItem) -> str | None:
    found = recording.recorded(context)
    return found.supersedes if found is not None else None


class IRecord(model.Schema):
    """What the steering group has decided."""

    text = schema.Text(
        title=_("field_decision_text", default="Decision"),
        description=_("field_item_motion_help", default="Word by word, as it is to be decided."),
        max_length=10_000,
        defaultFactory=text_now,
    )
    outcome = schema.Choice(
        title=_("field_decision_outcome", default="Outcome"),
        vocabulary="kim.decision_outcomes",
        defaultFactory=outcome_now,
    )
    supersedes = schema.Choice(
        title=_("field_decision_replaces", default="Replaces the decision"),
        vocabulary="kim.decisions",
        required=False,
        defaultFactory=supersedes_now,
    )


class RecordForm(StepForm):
    """``@@record-decision`` on an item."""

    schema = IRecord
    question = _("record_decision_title", default="Record the decision: ${title}")
    description = _(
        "record_decision_help",
        default="The chair of the steering group confirms it; until then it can be changed here.",
    )
    said = _("decision_recorded_said", default="Recorded. The chair confirms it now.")
    verb = _("button_record_decision", default="Record")

    def act(self, data: dict[str, Any]) -> None:
        recording.record(self.context, data["text"], data["outcome"], data.get("supersedes"))


class TakeBackForm(StepForm):
    """``@@take-back-decision`` on an item."""

    question = _("take_back_title", default="Take back what is recorded: ${title}")
    description = _(
        "take_back_help", default="The chair has nothing to confirm then. The result stays."
    )
    said = _("decision_taken_back", default="Nothing is recorded as a decision any more.")
    verb = _("recall_decision", default="Take back")

    def act(self, data: dict[str, Any]) -> None:
        recording.take_back(self.context)


class IPublish(model.Schema):
    """What the guard asks about."""

    no_clients = schema.Bool(
        title=_("field_no_clients", default="What was marked tells nothing of a client"),
        description=_(
            "field_no_clients_help",
            default="Needed only where something was marked that may be a name, a telephone number "
            "or an e-mail address.",
        ),
        required=False,
        default=False,
    )


class PublishForm(StepForm):
    """``@@publish`` on a decision: says what everyone will read."""

    schema = IPublish
    question = _("publish_title", default="Publish: ${title}")
    description = _(
        "publish_decision_help",
        default="Everyone will read its number, title and text, the outcome and the day. Vote,"
        " seats, proposal and mandates stay inside.",
    )
    said = _("decision_published_said", default="Everyone can read the decision now.")
    verb = _("button_publish_minutes", default="Publish")

    def act(self, data: dict[str, Any]) -> None:
        publishing.publish(self.context, bool(data.get("no_clients")))


RecordView = layout.wrap_form(RecordForm)
TakeBackView = layout.wrap_form(TakeBackForm)
PublishView = layout.wrap_form(PublishForm)


class ConfirmView(Posting, OfDecisions):
    """``@@confirm`` on an item: shows the chair all that the decision will say."""

    template = ViewPageTemplateFile("confirm.pt")
    error = ""

    def index(self) -> str:
        if not confirming.may_confirm(self.context) or self.recorded is None:
            raise NotFound(self.request.getURL())
        return self.template()

    @property
    def page_title(self) -> str:
        return self.context.title

    @property
    def recorded(self) -> Recorded | None:
        return recording.recorded(self.context)

    @property
    def digest(self) -> str:
        return confirming.digest(self.context)

    def outcome(self) -> str:
        return words.outcome(self.recorded.outcome, self.say)

    def vote(self) -> str:
        return words.vote(confirming.vote_of(self.context), self.say)

    def present(self) -> list[str]:
        return words.present(confirming.seats_of(self.context))

    def replaced(self) -> Decision | None:
        uid = self.recorded.supersedes
        return recording.decision_by_uid(self.context, uid) if uid else None

    def hindrance(self) -> str:
        """Why it cannot be confirmed now by whoever looks at it."""
        try:
            confirming.check(self.context)
        except NotPossible as error:
            return self.say(error.message)
        return ""

    def post(self) -> str:
        if not confirming.may_confirm(self.context):
            raise NotFound(self.request.getURL())
        try:
            made = confirming.confirm(self.context, self.typed("digest"))
        except (NotPossible, MeetingError) as error:
            self.error = self.say(error.message)
            return self.index()
        api.portal.show_message(
            _(
                "decision_confirmed_said",
                default="Decision ${number} is confirmed.",
                mapping={"number": made.number},
            ),
            self.request,
        )
        return self.go(made.absolute_url())


class ConfirmProposal(BrowserView):
    """``@@confirm`` on a proposal: it is confirmed where it was decided on."""

    def __call__(self) -> str:
        item = scheduling.item_of(self.context)
        if item is None:
            raise NotFound(self.request.getURL())
        self.request.response.redirect(f"{item.absolute_url()}/@@confirm")
        return ""
