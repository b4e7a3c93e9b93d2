"""Forms of acts: one question, one button, back to where it was asked for."""

from kim.portal import _
from plone.supermodel import model
from zope import schema


class IWhy(model.Schema):
    """A reason."""

    reason = schema.Text(title=_("field_reason", default="Reason"), max_length=5_000)
