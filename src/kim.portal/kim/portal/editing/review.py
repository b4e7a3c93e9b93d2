"""Pages of a review: an editor hands a draft in, the office publishes it or gives it back."""

from kim.portal import _
from kim.portal.county import publication
from kim.portal.editing.standing import Standing
from plone import api
from plone.autoform.form import AutoExtensibleForm
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.supermodel import model
from plone.z3cform import layout
from Products.Five import BrowserView
from typing import Any
from z3c.form import button
from z3c.form.form import Form
from zope import schema


NOT_NOW = _(
    "step_not_now", default="This is not possible any more: the entry is in another state now."
)


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

    def done(self, message: str) -> None:
        self._back(message, "info")

    def refused(self, message: str) -> None:
        self._back(message, "error")

    def _back(self, message: str, kind: str) -> None:
        api.portal.show_message(message, self.request, type=kind)
        self.request.response.redirect(self.context.absolute_url())


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
