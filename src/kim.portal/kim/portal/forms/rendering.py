"""A widget with its label, help and error, tied together for whoever does not see the page."""

from collective.easyform.interfaces import IEasyFormWidget
from collective.z3cform.datagridfield.interfaces import IDataGridFieldWidget
from Products.Five.browser import BrowserView
from Products.Five.browser.metaconfigure import ViewMixinForTemplates
from typing import Any
from z3c.form.interfaces import ICheckBoxWidget
from z3c.form.interfaces import IMultiWidget
from z3c.form.interfaces import INPUT_MODE
from z3c.form.interfaces import IObjectWidget
from z3c.form.interfaces import IRadioWidget
from z3c.form.interfaces import ISingleCheckBoxWidget
from z3c.form.interfaces import IWidget
from zope.browserpage.viewpagetemplatefile import ViewPageTemplateFile


#: Where there are more choices than this, they are set in columns.
FEW = 8


class RenderWidget(ViewMixinForTemplates, BrowserView):
    """``@@ploneform-render-widget``; the templates ask it for ids and classes."""

    index = ViewPageTemplateFile("widget.pt")

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if self.context.mode == INPUT_MODE:
            self.tie()
        return super().__call__(*args, **kwargs)

    def tie(self) -> None:
        """Let the widget's inputs name their error and help."""
        attributes = getattr(self.context, "attributes", None)
        if not isinstance(attributes, dict):
            return
        # A group carries its help itself; every one of its inputs would read it out again.
        described = self.described_by if not self.is_group else self.error_id
        if described and (self.context.error or not self.is_group):
            attributes["aria-describedby"] = described
        if self.context.error:
            attributes["aria-invalid"] = "true"

    @property
    def help_id(self) -> str:
        return f"{self.context.id}-help"

    @property
    def error_id(self) -> str:
        return f"{self.context.id}-error"

    @property
    def description(self) -> str:
        return getattr(self.context, "description", self.context.field.description)

    @property
    def described_by(self) -> str | None:
        ids = []
        if self.context.error:
            ids.append(self.error_id)
        if self.description:
            ids.append(self.help_id)
        return " ".join(ids) or None

    @property
    def is_group(self) -> bool:
        """Several inputs answer one question: a fieldset names it, no label could."""
        return is_group(self.context)

    @property
    def role(self) -> str | None:
        if not self.is_group:
            return None
        return "radiogroup" if IRadioWidget.providedBy(self.context) else "group"

    @property
    def has_many(self) -> bool:
        items = getattr(self.context, "items", None) if self.is_group else None
        return items is not None and not callable(items) and len(list(items)) > FEW

    @property
    def css_class(self) -> str:
        """Plone's own classes, as its scripts and styles know them."""
        widget = self.context
        found = ["mb-3", "field", f"fieldname-{widget.name}", f"widget-mode-{widget.mode}"]
        if widget.error:
            found.append("error")
        if self.has_many:
            found.append("kim-many")
        found.append(getattr(widget, "wrapper_css_class", None) or "")
        if self.depends_on:
            found.append("pat-depends")
        found.append(self._tagged("css_class"))
        return " ".join(filter(None, found))

    @property
    def depends_on(self) -> str:
        """EasyForm shows some fields only after a certain answer."""
        return self._tagged("depends_on")

    def _tagged(self, name: str) -> str:
        if not IEasyFormWidget.providedBy(self.context):
            return ""
        return self.context.field.queryTaggedValue(name) or ""


def is_group(widget: Any) -> bool:
    """Radios, checkboxes, rows."""
    if ISingleCheckBoxWidget.providedBy(widget):
        return False
    kinds = (ICheckBoxWidget, IRadioWidget, IMultiWidget, IObjectWidget, IDataGridFieldWidget)
    return any(kind.providedBy(widget) for kind in kinds)


def target_of(widget: IWidget) -> str:
    """The id that a link to the widget leads to: something that can have the focus."""
    if is_group(widget):
        return f"formfield-{widget.id}"
    if ISingleCheckBoxWidget.providedBy(widget):
        return f"{widget.id}-0"
    return widget.id
