"""The parameters that every request may carry: their type and their largest useful value.

Plain rules over plain values; :mod:`kim.portal.access.guard` applies them to a request. A value
beyond its maximum is brought down to it, a value of another type is refused by name.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from plone.base.utils import boolean_value
from typing import Any
from typing import Protocol

import re


WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")


class BadParameter(ValueError):
    """A parameter whose value cannot be meant; ``name`` is what the visitor sent it as."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class Rule(Protocol):
    """Returns the value to go on with, or raises :class:`BadParameter`."""

    def __call__(self, name: str, value: Any) -> Any: ...


@dataclass(frozen=True)
class Number:
    """A whole number from ``least`` to ``most``; the number comes back in the type it came in.

    A number below ``least`` is refused, unless it is ``boundless``: that asks for everything and
    gets ``most``.
    """

    least: int
    most: int
    boundless: int | None = None

    def __call__(self, name: str, value: Any) -> Any:
        number = whole_number(name, value)
        if number == self.boundless:
            number = self.most
        if number < self.least:
            raise BadParameter(name, f"must be {self.least} or more")
        number = min(number, self.most)
        return number if isinstance(value, int) else str(number)


@dataclass(frozen=True)
class Text:
    """A single text of at most ``most`` characters."""

    most: int

    def __call__(self, name: str, value: Any) -> str:
        if not isinstance(value, str):
            raise BadParameter(name, "must be one text")
        if len(value) > self.most:
            raise BadParameter(name, f"must not be longer than {self.most} characters")
        return value


@dataclass(frozen=True)
class Texts:
    """One text or a list of at most ``items`` of them."""

    items: int
    most: int = 200

    def __call__(self, name: str, value: Any) -> str | list[str]:
        single = Text(self.most)
        if not isinstance(value, list | tuple):
            return single(name, value)
        if len(value) > self.items:
            raise BadParameter(name, f"must not have more than {self.items} values")
        return [single(name, item) for item in value]


@dataclass(frozen=True)
class OneOf:
    """A text from a closed list; upper and lower case are alike."""

    values: tuple[str, ...]

    def __call__(self, name: str, value: Any) -> Any:
        if isinstance(value, bool):
            return value
        if str(value).lower() not in self.values or isinstance(value, list | tuple | dict):
            raise BadParameter(name, f"must be one of {', '.join(filter(None, self.values))}")
        return value


@dataclass(frozen=True)
class Truth:
    """What Plone reads as true or false."""

    def __call__(self, name: str, value: Any) -> Any:
        try:
            boolean_value(value)
        except (TypeError, ValueError) as error:
            raise BadParameter(name, "must be true or false") from error
        return value


@dataclass(frozen=True)
class Version:
    """The number of a kept version, or "current"."""

    def __call__(self, name: str, value: Any) -> Any:
        return value if value == "current" else str(whole_number(name, value))


@dataclass(frozen=True)
class Refused:
    """A name that only the server itself may use."""

    def __call__(self, name: str, value: Any) -> Any:
        raise BadParameter(name, "is not a parameter")


def whole_number(name: str, value: Any) -> int:
    """The number that was sent as such or as its digits; True and 1.0 are none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and WHOLE_NUMBER.fullmatch(value.strip()):
        return int(value)
    raise BadParameter(name, "must be a whole number")


#: On every address.
PARAMETERS: dict[str, Rule] = {
    "b_size": Number(1, 100),
    "b_start": Number(0, 1_000_000),
    "page": Number(1, 100_000),
    "perPage": Number(1, 100),
    "SearchableText": Text(200),
    "sort_limit": Number(1, 1000),
    "sort_on": Texts(3),
    "sort_order": Texts(3),
    "summary_serializer_metadata": Refused(),
}
#: In addition on the JSON API, where the names cannot be those of a form's own fields.
API_PARAMETERS: dict[str, Rule] = {
    # -1 is plone.restapi's word for "all".
    "b_size": Number(0, 100, boundless=-1),
    "categories": Texts(20),
    "expand": Texts(20),
    "expand.contextnavigation.bottomLevel": Number(-1, 10),
    "expand.contextnavigation.currentFolderOnly": Truth(),
    "expand.contextnavigation.includeTop": Truth(),
    "expand.contextnavigation.name": Text(200),
    "expand.contextnavigation.no_icons": Truth(),
    "expand.contextnavigation.no_thumbs": Truth(),
    "expand.contextnavigation.root_path": Text(1000),
    "expand.contextnavigation.thumb_scale": Text(50),
    "expand.contextnavigation.topLevel": Number(0, 10),
    "expand.inherit.behaviors": Text(1000),
    "expand.navigation.depth": Number(0, 5),
    "fullobjects": Text(20),
    "include_items": Truth(),
    "limit": Number(0, 1000, boundless=-1),
    "max": Number(0, 500),
    "metadata_fields": Texts(50),
    "onlyBroken": Truth(),
    "path.depth": Number(-1, 10),
    "path.level": Number(0, 20),
    "path.navtree_start": Number(0, 20),
    "relation": Text(200),
    "source": Text(1000),
    "target": Text(1000),
    "title": Text(200),
    "token": Text(200),
    "tokens": Texts(100),
    "use_site_search_settings": Text(20),
    "version": Version(),
}
MOST_PARAMETERS = 200
#: The page size with whole objects, which cost seven times as much as their summaries.
MOST_FULL_OBJECTS = 25


def checked(values: Mapping[str, Any], api: bool = False) -> Iterator[tuple[str, Any]]:
    """The names whose value has to be replaced, each with its new value."""
    if len(values) > MOST_PARAMETERS:
        raise BadParameter("parameters", f"must not be more than {MOST_PARAMETERS}")
    rules = PARAMETERS | API_PARAMETERS if api else PARAMETERS
    for name, value in values.items():
        rule = rules.get(name)
        if rule is None:
            continue
        new = rule(name, value)
        if new != value:
            yield name, new
    if api and "fullobjects" in values and "b_size" in values:
        size = whole_number("b_size", values["b_size"])
        if not 0 <= size <= MOST_FULL_OBJECTS:
            yield "b_size", str(MOST_FULL_OBJECTS)
