"""A decision (Beschluss) of the steering group: written once, never changed (§ 3.2).

All of it is in `record`, kept as a text that its `seal` covers; what the schema names is read from
there, so that neither form nor API has anything to change.
"""

from datetime import date
from kim.portal import _
from kim.portal.decisions import chain
from kim.portal.tracking.duties import ITracked
from plone.dexterity.content import Container
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.interface import implementer


UNCHANGED, CHANGED, PART = "unchanged", "changed", "in_part"
NOTED, REJECTED = "noted", "rejected"
OUTCOMES = (
    (UNCHANGED, _("decision_unchanged", default="adopted unchanged")),
    (CHANGED, _("decision_changed", default="adopted with changes")),
    (PART, _("decision_in_part", default="adopted in part")),
    (NOTED, _("decision_noted", default="noted")),
    (REJECTED, _("decision_rejected", default="rejected")),
)


class IDecision(model.Schema):
    """`day` is that of the meeting; `supersedes` the UID of the decision that this one replaces."""

    title = schema.TextLine(title=_("field_proposal_title", default="Title"), readonly=True)
    number = schema.TextLine(title=_("field_decision_number", default="Number"), readonly=True)
    text = schema.Text(title=_("field_decision_text", default="Decision"), readonly=True)
    outcome = schema.TextLine(title=_("field_decision_outcome", default="Outcome"), readonly=True)
    day = schema.Date(title=_("field_decision_day", default="Decided on"), readonly=True)
    supersedes = schema.ASCIILine(
        title=_("field_supersedes", default="Replaces"), required=False, readonly=True
    )


@implementer(IDecision, ITracked)
class Decision(Container):
    """See IDecision; what is in `record` is made in `kim.portal.decisions.confirming`."""

    #: The record as JSON, set once.
    kept = ""
    seal = ""

    @property
    def record(self) -> dict[str, Any]:
        """A copy: nothing that is done to it changes the decision."""
        return chain.read(self.kept)

    def _of_record(self, name: str, default: Any = "") -> Any:
        return self.record.get(name, default)

    @property
    def title(self) -> str:
        return self._of_record("title")

    @title.setter
    def title(self, value: Any) -> None:
        """Plone sets a title on whatever it makes."""

    @property
    def number(self) -> str:
        return self._of_record("number")

    @property
    def text(self) -> str:
        return self._of_record("text")

    @property
    def outcome(self) -> str:
        return self._of_record("outcome")

    @property
    def day(self) -> date | None:
        day = self._of_record("day")
        return date.fromisoformat(day) if day else None

    @property
    def supersedes(self) -> str | None:
        return self._of_record("supersedes", None) or None

    @property
    def municipalities(self) -> list[str]:
        """Of the proposal, as it was."""
        return list(self._of_record("municipalities", ()))

    @property
    def topics(self) -> list[str]:
        return list(self._of_record("topics", ()))

    @property
    def confidential(self) -> bool:
        """Decided on a confidential item: not for everybody in the steering group, never public."""
        return bool(self._of_record("confidential", False))

    @property
    def follows(self) -> tuple[str, ...]:
        proposal = self._of_record("proposal", None)
        return (proposal,) if proposal else ()
