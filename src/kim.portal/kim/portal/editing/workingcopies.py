"""Working copies: the pages that begin a change and take it over, ``@workingcopy`` of the API.

Pages and API go by the same rights (`changes`). The stock service needs the right to add beside the
original, and tells everybody who works on it.
"""

from AccessControl import Unauthorized
from kim.portal import _
from kim.portal.editing import changes
from kim.portal.editing.permissions import DELETE
from kim.portal.editing.permissions import may
from kim.portal.editing.permissions import VIEW
from plone import api
from plone.app.iterate.browser.checkin import Checkin
from plone.app.iterate.browser.control import Control
from plone.app.iterate.interfaces import IWorkingCopy
from plone.locking.interfaces import ILockable
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from plone.restapi.services.locking import is_locked
from plone.restapi.services.workingcopy.delete import DeleteWorkingCopy
from plone.restapi.services.workingcopy.get import GetWorkingCopy
from Products.Five import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.interface import alsoProvides


STILL_OPEN = _(
    "still_open",
    default="Somebody has the form of this change open. Please wait until it is saved, or unlock "
    "it there.",
)


class IterateControl(Control):
    """What plone.app.iterate offers on entries: no second checkout, no removal without right."""

    def checkout_allowed(self) -> bool:
        return False

    def cancel_allowed(self) -> bool:
        return super().cancel_allowed() and may(DELETE, self.context)


class Change(BrowserView):
    """``@@kim-change``: says what a proposed change is; the button makes its working copy."""

    def __call__(self) -> str:
        if not changes.may_check_out(self.context):
            raise Unauthorized("This entry cannot be changed now.")
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self._check_out()
        return self.index()

    @property
    def page_title(self) -> str:
        return _("change_title", default="Propose a change")

    @property
    def begun(self) -> changes.Begun | None:
        """The change that somebody is already at."""
        return changes.begun(self.context)

    def _check_out(self) -> str:
        try:
            copy = changes.check_out(self.context)
        except changes.AlreadyChanging:
            # Somebody was quicker: the page says who and leads there.
            return self.index()
        api.portal.show_message(
            _(
                "change_begun",
                default="This is your own copy. Change what has to be changed, save it and hand it "
                "in; until the office has checked it, the published entry stays as it is.",
            ),
            self.request,
        )
        self.request.response.redirect(f"{copy.absolute_url()}/edit")
        return ""


class TakeOver(Checkin):
    """``@@content-checkin``: the office takes a proposed change over.

    Stock asks for the right on the copy, where no state of the workflow gives it; what counts is
    the right on the published entry.
    """

    def __call__(self) -> str:
        if not changes.may_take_over(self.context):
            raise Unauthorized("This change cannot be taken over by you.")
        if ILockable(self.context).locked():
            api.portal.show_message(STILL_OPEN, self.request, type="warning")
            self.request.response.redirect(self.context.absolute_url())
            return ""
        if "form.button.Checkin" not in self.request.form:
            return super().__call__()
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        entry = changes.take_over(self.context, self.request.form.get("checkin_message", ""))
        message = _("taken_over", default="Taken over: the entry shows the change now.")
        api.portal.show_message(message, self.request)
        self.request.response.redirect(entry.absolute_url())
        return ""


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
        if copy is not None and not may(VIEW, copy):
            return {"working_copy": None, "working_copy_of": None}
        return super().reply()


class Update(Service):
    """PATCH: check in, as ``@@content-checkin`` does."""

    def reply(self) -> Any:
        copy = _required(self.context)
        if not changes.may_take_over(copy):
            raise Unauthorized("This change cannot be taken over by you.")
        if is_locked(copy, self.request):
            self.request.response.setStatus(423)
            return {"error": {"type": "Locked", "message": "Resource is locked."}}
        alsoProvides(self.request, IDisableCSRFProtection)
        changes.take_over(copy)
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
    if copy is None or not may(VIEW, copy):
        raise NotFound("There is no working copy.")
    return copy
