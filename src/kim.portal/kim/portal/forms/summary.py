"""What is wrong with a form, on top of it: how much, and a link to each place."""

from collections.abc import Iterator
from dataclasses import dataclass
from kim.portal import _
from kim.portal.forms.messages import explain
from kim.portal.forms.rendering import target_of
from typing import Any
from z3c.form.interfaces import IMultiWidget
from zope.i18n import translate
from zope.i18nmessageid import Message


@dataclass(frozen=True)
class Problem:
    """One error; ``target`` is the id of what has to be corrected, None where that is no field."""

    message: str
    label: str = ""
    target: str | None = None


class Summary:
    """All problems of a form, in the order of its fields."""

    def __init__(self, form: Any, request: Any) -> None:
        self.request = request
        self.problems = list(self._of_form(form))

    @property
    def heading(self) -> Message:
        if len(self.problems) == 1:
            return _("summary_one", default="One thing has to be corrected:")
        return _(
            "summary_many",
            default="${count} things have to be corrected:",
            mapping={"count": len(self.problems)},
        )

    def _of_form(self, form: Any) -> Iterator[Problem]:
        for part in (form, *(getattr(form, "groups", None) or ())):
            widgets = getattr(part, "widgets", None)
            for error in getattr(widgets, "errors", ()):
                if getattr(error, "widget", None) is None:
                    yield Problem(self._text(error))
            for widget in (widgets or {}).values():
                yield from self._of_widget(widget, ())

    def _of_widget(self, widget: Any, above: tuple[str, ...]) -> Iterator[Problem]:
        label = self._translated(getattr(widget, "_label", None) or widget.label or "")
        cells = list(self._of_rows(widget, label)) if IMultiWidget.providedBy(widget) else []
        yield from cells
        if widget.error is not None and not cells:
            yield Problem(self._text(widget.error), ", ".join((*above, label)), target_of(widget))

    def _of_rows(self, widget: Any, label: str) -> Iterator[Problem]:
        for number, row in enumerate(widget.widgets, start=1):
            place = (f"{label} {number}",)
            found = [
                problem
                for cell in (getattr(row, "widgets", None) or {}).values()
                for problem in self._of_widget(cell, place)
            ]
            yield from found
            if not found and getattr(row, "error", None) is not None:
                yield Problem(self._text(row.error), place[0], target_of(row))

    def _text(self, snippet: Any) -> str:
        message = getattr(snippet, "message", None)
        if message is None:
            message = explain(snippet.error)
        return self._translated(message)

    def _translated(self, message: str) -> str:
        return translate(message, context=self.request)
