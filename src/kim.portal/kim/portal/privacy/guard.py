"""The guard before free text: what is about clients is refused, what may be so is asked about."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.forms.invalid import FieldsInvalid
from kim.portal.privacy.findings import findings
from kim.portal.privacy.wording import question
from kim.portal.privacy.wording import refusal
from typing import Any
from z3c.form.validator import Data
from z3c.form.validator import NoInputData
from zope.i18nmessageid import Message


def problems(texts: Mapping[str, str], confirmed: bool) -> dict[str, Message]:
    """What is to be said beside each text, by its name; empty where nothing is to be said."""
    told: dict[str, Message] = {}
    for name, text in texts.items():
        found = findings(text or "")
        refused = [finding for finding in found if finding.refused]
        if refused:
            told[name] = refusal(text, refused)
        elif found and not confirmed:
            told[name] = question(text, found)
    return told


def refuse_clients(data: Any, names: Sequence[str], confirmed: str = "no_clients") -> None:
    """In an invariant: look through the fields of these names (a text or a list of texts).

    ``confirmed`` names a yes-or-no field. It counts only if it was sent together with the texts, so
    that an answer of last year does not cover what is written today; in a form it stands in the
    fieldset of the texts. A PATCH is asked about the texts that it sends.

    :raises FieldInvalid: for the field at fault; `FieldsInvalid` for several.
    """
    texts = {name: text for name in names if (text := _text(data, name))}
    told = problems(texts, _is_confirmed(data, confirmed))
    errors = [FieldInvalid(message, name) for name, message in told.items()]
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise FieldsInvalid(errors)


def _text(data: Any, name: str) -> str:
    try:
        value = getattr(data, name, None)
    except NoInputData:
        # In another fieldset, which asks by itself; or wrong, and told so.
        return ""
    if not _is_sent(data, name):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable):
        return "\n".join(line for line in value if isinstance(line, str))
    return ""


def _is_confirmed(data: Any, name: str) -> bool:
    try:
        return bool(getattr(data, name, False)) and _is_sent(data, name)
    except NoInputData:
        return False


def _is_sent(data: Any, name: str) -> bool:
    """Whether it came with the request: what did not, z3c.form reads off the content."""
    return not isinstance(data, Data) or name in data._Data_data___
