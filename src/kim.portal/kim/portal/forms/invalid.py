"""The error of a rule that looks at several fields and knows which one is to be corrected."""

from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import suppress
from types import SimpleNamespace
from typing import Any
from zope.interface import Invalid
from zope.schema import ValidationError


class Refused(ValueError):
    """What was asked for cannot be: `message` for people, `field` the input at fault, if one is."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class FieldInvalid(Invalid):
    """Raised by an invariant of a schema.

    ``path`` leads to what has to be corrected: the field's name, in a list of rows followed by the
    row's number (from 0) and the cell's name: ``FieldInvalid(message, "figures", 2, "value")``.
    """

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.path = path

    def doc(self) -> str:
        return self.message


class FieldsInvalid(FieldInvalid):
    """One rule found fault with several fields: ``errors``, of which it is the first itself."""

    def __init__(self, errors: list[FieldInvalid]) -> None:
        super().__init__(errors[0].message, *errors[0].path)
        self.errors = errors


def apart(errors: Iterable[Exception]) -> Iterator[Exception]:
    """Each fault for itself."""
    for error in errors:
        yield from error.errors if isinstance(error, FieldsInvalid) else (error,)


class RowsInvalid(ValidationError):
    """Cells of a list of rows are wrong; ``errors`` are their `FieldInvalid` errors."""

    def __init__(self, message: str, errors: list[FieldInvalid]) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors

    def doc(self) -> str:
        return self.message


def broken_rules(schema: Any, values: dict[str, Any]) -> list[FieldInvalid]:
    """The invariants of a row's schema that the row breaks, where they name a cell."""
    errors: list[Exception] = []
    # What it raises holds the same errors.
    with suppress(Invalid):
        schema.validateInvariants(SimpleNamespace(**values), errors)
    return [error for error in apart(errors) if isinstance(error, FieldInvalid)]
