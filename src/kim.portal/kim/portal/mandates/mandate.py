"""A mandate (Auftrag) that follows from a decision; it stands in that (§ 3.2)."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from datetime import date
from kim.portal import _
from kim.portal.decisions.decision import Decision
from kim.portal.tracking.duties import ITracked
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from zope import schema
from zope.interface import implementer


class IMandate(model.Schema):
    """`addressee` is a token of `tracking.bodies`, `due` the last day.

    `result` is what was done, `evidence` UIDs of content that shows it, `dates` the days before the
    mandate was extended.
    """

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

    # Kept by the acts; neither form nor API writes them.
    result = schema.Text(
        title=_("field_mandate_result", default="Result"), required=False, readonly=True
    )
    evidence = schema.Tuple(
        title=_("field_mandate_evidence", default="Evidence"), readonly=True, default=()
    )
    dates = schema.Tuple(
        title=_("field_mandate_dates", default="Days before it was extended"),
        readonly=True,
        default=(),
    )
    directives.omitted("result", "evidence", "dates")


@implementer(IMandate, ITracked)
class Mandate(Container):
    """See IMandate."""

    #: UID of the decision; where and what it is about, both as in the decision.
    decision = None
    municipalities = ()
    topics = ()

    @property
    def follows(self) -> tuple[str, ...]:
        return (self.decision,) if self.decision else ()

    def is_overdue(self, day: date) -> bool:
        return self.due is not None and self.due < day


def decision_of(mandate: Mandate) -> Decision:
    return aq_parent(aq_inner(mandate))


def mandates(decision: Decision) -> list[Mandate]:
    """All of a decision, in the order in which they were given."""
    return [one for one in decision.objectValues() if IMandate.providedBy(one)]
