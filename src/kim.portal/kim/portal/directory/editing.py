"""What people do with an entry beyond typing: propose a change, hand in, publish, give back.

Pages only; the rules are in `changes` and `county.publication`.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from dataclasses import dataclass
from kim.portal import _
from kim.portal.county import publication
from kim.portal.directory import changes
from plone import api
from plone.app.iterate.browser.checkin import Checkin
from plone.app.iterate.browser.control import Control
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.iterate.permissions import CheckinPermission
from plone.autoform.form import AutoExtensibleForm
from plone.dexterity.content import DexterityContent
from plone.locking.interfaces import ILockable
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.supermodel import model
from plone.z3cform import layout
from Products.Five import BrowserView
from typing import Any
from z3c.form import button
from z3c.form.form import Form
from zope import schema


REVIEW = "kim.portal: Review Entry"
SUBMIT = "kim.portal: Submit Entry"
MODIFY = "Modify portal content"
DELETE = "Delete objects"


def may(permission: str, entry: DexterityContent) -> bool:
    """Whether the user has a permission on the entry."""
    return bool(getSecurityManager().checkPermission(permission, entry))


def original(entry: DexterityContent) -> DexterityContent | None:
    """What a working copy is a copy of; None for everything else."""
    return ICheckinCheckoutPolicy(entry).getBaseline() if IWorkingCopy.providedBy(entry) else None


def rejection(entry: DexterityContent) -> str:
    """Why the office gave a draft back, empty where it did not."""
    workflow = api.portal.get_tool("portal_workflow")
    history = workflow.getHistoryOf(publication.WORKFLOW, entry) or ()
    last = history[-1] if history else {}
    return last.get("comments", "") if last.get("action") == publication.REJECT else ""


class Standing(BrowserView):
    """``@@kim-editing``: what the user may do with the entry now, for actions and templates."""

    @property
    def state(self) -> str | None:
        return api.content.get_state(self.context, None)

    @property
    def original(self) -> DexterityContent | None:
        return original(self.context)

    def may_change(self) -> bool:
        """Propose a change to what is published."""
        return changes.may_check_out(self.context)

    def may_submit(self) -> bool:
        return self.state == publication.DRAFT and may(SUBMIT, self.context)

    def may_reject(self) -> bool:
        return self.state == publication.PENDING and may(REVIEW, self.context)

    def may_publish(self) -> bool:
        """The office; a working copy is checked in instead."""
        open_states = (publication.DRAFT, publication.PENDING)
        return self.state in open_states and self.original is None and may(REVIEW, self.context)

    def may_check_in(self) -> bool:
        return may_take_over(self.context)

    def may_discard(self) -> bool:
        return self.context.restrictedTraverse("@@iterate_control").cancel_allowed()


class IterateControl(Control):
    """What plone.app.iterate offers on entries: no second checkout, no removal without right."""

    def checkout_allowed(self) -> bool:
        return False

    def cancel_allowed(self) -> bool:
        return super().cancel_allowed() and may(DELETE, self.context)


class Act(BrowserView):
    """A step that one button takes: POST with Plone's token, then back to the entry."""

    def __call__(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        self.request.response.setHeader("Cache-Control", "no-store")
        self.act()
        return ""

    def act(self) -> None:
        raise NotImplementedError

    def done(self, message: str, target: DexterityContent | None = None, view: str = "") -> None:
        """Tell, and lead to the entry or one of its views."""
        api.portal.show_message(message, self.request)
        self._go(target, view)

    def refused(self, message: str) -> None:
        api.portal.show_message(message, self.request, type="error")
        self._go()

    def _go(self, target: DexterityContent | None = None, view: str = "") -> None:
        url = (target or self.context).absolute_url()
        self.request.response.redirect(f"{url}/{view}" if view else url)


class Submit(Act):
    """``@@kim-submit``"""

    def act(self) -> None:
        if not Standing(self.context, self.request).may_submit():
            self.refused(NOT_NOW)
            return
        publication.submit(self.context)
        self.done(
            _(
                "submitted",
                default="Handed in. The office checks it and publishes it, or gives it back to you "
                "with a reason.",
            )
        )


class Publish(Act):
    """``@@kim-publish``"""

    def act(self) -> None:
        if not Standing(self.context, self.request).may_publish():
            self.refused(NOT_NOW)
            return
        publication.publish(self.context)
        self.done(_("published", default="Published: everybody who may see it sees it now."))


NOT_NOW = _(
    "step_not_now", default="This is not possible any more: the entry is in another state now."
)


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
    def begun(self) -> "Begun | None":
        """The change that somebody is already at."""
        return begun(self.context)

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


@dataclass(frozen=True)
class Begun:
    """A working copy that exists; ``url`` is None for those who may not see it."""

    who: str
    when: str
    url: str | None


def begun(entry: DexterityContent) -> Begun | None:
    """Who is changing a published entry since when; None where nobody is."""
    copy = changes.working_copy(entry)
    if copy is None:
        return None
    user = api.user.get(userid=copy.Creator())
    name = (user.getProperty("fullname") or user.getUserName()) if user else ""
    when = api.portal.get_localized_time(copy.created(), long_format=True)
    return Begun(name, when, copy.absolute_url() if may("View", copy) else None)


class TakeOver(Checkin):
    """``@@content-checkin``: the office takes a proposed change over.

    Stock asks for the right on the copy, where no state of the workflow gives it; what counts is
    the right on the published entry.
    """

    def __call__(self) -> str:
        if not may_take_over(self.context):
            raise Unauthorized("This change cannot be taken over by you.")
        if ILockable(self.context).locked():
            api.portal.show_message(STILL_OPEN, self.request, type="warning")
            self.request.response.redirect(self.context.absolute_url())
            return ""
        if "form.button.Checkin" not in self.request.form:
            return super().__call__()
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        entry = take_over(self.context, self.request.form.get("checkin_message", ""))
        message = _("taken_over", default="Taken over: the entry shows the change now.")
        api.portal.show_message(message, self.request)
        self.request.response.redirect(entry.absolute_url())
        return ""


STILL_OPEN = _(
    "still_open",
    default="Somebody has the form of this change open. Please wait until it is saved, or unlock "
    "it there.",
)


def may_take_over(copy: DexterityContent) -> bool:
    """Whether the user may change the published entry and check in there."""
    entry = original(copy)
    return entry is not None and may(MODIFY, entry) and may(CheckinPermission, entry)


def take_over(copy: DexterityContent, comment: str = "") -> DexterityContent:
    """Check a working copy in; gives back the entry that it was a copy of."""
    return ICheckinCheckoutPolicy(copy).checkin(comment)


class IReason(model.Schema):
    """Asked where something is given back."""

    reason = schema.Text(
        title=_("field_reason", default="Reason"),
        description=_(
            "field_reason_help",
            default="What has to be changed before the entry can be published. The editors read "
            "this on the entry.",
        ),
        max_length=2_000,
    )


class RejectForm(AutoExtensibleForm, Form):
    """``@@kim-reject``: the office gives a submitted entry back."""

    schema = IReason
    ignoreContext = True
    enableCSRFProtection = True

    @property
    def label(self) -> str:
        return _(
            "reject_title", default="Give back: ${title}", mapping={"title": self.context.title}
        )

    page_title = label

    def update(self) -> None:
        if Standing(self.context, self.request).may_reject():
            super().update()
            return
        api.portal.show_message(NOT_NOW, self.request, type="error")
        self.request.response.redirect(self.context.absolute_url())

    def render(self) -> str:
        return "" if self.request.response.getStatus() == 302 else super().render()

    @button.buttonAndHandler(_("button_reject", default="Give back"), name="reject")
    def give_back(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        publication.reject(self.context, data["reason"])
        api.portal.show_message(
            _("rejected", default="Given back. The editors see your reason on the entry."),
            self.request,
        )
        self._back()

    @button.buttonAndHandler(_("button_cancel", default="Cancel"), name="cancel")
    def cancel(self, action: Any) -> None:
        self._back()

    def _back(self) -> None:
        self.request.response.redirect(self.context.absolute_url())


RejectView = layout.wrap_form(RejectForm)
