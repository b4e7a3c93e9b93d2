"""``@workingcopy`` of the API for entries: the same rights as the pages.

The stock service needs the right to add beside the original, and tells everybody who works on it.
"""

from AccessControl import Unauthorized
from kim.portal.directory import changes
from kim.portal.directory.editing import may
from kim.portal.directory.editing import may_take_over
from kim.portal.directory.editing import take_over
from plone.app.iterate.interfaces import IWorkingCopy
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from plone.restapi.services.locking import is_locked
from plone.restapi.services.workingcopy.delete import DeleteWorkingCopy
from plone.restapi.services.workingcopy.get import GetWorkingCopy
from typing import Any
from zExceptions import NotFound
from zope.interface import alsoProvides


class Create(Service):
    """POST: a working copy, as from ``@@kim-change``; 409 where there is one."""

    def reply(self) -> dict[str, Any]:
        if not changes.may_check_out(self.context):
            raise Unauthorized("This entry cannot be changed now.")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            copy = changes.check_out(self.context)
        except changes.AlreadyChanging:
            self.request.response.setStatus(409)
            return {"error": {"type": "Conflict", "message": "There is a working copy already."}}
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", copy.absolute_url())
        return {"@id": copy.absolute_url()}


class Get(GetWorkingCopy):
    """GET: for those who may see the working copy."""

    def reply(self) -> dict[str, Any]:
        copy = _copy(self.context)
        if copy is not None and not may("View", copy):
            return {"working_copy": None, "working_copy_of": None}
        return super().reply()


class Update(Service):
    """PATCH: check in, as ``@@content-checkin`` does."""

    def reply(self) -> Any:
        copy = _required(self.context)
        if not may_take_over(copy):
            raise Unauthorized("This change cannot be taken over by you.")
        if is_locked(copy, self.request):
            self.request.response.setStatus(423)
            return {"error": {"type": "Locked", "message": "Resource is locked."}}
        alsoProvides(self.request, IDisableCSRFProtection)
        take_over(copy)
        return self.reply_no_content()


class Delete(DeleteWorkingCopy):
    """DELETE: discard; asks for the right on the copy, whichever of the two is addressed."""

    def reply(self) -> Any:
        _required(self.context)
        alsoProvides(self.request, IDisableCSRFProtection)
        return super().reply()


def _copy(entry: Any) -> Any | None:
    return entry if IWorkingCopy.providedBy(entry) else changes.working_copy(entry)


def _required(entry: Any) -> Any:
    """The working copy; 404 where there is none, or none that the user may see."""
    copy = _copy(entry)
    if copy is None or not may("View", copy):
        raise NotFound("There is no working copy.")
    return copy
