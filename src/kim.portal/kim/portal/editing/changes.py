"""Changing a published entry: a working copy that the office checks in (plone.app.iterate).

The stock checkout wants the right to add content beside the original, which the editors of one
actor do not have in the folder of all actors. `check_out` therefore raises rights for the one step
of making the copy, after it has checked that the user may change the entry.
"""

from AccessControl import Unauthorized
from Acquisition import aq_parent
from dataclasses import dataclass
from kim.portal.county.publication import PUBLIC_STATES
from kim.portal.editing.permissions import may
from kim.portal.editing.permissions import MODIFY
from kim.portal.editing.permissions import VIEW
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.iterate.permissions import CheckinPermission
from plone.app.iterate.permissions import CheckoutPermission
from plone.dexterity.content import DexterityContent


#: How plone.app.iterate names the working copy of a container, as actors are.
PREFIX = "working_copy_of_"


class AlreadyChanging(ValueError):
    """Somebody has begun to change the entry; there is one working copy at a time."""


def may_check_out(entry: DexterityContent) -> bool:
    """Published, no working copy itself, and the user has the right to propose changes."""
    return (
        api.content.get_state(entry, None) in PUBLIC_STATES
        and not IWorkingCopy.providedBy(entry)
        and may(CheckoutPermission, entry)
    )


def working_copy(entry: DexterityContent) -> DexterityContent | None:
    """The copy in which the entry is being changed, None if nobody is at it."""
    return ICheckinCheckoutPolicy(entry).getWorkingCopy()


def original(entry: DexterityContent) -> DexterityContent | None:
    """What a working copy is a copy of; None for everything else."""
    return ICheckinCheckoutPolicy(entry).getBaseline() if IWorkingCopy.providedBy(entry) else None


def check_out(entry: DexterityContent) -> DexterityContent:
    """Make the working copy of a published entry, beside it.

    :raises Unauthorized: where the user may not change it.
    :raises AlreadyChanging: where there is one.
    """
    if not may_check_out(entry):
        raise Unauthorized("This entry cannot be changed now.")
    if working_copy(entry) is not None:
        raise AlreadyChanging(entry.getId())
    with api.env.adopt_roles(["Manager"]):
        return ICheckinCheckoutPolicy(entry).checkout(aq_parent(entry))


@dataclass(frozen=True)
class Begun:
    """A working copy that exists; ``url`` is None for those who may not see it."""

    who: str
    when: str
    url: str | None


def begun(entry: DexterityContent) -> Begun | None:
    """Who is changing a published entry since when; None where nobody is."""
    copy = working_copy(entry)
    if copy is None:
        return None
    user = api.user.get(userid=copy.Creator())
    name = (user.getProperty("fullname") or user.getUserName()) if user else ""
    when = api.portal.get_localized_time(copy.created(), long_format=True)
    return Begun(name, when, copy.absolute_url() if may(VIEW, copy) else None)


def may_take_over(copy: DexterityContent) -> bool:
    """Whether the user may change the published entry and check in there."""
    entry = original(copy)
    return entry is not None and may(MODIFY, entry) and may(CheckinPermission, entry)


def take_over(copy: DexterityContent, comment: str = "") -> DexterityContent:
    """Check a working copy in; gives back the entry that it was a copy of."""
    return ICheckinCheckoutPolicy(copy).checkin(comment)
