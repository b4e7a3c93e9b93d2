"""The rules of a schema over several fields, asked by a form whose fields stand in fieldsets.

z3c.form asks each fieldset on its own and takes what the fieldset does not have from the content:
the old value, even where the visitor has just sent a new one or a wrong one. Here such a rule waits
until it has the new values.
"""

from kim.portal.forms.invalid import apart
from kim.portal.interfaces import IKimFormLayer
from typing import Any
from z3c.form.interfaces import IForm
from z3c.form.interfaces import IManagerValidator
from z3c.form.interfaces import INPUT_MODE
from z3c.form.interfaces import IWidgets
from z3c.form.validator import Data
from z3c.form.validator import InvariantsValidator
from z3c.form.validator import NoInputData
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface.interfaces import IInterface


class FormData(Data):
    """What was sent; of the content only what the form does not ask for."""

    def __init__(self, schema: IInterface, data: dict[str, Any], context: Any, asked: set) -> None:
        # First: Data's own constructor already asks for attributes.
        self._asked = asked
        super().__init__(schema, data, context)

    def __getattr__(self, name: str) -> Any:
        # Names of this class and of Data themselves never come here: they are set.
        if name not in self._Data_data___ and (self._Data_schema___, name) in self._asked:
            raise NoInputData(name)
        return super().__getattr__(name)


@implementer(IManagerValidator)
@adapter(Interface, IKimFormLayer, IForm, IInterface, IWidgets)
class FormInvariants(InvariantsValidator):
    """Checks a schema's invariants over what the form has sent."""

    def validate(self, data: dict[str, Any]) -> tuple[Exception, ...]:
        asked = set(asked_fields(self.view))
        errors = self.validateObject(FormData(self.schema, data, self.context, asked))
        return tuple(apart(errors))


def asked_fields(form: Any) -> Any:
    """(schema, name) of every field that the whole form, not one fieldset, takes input for."""
    while getattr(form, "parentForm", None) is not None:
        form = form.parentForm
    for part in (form, *getattr(form, "groups", ())):
        for widget in (getattr(part, "widgets", None) or {}).values():
            if widget.mode == INPUT_MODE:
                yield widget.field.interface, widget.field.__name__
