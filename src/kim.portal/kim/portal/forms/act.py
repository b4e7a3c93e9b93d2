"""Forms that do one thing: read, do it, then back to where it was asked for."""

from kim.portal import _
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.invalid import Refused
from plone import api
from plone.autoform.form import AutoExtensibleForm
from plone.supermodel import model
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form.form import Form
from z3c.form.interfaces import IErrorViewSnippet
from zope.component import getMultiAdapter


def lead(action: Any) -> None:
    """Let a button look like the first thing to do; Plone does so by the button's name alone."""
    action.klass = action.klass.replace("btn-secondary", "btn-primary")


class ActForm(AutoExtensibleForm, Form):
    """Base of such forms: `schema`, `label` and a button that asks `values`."""

    ignoreContext = True
    enableCSRFProtection = True

    @property
    def page_title(self) -> str:
        return self.label

    def update(self) -> None:
        self.request.response.setHeader("Cache-Control", "no-store")
        super().update()

    def values(self) -> dict[str, Any] | None:
        """What was typed, None where it is wrong."""
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return None
        return data

    def wrong(self, message: str, field: str) -> None:
        """Say so beside the field and on top; on top alone where the form has no such field."""
        self.status = self.formErrorsMessage
        widget = self.widgets.get(field)
        if widget is None:
            self.status = message
            return
        error = FieldInvalid(message, field)
        snippet = getMultiAdapter(
            (error, self.request, widget, widget.field, self, self.context), IErrorViewSnippet
        )
        snippet.update()
        widget.error = snippet
        self.widgets.errors = (*self.widgets.errors, snippet)

    def done(self, message: str, url: str) -> None:
        """Say what was done, and go there."""
        api.portal.show_message(message, self.request)
        self.request.response.redirect(url)

    def render(self) -> str:
        return "" if self.request.response.getStatus() == 302 else super().render()

    def back(self) -> None:
        self.request.response.redirect(self.context.absolute_url())


class INothing(model.Schema):
    """A question that asks for no more than yes."""


class StepForm(ActForm):
    """Base of forms with one question and one button.

    `act` does it, `question` is the heading, `verb` on the button, `said` told afterwards. The
    rules check before they write, so that what they refuse has changed nothing.
    """

    schema = INothing
    template = ViewPageTemplateFile("act.pt")
    question = verb = said = description = ""

    @property
    def label(self) -> str:
        title = self.context.title
        return _(self.question, default=self.question.default, mapping={"title": title})

    def act(self, data: dict[str, Any]) -> Any:
        """What to go to, if not to where it was asked for.

        :raises Refused: told beside the field that it names.
        """
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
        except Refused as error:
            self.wrong(error.message, error.field)
            return
        self.done(self.said, (self.context if found is None else found).absolute_url())

    @button.buttonAndHandler(_("button_back", default="Back"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()
