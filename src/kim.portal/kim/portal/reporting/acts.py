"""Forms of whoever reported a gap: objecting to the answer, answering a query."""

from kim.portal import _
from kim.portal.forms.act import StepForm
from kim.portal.gaps import queries
from kim.portal.reporting import reporting
from kim.portal.tracking.acts import confirmation
from kim.portal.tracking.acts import Guarded
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from zope import schema


NO_CLIENTS = _(
    "field_gap_text_help", default="Please no names and nothing that tells who a client is."
)


class IObject(model.Schema):
    """Why somebody does not agree."""

    reason = schema.Text(
        title=_("field_gap_objection", default="With what do you not agree?"),
        description=NO_CLIENTS,
        max_length=2_000,
    )
    no_clients = confirmation()


class IAnswer(model.Schema):
    """What whoever reported it says to that."""

    text = schema.Text(
        title=_("field_query_answer", default="Answer"),
        description=NO_CLIENTS,
        max_length=queries.LONGEST,
    )
    no_clients = confirmation()


class ObjectForm(StepForm):
    """``@@object``"""

    schema = IObject
    question = _("gap_object_title", default="Object: ${title}")
    description = _("gap_object_help", default="The office looks at it again. You may object once.")
    said = _("gap_object_said", default="Your objection is there. The office looks at it again.")
    verb = _("button_gap_object", default="Object")

    def act(self, data: dict[str, Any]) -> None:
        reporting.object_to(self.context, data["reason"], data["no_clients"])


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


ObjectView = layout.wrap_form(ObjectForm)
AnswerView = layout.wrap_form(AnswerForm)
