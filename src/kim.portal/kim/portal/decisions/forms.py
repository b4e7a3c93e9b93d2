"""Forms of acts: one question, one button, back to where it was asked for."""

from kim.portal import _
from kim.portal.forms.act import ActForm
from kim.portal.meetings.planning import MeetingError
from kim.portal.tracking.life import NotPossible
from plone.dexterity.content import DexterityContent
from plone.supermodel import model
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from zope import schema


class INothing(model.Schema):
    """A question that asks for no more than yes."""


class IWhy(model.Schema):
    """A reason."""

    reason = schema.Text(title=_("field_reason", default="Reason"), max_length=5_000)


class StepForm(ActForm):
    """Base: `act` does it, `question` is the heading, `verb` on the button, `said` told afterwards.

    The rules check before they write, so that what they refuse has changed nothing.
    """

    schema = INothing
    template = ViewPageTemplateFile("step.pt")
    question = verb = said = description = ""

    @property
    def label(self) -> str:
        title = self.context.title
        return _(self.question, default=self.question.default, mapping={"title": title})

    def act(self, data: dict[str, Any]) -> DexterityContent | None:
        """What to go to, if not to where it was asked for."""
        raise NotImplementedError

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].title = self.verb

    @button.buttonAndHandler(_("button_go", default="Go on"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None:
            return
        try:
            found = self.act(data)
        except (NotPossible, MeetingError) as error:
            self.wrong(error.message, error.field)
            return
        self.done(self.said, (self.context if found is None else found).absolute_url())

    @button.buttonAndHandler(_("button_back", default="Back"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()
