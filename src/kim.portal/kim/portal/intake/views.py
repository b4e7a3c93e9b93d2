"""The page of a form: guarded, its own action first, every fault beside its field."""

from collective.easyform.api import dollar_replacer
from collective.easyform.api import get_actions
from collective.easyform.api import get_expression
from collective.easyform.browser.view import EasyFormForm
from collective.easyform.browser.view import EasyFormFormWrapper
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IActionExtender
from html import escape
from kim.portal.access.sensitive import forgetful
from kim.portal.forms.act import lead
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.snippets import find_widget
from kim.portal.forms.snippets import show
from kim.portal.intake import gate
from kim.portal.intake.action import IIntake
from kim.portal.intake.action import UNFINISHED
from kim.portal.intake.forms import FOLDER
from kim.portal.intake.places import follow_ups
from kim.portal.intake.places import FollowUp
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.Five.browser import BrowserView
from typing import Any
from z3c.form.interfaces import IErrorViewSnippet
from zope.browserpage.viewpagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter
from zope.schema import getFieldsInOrder

import transaction


class IntakeForm(EasyFormForm):
    """EasyForm's form for our layer, whatever its actions are."""

    form_template = ViewPageTemplateFile("form.pt")
    thank_you_template = ViewPageTemplateFile("thanks.pt")

    @property
    def note(self) -> str:
        """When the form was shown, for its hidden field."""
        return gate.kept_note(self.context, self.request)

    def update(self) -> None:
        self.request.response.setHeader("Cache-Control", "no-store")
        with forgetful(self.request):
            super().update()
            if self.thanksPage:
                self._thank()

    def updateActions(self) -> None:
        super().updateActions()
        if "submit" in self.actions:
            lead(self.actions["submit"])

    def processActions(self, fields: dict[str, Any]) -> dict[str, Any] | None:
        """All actions or none: what was written goes back with the first fault."""
        try:
            if self.request.method != "POST":
                raise gate.Refused(gate.STALE)
            gate.check(self.context, self.request)
        except gate.Refused as refused:
            self.request.response.setStatus(refused.status)
            return {FORM_ERROR_MARKER: refused.message}
        actions = self._actions()
        if not actions:
            return {FORM_ERROR_MARKER: UNFINISHED}
        # The catalog's queue knows no savepoints: it must be empty at both ends.
        processQueue()
        before = transaction.savepoint()
        for action in actions:
            faults = action.onSuccess(fields, self.request)
            if isinstance(faults, dict) and faults:
                processQueue()
                before.rollback()
                return faults
        gate.close(self.request)
        return None

    def _actions(self) -> list[Any]:
        """Ours first: a mail of another action must not tell of what did not come in."""
        enabled = [
            action
            for _name, action in getFieldsInOrder(get_actions(self.context))
            if action.required and self._is_due(action) and hasattr(action, "onSuccess")
        ]
        return sorted(enabled, key=lambda action: not IIntake.providedBy(action))

    def _is_due(self, action: Any) -> bool:
        condition = IActionExtender(action).execCondition
        return not condition or bool(get_expression(self.context, condition))

    def setErrorsMessage(self, errors: dict[str, Any]) -> None:
        """Fields in fieldsets too, which EasyForm's own leaves out."""
        self.status = self.formErrorsMessage
        for name, message in errors.items():
            widget = None
            for part in (self, *self.groups):
                widget = widget or find_widget(part.widgets, (name,))
            error = FieldInvalid(message, name)
            snippet = show(error, widget) if widget is not None else self._on_top(error)
            if widget is None or widget.form is self:
                self.widgets.errors = (*self.widgets.errors, snippet)

    def _on_top(self, error: FieldInvalid) -> Any:
        snippet = getMultiAdapter(
            (FieldInvalid(error.message), self.request, None, None, self, self.context),
            IErrorViewSnippet,
        )
        snippet.update()
        return snippet

    def _thank(self) -> None:
        # EasyForm puts what was typed into its thanks as it is.
        typed = {name: escape(str(value)) for name, value in self.extractData()[0].items()}
        for name in ("thanksPrologue", "thanksEpilogue"):
            text = getattr(self.context, name)
            setattr(self, name, dollar_replacer(text.output, typed) if text else "")

    def follow_ups(self) -> list[FollowUp]:
        """Where to go on from there."""
        return follow_ups(self.request)

    def shown_widgets(self) -> list[Any]:
        """What the page of thanks repeats."""
        parts = (self, *self.groups)
        return [widget for part in parts for widget in part.widgets.values() if widget.value]


class ContactPage(BrowserView):
    """``contact-info``: Plone's own form would mail past gate and outbox."""

    def __call__(self) -> str:
        site = api.portal.get()
        for path in (f"{FOLDER}/kontakt", "kontakt"):
            page = site.unrestrictedTraverse(path, None)
            if page is not None and api.user.has_permission("View", obj=page):
                break
        else:
            page = site
        self.request.response.redirect(page.absolute_url())
        return ""


class IntakePage(EasyFormFormWrapper):
    """``view`` of a form."""

    form = IntakeForm
