"""Where rooms above say what there is to do with gap reports: subscription adapters."""

from dataclasses import dataclass
from kim.portal.gaps.folders import IGapFolder
from kim.portal.gaps.gap import GapReport
from zope.component import subscribers
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface


class IActions(Interface):
    """Of a report: what its reader may do with it now."""

    actions = Attribute("`Action` objects, in order.")
    order = Attribute("Whole number; lower comes first.")


class IEnquiries(Interface):
    """Of the folder: there where its reader is asked what is lacking."""


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


def actions(gap: GapReport) -> list[Action]:
    """The buttons of its page, the first one primary; what is not possible is not there."""
    found = sorted(subscribers((gap,), IActions), key=lambda one: one.order)
    return [action for one in found for action in one.actions]


def has_enquiries(folder: IGapFolder) -> bool:
    return bool(subscribers((folder,), IEnquiries))
