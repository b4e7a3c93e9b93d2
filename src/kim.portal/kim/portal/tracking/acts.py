"""Pages that do one thing with what is tracked: read, do it, go back."""

from collections.abc import Callable
from kim.portal import _
from kim.portal.forms.act import StepForm
from kim.portal.tracking import comments
from kim.portal.tracking.life import NotPossible
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from zExceptions import NotFound
from zope import schema


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


class CommentForm(Guarded, StepForm):
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


class RemoveCommentForm(StepForm):
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
