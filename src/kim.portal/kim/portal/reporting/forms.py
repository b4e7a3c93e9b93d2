"""The form of a report: it asks little, the rest is folded; what was typed survives every error."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from kim.portal import _
from kim.portal.forms.act import lead
from kim.portal.forms.stale import EditForm
from kim.portal.gaps import life
from kim.portal.gaps.folders import FOLDER
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import TEXTS
from kim.portal.privacy.findings import findings
from kim.portal.privacy.marking import Marked
from kim.portal.privacy.marking import marked
from kim.portal.reporting import prefilling
from kim.portal.reporting import reporting
from kim.portal.reporting.prefilling import Occasion
from kim.portal.reporting.suggestions import PREFIX
from kim.portal.reporting.suggestions import Suggestions
from kim.portal.reporting.suggestions import suggestions
from kim.portal.surveys import surveys
from kim.portal.theme.assets import asset_url
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.events import EditFinishedEvent
from plone.dexterity.interfaces import IDexterityEditForm
from plone.dexterity.utils import addContentToContainer
from plone.z3cform import layout
from typing import Any
from z3c.form import button
from zope.browserpage.viewpagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter
from zope.event import notify
from zope.interface import classImplements


FIRST = ("title", "text", "municipalities", "target_groups", "actors")
CONFIRMED = "no_clients"

REPORT = _("button_report", default="Report it")
KEEP = _("button_keep_draft", default="Save as a draft")
CHECK = _("button_check", default="Check and look for what exists")
REPORTED = _(
    "gap_thanks",
    default="Thank you. The coordinating office has your report; its page says how it goes on.",
)
KEPT = _("gap_kept", default="The draft is saved. Only you can see it.")


@dataclass(frozen=True)
class Row:
    """A widget and, where something in it was found, its text with the places marked."""

    widget: Any
    marked: Marked | None = None


class ReportFields:
    """Mixed into forms of a report: their fields, in two parts, and what helps to fill them."""

    template = ViewPageTemplateFile("report.pt")
    css_class = "kim-report"
    enableCSRFProtection = True
    #: Where what was typed is looked at, for the buttons that do not save.
    found: Suggestions | None = None

    def update(self) -> None:
        self.request.response.setHeader("Cache-Control", "no-store")
        if self.request.method != "POST":
            self._read_address()
        super().update()

    def updateActions(self) -> None:
        super().updateActions()
        if "report" in self.actions:
            lead(self.actions["report"])

    def _read_address(self) -> None:
        """Nothing is done on a GET; the fields of a new report may be filled by the address."""
        form = self.request.form
        for name in [n for n in form if n.startswith(("form.buttons.", PREFIX))]:
            del form[name]

    def first(self) -> list[Row]:
        """What is asked of everybody."""
        return [self._row(self.widgets[name]) for name in FIRST if name in self.widgets]

    def more(self) -> list[Row]:
        """What may be told as well."""
        return [
            self._row(widget)
            for name, widget in self.widgets.items()
            if name not in (*FIRST, CONFIRMED)
        ]

    @property
    def opens_more(self) -> bool:
        """Folded until something stands in it: wrong, or filled in."""
        return any(row.widget.error for row in self.more()) or self.is_filled

    @property
    def is_filled(self) -> bool:
        return False

    @property
    def confirmation(self) -> Any | None:
        """The box to tick, as soon as there is something to be asked about."""
        sent = bool(self.request.form.get(PREFIX + CONFIRMED))
        return self.widgets[CONFIRMED] if sent or any(self._asked()) else None

    def _asked(self) -> Iterator[bool]:
        for name in TEXTS:
            widget = self.widgets.get(name)
            if widget is not None and widget.error is not None:
                yield any(not one.refused for one in findings(_text_of(widget)))

    def _row(self, widget: Any) -> Row:
        name = widget.field.__name__
        text = _text_of(widget) if name in TEXTS and widget.error is not None else ""
        return Row(widget, marked(text) if text and findings(text) else None)

    def suggestions(self) -> Suggestions | None:
        return self.found

    def suggested(self) -> str:
        """What exists already, as HTML; empty before anybody has asked."""
        if self.found is None:
            return ""
        view = getMultiAdapter((self.container, self.request), name="gap-suggestions")
        view.found = self.found
        return view.index()

    def look(self) -> None:
        """Say what is wrong so far, and what exists already."""
        self.extractData()
        self.status = ""
        self.found = suggestions(self.request.form)

    def asset(self, name: str) -> str:
        return asset_url(api.portal.get().absolute_url(), name)


class ReportForm(ReportFields, DefaultAddForm):
    """``@@melden`` and the add form of the type."""

    portal_type = "GapReport"
    label = _("report_heading", default="Report a gap")
    #: By our own parameters alone: those of the form's fields are taken out before.
    allow_prefill_from_GET_request = True
    made: GapReport | None = None

    @cached_property
    def occasion(self) -> Occasion:
        return prefilling.occasion(self.request.form)

    def _read_address(self) -> None:
        super()._read_address()
        form = self.request.form
        values = prefilling.filled(form)
        survey = self.occasion.survey
        if survey is not None:
            values.setdefault("municipalities", surveys.own(survey))
        for name, value in values.items():
            form[PREFIX + name] = value
        self._prefilled = set(values) - set(FIRST)

    @property
    def is_filled(self) -> bool:
        return bool(getattr(self, "_prefilled", ()))

    def add(self, gap: GapReport) -> None:
        self.occasion.keep(gap)
        self.made = addContentToContainer(self.container, gap)
        self.immediate_view = self.made.absolute_url()

    @button.buttonAndHandler(REPORT, name="report")
    def handle_report(self, action: Any) -> None:
        if self._make():
            reporting.report(self.made)
            api.portal.show_message(REPORTED, self.request)

    @button.buttonAndHandler(KEEP, name="keep")
    def handle_keep(self, action: Any) -> None:
        if self._make():
            api.portal.show_message(KEPT, self.request)

    @button.buttonAndHandler(CHECK, name="check")
    def handle_check(self, action: Any) -> None:
        self.look()

    def _make(self) -> bool:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return False
        self._finishedAdd = self.createAndAdd(data) is not None
        return self._finishedAdd


class ReportView(DefaultAddView):
    """``++add++GapReport``"""

    form = ReportForm


class ReportPage(ReportView):
    """``/luecken/@@melden``"""

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request, api.portal.get_tool("portal_types")["GapReport"])


class GapEditForm(ReportFields, EditForm):
    """A draft by whoever writes it; later the office's corrections."""

    occasion = Occasion()

    @property
    def label(self) -> str:
        if self.is_draft:
            return _("report_draft_heading", default="Finish the report")
        return _("report_edit_heading", default="Correct the report")

    @property
    def container(self) -> Any:
        return api.portal.get()[FOLDER]

    @property
    def is_draft(self) -> bool:
        return api.content.get_state(self.context) == life.DRAFT

    @property
    def is_filled(self) -> bool:
        return True

    @button.buttonAndHandler(REPORT, name="report", condition=lambda form: form.is_draft)
    def handle_report(self, action: Any) -> None:
        if self._save():
            reporting.report(self.context)
            api.portal.show_message(REPORTED, self.request)

    @button.buttonAndHandler(KEEP, name="keep", condition=lambda form: form.is_draft)
    def handle_keep(self, action: Any) -> None:
        if self._save():
            api.portal.show_message(KEPT, self.request)

    @button.buttonAndHandler(
        _("button_save", default="Save"), name="save", condition=lambda form: not form.is_draft
    )
    def handle_save(self, action: Any) -> None:
        if self._save():
            api.portal.show_message(self.success_message, self.request)

    @button.buttonAndHandler(CHECK, name="check")
    def handle_check(self, action: Any) -> None:
        self.look()

    def _save(self) -> bool:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return False
        self.applyChanges(data)
        self.request.response.redirect(self.nextURL())
        notify(EditFinishedEvent(self.context))
        return True


GapEditView = layout.wrap_form(GapEditForm)
classImplements(GapEditView, IDexterityEditForm)


def _text_of(widget: Any) -> str:
    return widget.value if isinstance(widget.value, str) else ""
