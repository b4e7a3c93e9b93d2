"""The place where a room says what a form may become."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtilitiesFor
from zope.component import queryUtility
from zope.i18nmessageid import Message
from zope.interface import Attribute
from zope.interface import Interface


#: Kinds of values, as a target is given them.
TEXT = "text"
EMAIL = "email"
YES = "yes"
ANY = "any"

FOLLOW_UPS = "kim.portal.intake.follow_ups"

#: The fault of a target with all of a form, not with one field.
WHOLE = ""


@dataclass(frozen=True)
class TargetField:
    """What a target takes.

    ``TEXT`` is a text, empty where nothing was filled in; several choices are lines. ``EMAIL`` is a
    text that is an address or empty. ``YES`` is a truth. ``ANY`` is what the form's field yields.
    """

    name: str
    title: Message
    required: bool = False
    kind: str = TEXT


class IIntakeTarget(Interface):
    """A named utility; its name stands in the forms that use it and stays for ever."""

    title = Attribute("What a submission becomes, as the office chooses it (a message)")
    fields = Attribute("A tuple of `TargetField`")
    takes_container = Attribute("Whether `values` may hold a folder under ``container``")

    def create(values: dict[str, Any], form: Any, request: Any) -> None:
        """Make it, as whoever has sent the form: rights are raised in a named function, if at all.

        ``values`` has a key for every field of the target, and ``container`` where the office has
        chosen one. What was written before an `IntakeError` is taken back.

        :raises IntakeError: with what is wrong, by name of the target's field.
        """


class IntakeError(Exception):
    """What is wrong with a submission: messages by name of the target's field, or `WHOLE`."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        super().__init__(dict(messages))
        self.messages = dict(messages)


@dataclass(frozen=True)
class FollowUp:
    """Where somebody goes on from the page of thanks: a link with its words."""

    words: Message
    url: str


def follow_up(request: Any, words: Message, url: str) -> None:
    """Show a link on the page of thanks: called by a target that has made something."""
    IAnnotations(request).setdefault(FOLLOW_UPS, []).append(FollowUp(words, url))


def follow_ups(request: Any) -> list[FollowUp]:
    """What the targets of this request have to show."""
    return IAnnotations(request).get(FOLLOW_UPS, [])


def target(name: str | None) -> Any | None:
    """The target of that name, None where no room registers it."""
    return queryUtility(IIntakeTarget, name=name) if name else None


def targets() -> Iterable[tuple[str, Any]]:
    """All targets with their names, in the order of the names."""
    return sorted(getUtilitiesFor(IIntakeTarget))
