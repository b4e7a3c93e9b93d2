"""Merging a gap report into another one, as the office finds it."""

from kim.portal import _
from kim.portal.forms.act import StepForm
from kim.portal.gaps import life
from kim.portal.gaps.gap import GapReport
from kim.portal.tracking.life import NotPossible
from kim.portal.triage import triage
from kim.portal.triage.acts import NOTE
from plone import api
from plone.supermodel import model
from plone.z3cform import layout
from typing import Any
from zope import schema


class IMerge(model.Schema):
    """Into which report."""

    twin = schema.TextLine(
        title=_("field_merge_twin", default="The other report"),
        description=_("field_merge_twin_help", default="Its address, copied from its page."),
        max_length=500,
    )
    note = schema.Text(title=NOTE, required=False, max_length=2_000)


class MergeForm(StepForm):
    """``@@merge``"""

    schema = IMerge
    question = _("gap_merge_title", default="Merge: ${title}")
    description = _(
        "gap_merge_help",
        default="This report ends and joins the other one. Whoever reported it is told, and hears "
        "what becomes of that one.",
    )
    said = _("gap_merge_said", default="The report has joined the other one.")
    verb = _("button_gap_merge", default="Merge")

    def act(self, data: dict[str, Any]) -> GapReport:
        twin = open_report(data["twin"])
        triage.merge(self.context, twin, data["note"] or "")
        return twin


MergeView = layout.wrap_form(MergeForm)


def open_report(named: str) -> GapReport:
    """The open report of a UID or of the address of its page, if the user may see it.

    :raises NotPossible: where there is none.
    """
    catalog = api.portal.get_tool("portal_catalog")
    words = named.strip().rstrip("/")
    query = {"getId": words.rsplit("/", 1)[-1]} if "/" in words else {"UID": words}
    found = catalog(portal_type="GapReport", review_state=life.OPEN, **query) if words else ()
    if len(found) != 1:
        raise NotPossible(_("merge_twin", default="Please choose an open report."), "twin")
    return found[0].getObject()
