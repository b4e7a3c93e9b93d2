"""What an error is called: one sentence that says what to do, the same in a form and in the API."""

from decimal import Decimal
from kim.portal import _
from typing import Any
from zope.schema.interfaces import ConstraintNotSatisfied
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import InvalidValue
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import TooBig
from zope.schema.interfaces import TooLong
from zope.schema.interfaces import TooShort
from zope.schema.interfaces import TooSmall
from zope.schema.interfaces import ValidationError
from zope.schema.interfaces import WrongContainedType
from zope.schema.interfaces import WrongType


MISSING = _("error_missing", default="Please fill this in.")
UNKNOWN_TERM = _("error_unknown_term", default="This is not one of the choices.")
WRONG_TYPE = _("error_wrong_type", default="This value has the wrong form.")


def explain(error: Exception) -> str:
    """The sentence for an error of a field; what we did not write is said more plainly."""
    if isinstance(error, WrongContainedType) and error.errors:
        return explain(error.errors[0])
    explanation = EXPLANATIONS.get(type(error))
    if explanation is not None:
        return explanation(error)
    if isinstance(error, ValidationError):
        return error.doc()
    return getattr(error, "message", None) or (error.args[0] if error.args else str(error))


def _too_long(error: TooLong) -> str:
    mapping = {"most": error.bound, "found": len(error.value or "")}
    if ICollection.providedBy(error.field):
        return _(
            "error_too_many",
            default="${found} entries are too many; there may be ${most}.",
            mapping=mapping,
        )
    return _(
        "error_too_long",
        default="This text has ${found} characters; there may be ${most}.",
        mapping=mapping,
    )


def _too_short(error: TooShort) -> str:
    return _("error_too_short", default="At least ${least}.", mapping={"least": error.bound})


def _too_big(error: TooBig) -> str:
    return _("error_too_big", default="At most ${most}.", mapping={"most": _number(error.bound)})


def _too_small(error: TooSmall) -> str:
    return _(
        "error_too_small", default="At least ${least}.", mapping={"least": _number(error.bound)}
    )


def _number(bound: Any) -> str:
    return str(bound).replace(".", ",") if isinstance(bound, Decimal | float) else str(bound)


EXPLANATIONS = {
    RequiredMissing: lambda error: MISSING,
    ConstraintNotSatisfied: lambda error: UNKNOWN_TERM,
    InvalidValue: lambda error: UNKNOWN_TERM,
    WrongType: lambda error: WRONG_TYPE,
    WrongContainedType: lambda error: WRONG_TYPE,
    TooLong: _too_long,
    TooShort: _too_short,
    TooBig: _too_big,
    TooSmall: _too_small,
}
