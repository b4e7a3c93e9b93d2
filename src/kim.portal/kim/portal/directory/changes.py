"""Changing a published entry: a working copy that the office checks in (plone.app.iterate).

The stock checkout wants the right to add content beside the original, which the editors of one
actor do not have in the folder of all actors. `check_out` therefore raises rights for the one step
of making the copy, after it has checked that the user may change the entry.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from Acquisition import aq_parent
from kim.portal.county.publication import PUBLIC_STATES
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.iterate.permissions import CheckoutPermission
from plone.dexterity.content import DexterityContent


class AlreadyChanging(ValueError):
    """Somebody has begun to change the entry; there is one working copy at a time."""


def may_check_out(entry: DexterityContent) -> bool:
    """Published, no working copy itself, and the user has the right to propose changes."""
    return (
        api.content.get_state(entry, None) in PUBLIC_STATES
        and not IWorkingCopy.providedBy(entry)
        and bool(getSecurityManager().checkPermission(CheckoutPermission, entry))
    )


def working_copy(entry: DexterityContent) -> DexterityContent | None:
    """The copy in which the entry is being changed, None if nobody is at it."""
    return ICheckinCheckoutPolicy(entry).getWorkingCopy()


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
