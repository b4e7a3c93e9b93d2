"""Reading what programs send as JSON: each value of the type that it must have."""

from collections.abc import Mapping
from datetime import date
from kim.portal.access.parameters import BadParameter
from typing import Any


def text_in(data: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """:raises BadParameter: for what is no text, or is not there and has no default."""
    value = data.get(name, default)
    if not isinstance(value, str):
        raise BadParameter(name, "must be text")
    return value


def texts_in(
    data: Mapping[str, Any], name: str, default: list[str] | None = None
) -> tuple[str, ...]:
    """:raises BadParameter: for what is no list of texts, or is not there and has no default."""
    value = data.get(name, default)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadParameter(name, "must be a list of texts")
    return tuple(value)


def number_in(data: Mapping[str, Any], name: str) -> int:
    """:raises BadParameter: for what is no whole number."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadParameter(name, "must be a whole number")
    return value


def day_in(data: Mapping[str, Any], name: str) -> date:
    """:raises BadParameter: for what is no day as in ISO 8601."""
    try:
        return date.fromisoformat(data.get(name))
    except (TypeError, ValueError) as error:
        raise BadParameter(name, "must be a day such as 2026-11-30") from error
