"""What of a form is not the office's: code, expressions, mails of its own, what was saved.

EasyForm asks permissions for single fields of its editors, but takes the whole of a form's XML from
whoever may edit it, and shows it to everybody who may view it. Here the API asks first; the editors
of XML and the list of saved data are bound to permissions in ZCML.
"""

from collective.easyform.config import ACTIONS_DEFAULT
from collective.easyform.interfaces import IEasyForm
from kim.portal import _
from kim.portal.access.summaries import ItemSerializer
from kim.portal.forms.deserializing import Deserializer
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.lifecycleevent import IObjectAddedEvent


EXPRESSIONS = "collective.easyform: Edit TALES Fields"
#: XML that can hold scripts and expressions.
MODELS = ("fields_model", "actions_model")
#: How a form works inside; the page of a form needs none of it in JSON.
INNER = (
    *MODELS,
    "afterValidationOverride",
    "formActionOverride",
    "headerInjection",
    "onDisplayOverride",
    "submitLabelOverride",
    "thanksPageOverride",
    "thanksPageOverrideAction",
)
NO_ACTIONS = (
    '<model xmlns="http://namespaces.plone.org/supermodel/schema">\n  <schema />\n</model>\n'
)


@implementer(ISerializeToJson)
@adapter(IEasyForm, IKimLayer)
class FormSerializer(ItemSerializer):
    """A form as JSON: how it works inside only for whoever edits it; what was saved for nobody.

    EasyForm's own asks for a permission by its id, which plone.api takes for unknown: it fails.
    """

    def __call__(self, version: str | None = None, include_items: bool = True) -> dict[str, Any]:
        found = super().__call__(version, include_items)
        if not api.user.has_permission("Modify portal content", obj=self.context):
            for name in INNER:
                found.pop(name, None)
        return found


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, IKimLayer)
class FormDeserializer(Deserializer):
    """A form's XML only from whoever may write expressions."""

    def __call__(
        self,
        validate_all: bool = False,
        data: dict[str, Any] | None = None,
        create: bool = False,
        mask_validation_errors: bool = True,
    ) -> Any:
        """:raises BadRequest: naming the field."""
        data = json_body(self.request) if data is None else data
        if not api.user.has_permission(EXPRESSIONS, obj=self.context):
            self._refuse(
                FieldInvalid(_REFUSED, name)
                for name in (*MODELS, "savedDataStorage")
                if name in data
            )
        return super().__call__(validate_all, data, create, mask_validation_errors)


def without_mailer(form: Any, event: IObjectAddedEvent) -> None:
    """A new form mails nobody: EasyForm's own mailer knows no outbox."""
    if form.actions_model == ACTIONS_DEFAULT:
        form.actions_model = NO_ACTIONS


_REFUSED = _(
    "intake_model_refused", default="Fields and actions of a form are set up in the browser."
)
