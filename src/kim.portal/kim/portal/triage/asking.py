"""Forms that ask: back, and bodies for their view."""

from kim.portal import _
from kim.portal.forms.act import StepForm
from kim.portal.gaps import queries
from kim.portal.triage import triage
from plone import api
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from zope import schema


class IQuery(model.Schema):
    """What the office wants to know."""

    text = schema.Text(title=_("field_query", default="Query"), max_length=queries.LONGEST)


class IAsk(model.Schema):
    """Whom to ask."""

    asked = schema.Choice(
        title=_("field_ask", default="Whose view is asked for?"),
        description=_(
            "field_ask_help", default="They see the report from now on, not who reported it."
        ),
        vocabulary="kim.bodies",
    )


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


QueryView = layout.wrap_form(QueryForm)
AskView = layout.wrap_form(AskForm)
