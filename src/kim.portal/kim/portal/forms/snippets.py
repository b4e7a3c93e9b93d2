"""The error views that z3c.form asks for: our sentence, tied to the widget that it is about."""

from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.messages import explain
from kim.portal.interfaces import IKimFormLayer
from pathlib import Path
from typing import Any
from z3c.form.error import ErrorViewSnippet
from z3c.form.error import ErrorViewTemplateFactory
from z3c.form.interfaces import IErrorViewSnippet
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.schema.interfaces import IField
from zope.schema.interfaces import ValidationError


ErrorTemplate = ErrorViewTemplateFactory(str(Path(__file__).parent / "error.pt"), "text/html")


@adapter(ValidationError, IKimFormLayer, None, None, None, None)
class ExplainedError(ErrorViewSnippet):
    """An error of one field."""

    def createMessage(self) -> str:
        return explain(self.error)


@adapter(FieldInvalid, IKimFormLayer, None, None, None, None)
class PlacedError(ErrorViewSnippet):
    """An error of a rule over several fields: goes to the widget that the error names."""

    def createMessage(self) -> str:
        return self.error.message

    def update(self) -> None:
        super().update()
        if self.widget is None and getattr(self.form, "widgets", None) is not None:
            self.widget = find_widget(self.form.widgets, self.error.path)
            if self.widget is not None and self.widget.error is None:
                self.widget.error = self


def find_widget(widgets: Any, path: tuple[str | int, ...]) -> Any | None:
    """The widget at the end of a `FieldInvalid`'s path, or as near to it as the form goes."""
    if not path:
        return None
    found = next((w for w in widgets.values() if w.field.__name__ == path[0]), None)
    for step in path[1:]:
        try:
            found = (getattr(found, "kept_rows", None) or found.widgets)[step]
        except (AttributeError, IndexError, KeyError, TypeError):
            break
    return found


def show(error: Exception, widget: Any) -> ErrorViewSnippet:
    """Put an error beside a widget, whoever found it."""
    field: IField = widget.field
    snippet = getMultiAdapter(
        (error, widget.request, widget, field, widget.form, widget.context), IErrorViewSnippet
    )
    snippet.update()
    widget.error = snippet
    return snippet
