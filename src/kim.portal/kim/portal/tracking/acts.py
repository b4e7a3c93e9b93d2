"""Pages that do one thing with what is tracked: read, do it, go back."""

from collections.abc import Callable
from kim.portal import _
from kim.portal.forms.act import ActForm
from kim.portal.tracking import comments
from kim.portal.tracking.life import NotPossible
from plone.supermodel import model
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from zExceptions import NotFound
from zope import schema


class INothing(model.Schema):
    """A question that asks for no more than yes."""


def confirmation() -> schema.Bool:
    """The field ``no_clients``, asked below free text that may tell of a client."""
    return schema.Bool(
        title=_("field_no_clients", default="What was marked tells nothing of a client"),
        description=_(
            "field_no_clients_help",
            default="Needed only where something was marked that may be a name, a telephone number "
            "or an e-mail address.",
        ),
        required=False,
        default=False,
    )


class TrackForm(ActForm):
    """Base: `act` does it, `verb` is on its button, `said` is told afterwards."""

    schema = INothing
    template = ViewPageTemplateFile("act.pt")
    question = verb = said = description = ""

    @property
    def label(self) -> str:
        title = self.context.title
        return _(self.question, default=self.question.default, mapping={"title": title})

    def act(self, data: dict[str, Any]) -> Any:
        """What to go to, if not to where it was asked for.

        :raises NotPossible: told beside the field that it names.
        """
        raise NotImplementedError

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].title = self.verb

    @button.buttonAndHandler(_("button_go", default="Go on"), name="save")
    def save(self, action: Any) -> None:
        data = self.values()
        if data is None:
            return
        try:
            found = self.act(data)
        except NotPossible as error:
            self.wrong(error.message, error.field)
            return
        self.done(self.said, (self.context if found is None else found).absolute_url())

    @button.buttonAndHandler(_("button_back", default="Back"), name="cancel")
    def cancel(self, action: Any) -> None:
        self.back()


class Guarded:
    """Mixed into a form for some people only: whoever `allowed` refuses finds none."""

    allowed: Callable[[Any], bool]

    def update(self) -> None:
        if not type(self).allowed(self.context):
            raise NotFound(self.request.getURL())
        super().update()


class IText(model.Schema):
    """A comment."""

    text = schema.Text(
        title=_("field_comment", default="Comment"),
        description=_(
            "field_comment_help",
            default="For those who work on it, not for whoever reported it. Please no names of "
            "clients.",
        ),
        max_length=comments.LONGEST,
    )
    no_clients = confirmation()


class CommentForm(Guarded, TrackForm):
    """``@@comment``"""

    schema = IText
    allowed = comments.may_comment
    question = _("comment_title", default="Comment: ${title}")
    said = _("comment_said", default="Your comment is there.")
    verb = _("button_comment", default="Comment")

    def act(self, data: dict[str, Any]) -> None:
        comments.add(self.context, data["text"], data["no_clients"])


class IComment(model.Schema):
    """Which comment."""

    number = schema.Int(title=_("field_comment_number", default="Comment number"))


class RemoveCommentForm(TrackForm):
    """``@@remove-comment``: the office, where one tells what it should not."""

    schema = IComment
    question = _("comment_remove_title", default="Take out a comment: ${title}")
    said = _("comment_removed", default="The comment is gone.")
    verb = _("button_remove_comment", default="Take out")

    def act(self, data: dict[str, Any]) -> None:
        if not comments.remove(self.context, data["number"]):
            raise NotPossible(_("comment_unknown", default="There is no such comment."), "number")


CommentView = layout.wrap_form(CommentForm)
RemoveCommentView = layout.wrap_form(RemoveCommentForm)
