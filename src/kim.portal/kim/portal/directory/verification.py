"""When somebody last confirmed an entry; shown to the public, never set by editing."""

from kim.portal import _
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider


@provider(IFormFieldProvider)
class IVerification(model.Schema):
    """Bookkeeping: read-only, so that neither forms, API nor working copies write it."""

    model.fieldset(
        "provenance",
        label=_("fieldset_provenance", default="Origin"),
        fields=["verified_on"],
    )
    verified_on = schema.Date(
        title=_("field_verified_on", default="Last verified"), required=False, readonly=True
    )
