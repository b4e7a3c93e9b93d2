"""Two people at one entry: whoever saves last is told what they would overwrite.

Locks expire and can be broken, and neither Dexterity's form nor the API asks for them when saving:
so the form carries the time of the state that it was opened on, and the API may send it along.
"""

from email.utils import parsedate_to_datetime
from kim.portal import _
from kim.portal.forms.invalid import FieldInvalid
from plone import api
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.content import DexterityContent
from plone.dexterity.interfaces import IDexterityEditForm
from plone.restapi.services.content.update import ContentPatch
from plone.restapi.services.locking import is_locked
from plone.z3cform import layout
from typing import Any
from z3c.form.interfaces import IErrorViewSnippet
from zope.component import getMultiAdapter
from zope.i18nmessageid import Message
from zope.interface import classImplements


#: The form's hidden field.
REVISION = "kim.revision"


def revision_of(content: DexterityContent) -> str:
    """Changes with every saved change."""
    return str(content.modification_date.micros())


def overtaken(content: DexterityContent) -> Message:
    """What somebody reads whose state is not the newest any more."""
    return _(
        "error_overtaken",
        default="Somebody has changed this entry since you opened it (${when}). What you typed "
        "still stands here and is not saved. Look at the entry in a second window and compare; if "
        "you save again, your version counts.",
        mapping={
            "when": api.portal.get_localized_time(content.modification_date, long_format=True)
        },
    )


class EditForm(DefaultEditForm):
    """The edit form of every type that has none of its own."""

    @property
    def revision(self) -> str:
        """The form macros put it into the form."""
        return revision_of(self.context)

    def extractData(self, setErrors: bool = True) -> tuple[dict[str, Any], tuple]:
        data, errors = super().extractData(setErrors=setErrors)
        if self.request.form.get(REVISION) != self.revision:
            snippet = self._snippet(FieldInvalid(overtaken(self.context)))
            errors = (*errors, snippet)
            self.widgets.errors = (*self.widgets.errors, snippet)
        return data, errors

    def _snippet(self, error: FieldInvalid) -> Any:
        discriminators = (error, self.request, None, None, self, self.context)
        snippet = getMultiAdapter(discriminators, IErrorViewSnippet)
        snippet.update()
        return snippet


EditView = layout.wrap_form(EditForm)
classImplements(EditView, IDexterityEditForm)


class Patch(ContentPatch):
    """PATCH that keeps to ``If-Unmodified-Since`` and to locks.

    The header takes the entry's ``modified`` as an HTTP date; seconds are all that it can tell.
    """

    def reply(self) -> Any:
        if is_locked(self.context, self.request):
            return self._refuse(423, "Locked", "Resource is locked.")
        header = self.request.getHeader("If-Unmodified-Since")
        if header:
            try:
                since = parsedate_to_datetime(header).timestamp()
            except (TypeError, ValueError):
                return self._refuse(400, "BadRequest", "If-Unmodified-Since is no HTTP date.")
            if int(self.context.modification_date.timeTime()) > since:
                return self._refuse(412, "PreconditionFailed", "Modified since then.")
        return super().reply()

    def _refuse(self, status: int, kind: str, message: str) -> dict[str, Any]:
        self.request.response.setStatus(status)
        return {"error": {"type": kind, "message": message}}
