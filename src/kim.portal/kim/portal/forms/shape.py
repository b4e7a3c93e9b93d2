"""Whether a value in JSON has the form of its field, before anything is done with it.

plone.restapi hands whatever it gets to code that expects the right form, and answers what that code
cannot do with an error of its own.
"""

from collections.abc import Iterator
from kim.portal import _
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.messages import MISSING
from kim.portal.forms.messages import WRONG_TYPE
from math import isfinite
from typing import Any
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IBytes
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IDecimal
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFloat
from zope.schema.interfaces import IInt
from zope.schema.interfaces import INativeString
from zope.schema.interfaces import IObject
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITime

import re


NOT_A_LIST = _("error_not_a_list", default="This must be a list.")
NOT_A_ROW = _("error_not_a_row", default="This must be an object with the fields of the entry.")
TOO_MANY_VALUES = _("error_too_many_values", default="These are too many values.")
#: What a field without a limit of its own takes.
MOST = 1000
NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
TIME = re.compile(r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

Path = tuple[str | int, ...]


def misfits(field: IField, value: Any, path: Path) -> Iterator[FieldInvalid]:
    """Every place where a value has not the form of its field; None is left to the field."""
    if value is None:
        return
    if ICollection.providedBy(field):
        yield from _list_misfits(field, value, path)
    elif IObject.providedBy(field):
        yield from _row_misfits(field, value, path)
    elif not _fits(field, value):
        yield FieldInvalid(WRONG_TYPE, *path)


def _list_misfits(field: IField, value: Any, path: Path) -> Iterator[FieldInvalid]:
    if not isinstance(value, list):
        yield FieldInvalid(NOT_A_LIST, *path)
    elif len(value) > (getattr(field, "max_length", None) or MOST):
        yield FieldInvalid(TOO_MANY_VALUES, *path)
    elif field.value_type is not None:
        for number, item in enumerate(value):
            if item is None:
                yield FieldInvalid(WRONG_TYPE, *path, number)
            yield from misfits(field.value_type, item, (*path, number))


def _row_misfits(field: IField, value: Any, path: Path) -> Iterator[FieldInvalid]:
    if not isinstance(value, dict):
        yield FieldInvalid(NOT_A_ROW, *path)
        return
    for name in value:
        if name not in field.schema:
            message = _(
                "error_unknown_key",
                default="There is no field “${name}”.",
                mapping={"name": name[:40]},
            )
            yield FieldInvalid(message, *path)
    for name in field.schema:
        cell = field.schema[name]
        if not IField.providedBy(cell):
            continue
        if cell.required and value.get(name) is None:
            yield FieldInvalid(MISSING, *path, name)
        yield from misfits(cell, value.get(name), (*path, name))


def _fits(field: IField, value: Any) -> bool:
    for kind, fits in FORMS:
        if kind.providedBy(field):
            return fits(value)
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _is_choice(value: Any) -> bool:
    if isinstance(value, dict):
        value = value.get("token")
    return isinstance(value, str | int | float)


#: The first that matches counts. Files, rich text and relations read their own forms.
FORMS = (
    (IBool, lambda value: isinstance(value, bool)),
    (IInt, lambda value: isinstance(value, int) and not isinstance(value, bool)),
    (
        IDecimal,
        lambda value: (
            _is_number(value) or (isinstance(value, str) and bool(NUMBER.fullmatch(value)))
        ),
    ),
    (IFloat, _is_number),
    (IChoice, _is_choice),
    (ITime, lambda value: isinstance(value, str) and bool(TIME.fullmatch(value))),
    (IDatetime, lambda value: isinstance(value, str)),
    (IDate, lambda value: isinstance(value, str) and bool(DATE.fullmatch(value))),
    (IBytes, lambda value: True),
    (IText, lambda value: isinstance(value, str)),
    (INativeString, lambda value: isinstance(value, str)),
)
