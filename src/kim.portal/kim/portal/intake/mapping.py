"""Which field of a form fills which of a target: lines ``form_field: target_field``."""

from collections.abc import Callable
from collections.abc import Collection
from datetime import date
from kim.portal import _
from kim.portal.forms.messages import MISSING
from kim.portal.intake.places import ANY
from kim.portal.intake.places import EMAIL
from kim.portal.intake.places import IntakeError
from kim.portal.intake.places import TargetField
from kim.portal.intake.places import YES
from kim.portal.notifications.letter import is_address
from typing import Any
from zope.i18nmessageid import Message


def pairs(lines: str | None) -> dict[str, str]:
    """The form's field by the target's; what is no pair is left out."""
    found = (line.split(":", 1) for line in (lines or "").splitlines() if ":" in line)
    return {wanted.strip(): given.strip() for given, wanted in found}


def chosen(lines: str | None, form_fields: Collection[str], fields: Any) -> dict[str, str]:
    """What fills the fields of a target: as the lines say, otherwise what has the same name."""
    told = pairs(lines)
    names = (field.name for field in fields)
    filled = {name: told.get(name, name) for name in names}
    return {name: given for name, given in filled.items() if given in form_fields}


def faults(
    lines: str | None, form_fields: Collection[str], fields: tuple[TargetField, ...]
) -> list[Message]:
    """What is wrong with the office's lines, one message each."""
    names = [field.name for field in fields]
    told: list[Message] = []
    for line in (lines or "").splitlines():
        given, colon, wanted = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not colon:
            told.append(_no_pair(line.strip()))
        elif given not in form_fields:
            told.append(_unknown_form_field(given, form_fields))
        elif wanted not in names:
            told.append(_unknown_target_field(wanted, names))
    filled = chosen(lines, form_fields, fields)
    told += [_unfilled(field) for field in fields if field.required and field.name not in filled]
    return told


def values(
    filled: dict[str, str], data: dict[str, Any], fields: tuple[TargetField, ...]
) -> dict[str, Any]:
    """What was typed, as the target takes it.

    :raises IntakeError: where something required is empty, or no address.
    """
    found = {
        field.name: CONVERTERS.get(field.kind, text)(data.get(filled.get(field.name, "")))
        for field in fields
    }
    wrong = {}
    for field in fields:
        if field.required and not found[field.name]:
            wrong[field.name] = MISSING
        elif field.kind == EMAIL and found[field.name] and not is_address(found[field.name]):
            wrong[field.name] = _("intake_no_address", default="This is no e-mail address.")
    if wrong:
        raise IntakeError(wrong)
    return found


def text(value: Any) -> str:
    """Any value of a form's field as a text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple | set | frozenset):
        return "\n".join(text(each) for each in value)
    if isinstance(value, date):
        return value.isoformat()
    # Formatted text holds its source.
    return str(getattr(value, "raw", value)).strip()


CONVERTERS: dict[str, Callable[[Any], Any]] = {
    YES: bool,
    ANY: lambda value: value,
}


def _no_pair(line: str) -> Message:
    return _(
        "intake_no_pair",
        default="“${line}” is no pair: a field of the form, a colon, a field of the target.",
        mapping={"line": line[:60]},
    )


def _unknown_form_field(name: str, known: Collection[str]) -> Message:
    return _(
        "intake_unknown_form_field",
        default="The form has no field “${name}”; it has ${known}.",
        mapping={"name": name[:60], "known": ", ".join(known)},
    )


def _unknown_target_field(name: str, known: Collection[str]) -> Message:
    return _(
        "intake_unknown_target_field",
        default="The target has no field “${name}”; it has ${known}.",
        mapping={"name": name[:60], "known": ", ".join(known)},
    )


def _unfilled(field: TargetField) -> Message:
    return _(
        "intake_unfilled",
        default="Nothing fills “${name}”, which the target needs.",
        mapping={"name": field.name},
    )
