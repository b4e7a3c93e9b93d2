"""What the API is sent, read as strictly as a form: a 400 that names the field, in German.

Form and API ask the same rules: the fields', the rows' and the schemas' invariants.
"""

from collections.abc import Iterator
from datetime import date
from kim.portal import _
from kim.portal.forms.invalid import apart
from kim.portal.forms.invalid import broken_rules
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.invalid import RowsInvalid
from kim.portal.forms.messages import explain
from kim.portal.forms.messages import MISSING
from kim.portal.forms.rows import CHECK_ROWS
from kim.portal.forms.rows import row_at_fault
from kim.portal.forms.shape import misfits
from kim.portal.interfaces import IKimLayer
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.utils import iterSchemata
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.deserializer.dxfields import CollectionFieldDeserializer
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import IFieldDeserializer
from typing import Any
from z3c.form.interfaces import IManagerValidator
from zExceptions import BadRequest
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Invalid
from zope.schema import getFields
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IField
from zope.schema.interfaces import IObject
from zope.schema.interfaces import ValidationError


@implementer(IDeserializeFromJson)
@adapter(IDexterityContent, IKimLayer)
class Deserializer(DeserializeFromJson):
    """POST and PATCH of content."""

    def __call__(
        self,
        validate_all: bool = False,
        data: dict[str, Any] | None = None,
        create: bool = False,
        mask_validation_errors: bool = True,
    ) -> Any:
        """:raises BadRequest: with ``field``, ``path`` and ``message`` of every error."""
        if data is None:
            data = json_body(self.request)
        self._refuse(misfits_of(self.context, data))
        return super().__call__(validate_all, data, create, mask_validation_errors)

    def get_schema_data(
        self, data: dict[str, Any], validate_all: bool, create: bool = False
    ) -> tuple[dict, list]:
        """The stock reading, with our messages; the invariants too, so that they name a field."""
        values, errors = super().get_schema_data(data, validate_all, create)
        found = [problem for error in errors for problem in self._problems(error)]
        for schema, of_schema in values.items():
            validator = queryMultiAdapter(
                (self.context, self.request, None, schema, None), IManagerValidator
            )
            wrong = {problem.path[:1] for problem in found}
            found.extend(
                error
                for error in apart(validator.validate(of_schema))
                if isinstance(error, FieldInvalid) and error.path[:1] not in wrong
            )
        self._refuse(found)
        return values, []

    def _problems(self, error: dict[str, Any]) -> Iterator[FieldInvalid]:
        cause = error.get("error")
        if isinstance(cause, RowsInvalid):
            yield from cause.errors
        elif isinstance(cause, Exception):
            yield FieldInvalid(explain(cause), error["field"])
        else:
            # Null for a required field is the one error that comes without a cause.
            yield FieldInvalid(MISSING, error["field"])

    def _refuse(self, errors: Any) -> None:
        described = [self._described(error) for error in errors]
        if described:
            raise BadRequest(described)

    def _described(self, error: FieldInvalid) -> dict[str, Any]:
        message = translate(error.message, context=self.request)
        place = self._place(error.path)
        return {
            "error": "ValidationError",
            "field": str(error.path[0]) if error.path else "",
            "path": list(error.path),
            "message": f"{place}: {message}" if place else message,
        }

    def _place(self, path: tuple[str | int, ...]) -> str:
        """Kontakte 2, Telefon"""
        fields = {
            name: field
            for schema in iterSchemata(self.context)
            for name, field in getFields(schema).items()
        }
        words: list[str] = []
        for step in path:
            if isinstance(step, int):
                words[-1] += f" {step + 1}"
                continue
            field = fields.get(step)
            words.append(translate(field.title, context=self.request) if field else step)
            schema = getattr(getattr(field, "value_type", None), "schema", None)
            fields = getFields(schema) if schema is not None else {}
        return ", ".join(words)


def misfits_of(content: Any, data: dict[str, Any]) -> Iterator[FieldInvalid]:
    """Every value that has not the form of its field."""
    for schema in iterSchemata(content):
        for name, field in getFields(schema).items():
            if name in data and not field.readonly:
                yield from misfits(field, data[name], (name,))


@implementer(IFieldDeserializer)
@adapter(IDate, IDexterityContent, IKimLayer)
class DateDeserializer(DefaultFieldDeserializer):
    """plone.restapi knows times, but no days."""

    def __call__(self, value: str | None) -> date | None:
        found = None
        if value is not None:
            try:
                found = date.fromisoformat(value)
            except ValueError as error:
                message = _("error_date", default="This is no date. Example: 30.11.2026")
                raise RowsInvalid(message, [FieldInvalid(message, self.field.__name__)]) from error
        self.field.validate(found)
        return found


@implementer(IFieldDeserializer)
@adapter(ICollection, IDexterityContent, IKimLayer)
class CollectionDeserializer(CollectionFieldDeserializer):
    """Lists of rows say which row and cell is wrong."""

    def __call__(self, value: Any) -> Any:
        if not IObject.providedBy(self.field.value_type):
            return super().__call__(value)
        rows, errors = [], []
        for number, row in enumerate(value):
            values, wrong = self._row(row, number)
            rows.append(values)
            errors.extend(wrong)
        if errors:
            raise RowsInvalid(CHECK_ROWS, errors)
        try:
            self.field.validate(rows)
        except ValidationError as error:
            number = row_at_fault(error, rows)
            path = (self.field.__name__,) if number is None else (self.field.__name__, number)
            raise RowsInvalid(CHECK_ROWS, [FieldInvalid(explain(error), *path)]) from error
        return rows

    def _row(self, row: dict[str, Any], number: int) -> tuple[dict, list[FieldInvalid]]:
        values, errors = {}, []
        schema = self.field.value_type.schema
        for name, cell in getFieldsInOrder(schema):
            try:
                values[name] = self._cell(cell, row.get(name))
            except (Invalid, ValueError) as error:
                errors.append(FieldInvalid(explain(error), self.field.__name__, number, name))
        if not errors:
            for error in broken_rules(schema, values):
                errors.append(FieldInvalid(error.message, self.field.__name__, number, *error.path))
        return values, errors

    def _cell(self, cell: IField, value: Any) -> Any:
        if value is None:
            cell.bind(self.context).validate(cell.missing_value)
            return cell.missing_value
        deserializer = getMultiAdapter((cell, self.context, self.request), IFieldDeserializer)
        return deserializer(value)


@adapter(BadRequest, IAPIRequest)
class BadRequestAnswer(ErrorHandling):
    """The errors as data, beside the sentence that stock clients show."""

    def render_exception(self, exception: BadRequest) -> dict[str, Any]:
        found = exception.args[0] if exception.args else None
        answer = super().render_exception(exception)
        if IKimLayer.providedBy(self.request) and isinstance(found, list):
            errors = [error for error in found if isinstance(error, dict)]
            answer["errors"] = errors
            answer["message"] = " ".join(str(error.get("message", "")) for error in errors)
        return answer
