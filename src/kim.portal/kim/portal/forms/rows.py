"""Rows of data in a form (contacts, addresses, times): datagridfield, made strict.

Its converter stores what it cannot read as the text that was typed, its validator asks nothing of
the field, and its table gives the cells no labels and the buttons no German names. Here every cell
is converted and checked like a field of its own, and the rows come in a template of our own.
"""

from collections.abc import Iterator
from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidget
from collective.z3cform.datagridfield.datagridfield import DataGridFieldConverter
from kim.portal import _
from kim.portal.forms.invalid import broken_rules
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.invalid import RowsInvalid
from kim.portal.forms.snippets import find_widget
from kim.portal.forms.snippets import show
from kim.portal.interfaces import IKimFormLayer
from typing import Any
from z3c.form.interfaces import IAfterWidgetUpdateEvent
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import INPUT_MODE
from z3c.form.interfaces import ISelectWidget
from z3c.form.interfaces import IValidator
from z3c.form.interfaces import NO_VALUE
from z3c.form.validator import SimpleFieldValidator
from z3c.form.widget import SequenceWidget
from zope.browserpage.viewpagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.interfaces import IField
from zope.schema.interfaces import IList
from zope.schema.interfaces import ValidationError


TEMPLATE = ViewPageTemplateFile("rows.pt")
#: How the library names the row that is copied for a new one, and the one that it always appends.
BLANK = "TT"
APPENDED = "AA"
#: What a select sends for "please choose".
NO_CHOICE = SequenceWidget.noValueToken
CHECK_ROWS = _("error_rows", default="Please check the marked entries.")


def row_widgets(widget: BlockDataGridFieldWidget) -> list[Any]:
    """The rows that hold data."""
    return [row for row in widget.widgets if not row.id.endswith((BLANK, APPENDED))]


def blank_row(widget: BlockDataGridFieldWidget) -> Any | None:
    """The row that is copied for a new one."""
    return next((row for row in widget.widgets if row.id.endswith(BLANK)), None)


def cells(row: Any) -> Iterator[tuple[IField, Any]]:
    """A row's fields and their widgets."""
    for widget in row.widgets.values():
        yield widget.field, widget


def use_template(event: IAfterWidgetUpdateEvent) -> None:
    """Rows are added by a button, not by a blank one that stands there always."""
    widget = event.widget
    if not isinstance(widget, BlockDataGridFieldWidget) or widget.mode != INPUT_MODE:
        return
    if IKimFormLayer.providedBy(widget.request):
        widget.template = TEMPLATE
        widget.auto_append = False
        widget.widgets = [row for row in widget.widgets if not row.id.endswith(APPENDED)]
        for row in widget.widgets:
            for field, cell in cells(row):
                # In the blank row the library says that nothing is required.
                cell.required = field.required
                ask_first(cell)


def ask_first(widget: Any) -> None:
    """A select in which nothing has been chosen shows that, not its first choice."""
    if not ISelectWidget.providedBy(widget) or widget.multiple is not None:
        return
    if not widget.value or list(widget.value) == [NO_CHOICE]:
        widget.prompt = True


def ask_before_choosing(event: IAfterWidgetUpdateEvent) -> None:
    """The same for fields outside rows."""
    if IKimFormLayer.providedBy(getattr(event.widget, "request", None)):
        ask_first(event.widget)


@implementer(IDataConverter)
@adapter(IList, BlockDataGridFieldWidget)
class RowsConverter(DataGridFieldConverter):
    """From what was typed to rows of values; rows in which nothing was typed are left out."""

    def toFieldValue(self, value: list[dict[str, Any]]) -> Any:
        """:raises RowsInvalid: with every cell that cannot be read or breaks its field's rule."""
        if not IKimFormLayer.providedBy(self.widget.request):
            return super().toFieldValue(value)
        found, errors, kept = [], [], []
        for number, (row, typed) in enumerate(zip(row_widgets(self.widget), value, strict=False)):
            row.error = None
            if is_blank(row, typed):
                continue
            values, wrong = read_row(row, typed, number, self.field.__name__)
            found.append(values)
            kept.append(row)
            errors.extend(wrong)
        if errors:
            raise RowsInvalid(CHECK_ROWS, errors)
        self.widget.kept_rows = kept
        return found or self.field.missing_value


def is_blank(row: Any, typed: dict[str, Any]) -> bool:
    values = (typed.get(field.__name__, NO_VALUE) for field, _widget in cells(row))
    return not any(value for value in values if value is not NO_VALUE and value != [NO_CHOICE])


def read_row(row: Any, typed: dict, number: int, name: str) -> tuple[dict, list[FieldInvalid]]:
    """The values of a row's cells and the errors, which are put beside their cells."""
    values, errors = {}, []
    for field, widget in cells(row):
        widget.error = None
        try:
            values[field.__name__] = read_cell(field, widget, typed.get(field.__name__, NO_VALUE))
        except (Invalid, ValueError) as error:
            message = show(error, widget).message
            errors.append(FieldInvalid(message, name, number, field.__name__))
    if not errors:
        for error in broken_rules(row.field.schema, values):
            widget = find_widget(row.widgets, error.path) or row
            message = show(error, widget).message
            errors.append(FieldInvalid(message, name, number, *error.path))
    return values, errors


def read_cell(field: IField, widget: Any, typed: Any) -> Any:
    value = field.missing_value
    if typed is not NO_VALUE:
        value = IDataConverter(widget).toFieldValue(typed)
    field.bind(widget.context).validate(value)
    return value


@implementer(IValidator)
@adapter(Interface, IKimFormLayer, Interface, IList, BlockDataGridFieldWidget)
class RowsValidator(SimpleFieldValidator):
    """The rules of the list itself: how many rows, what holds between them.

    A rule that names the row at fault as its error's first argument gets it marked.
    """

    def validate(self, value: Any, force: bool = False) -> None:
        field = self.field.bind(self.context) if self.context is not None else self.field
        try:
            field.validate(value)
        except ValidationError as error:
            number = row_at_fault(error, value)
            if number is None:
                raise
            row = self.widget.kept_rows[number]
            message = show(error, row).message
            raise RowsInvalid(
                CHECK_ROWS, [FieldInvalid(message, field.__name__, number)]
            ) from error


def row_at_fault(error: ValidationError, rows: Any) -> int | None:
    """The number of the row that a constraint named, None where it named none."""
    for number, row in enumerate(rows or ()):
        if error.args and error.args[0] is row:
            return number
    return None
