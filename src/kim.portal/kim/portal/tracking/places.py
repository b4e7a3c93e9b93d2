"""Where rooms say what there is to do with something tracked: subscription adapters of it."""

from dataclasses import dataclass
from kim.portal.tracking.duties import ITracked
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IActions(Interface):
    """What the reader of something tracked may do with it now."""

    actions = Attribute("`Action` objects, in order.")
    order = Attribute("Whole number; lower comes first.")


@dataclass(frozen=True)
class Action:
    """One thing to do; `name` is that of the page."""

    name: str
    label: str


@implementer(IActions)
@dataclass(frozen=True)
class Actions:
    """See IActions."""

    actions: tuple[Action, ...]
    order: int = 50


def actions(content: ITracked) -> list[Action]:
    """The buttons of its page, the first one primary; what is not possible is not there."""
    found = sorted(subscribers((content,), IActions), key=lambda one: one.order)
    return [action for one in found for action in one.actions]
