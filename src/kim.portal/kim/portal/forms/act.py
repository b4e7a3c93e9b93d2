"""A form that does one thing: read, do it, then back to where it was asked for."""

from kim.portal.forms.invalid import FieldInvalid
from plone import api
from plone.autoform.form import AutoExtensibleForm
from typing import Any
from z3c.form.form import Form
from z3c.form.interfaces import IErrorViewSnippet
from zope.component import getMultiAdapter


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
