"""An item of an agenda (TOP), or a topic that waits for a meeting: its place says which.

It is confidential by its state; its id and its number say nothing about it.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from kim.portal import _
from kim.portal.committees.committee import CASE as CASE_LEVEL
from kim.portal.committees.seat import committee_of
from kim.portal.forms.invalid import FieldInvalid
from kim.portal.meetings import life
from kim.portal.meetings.meeting import IMeeting
from kim.portal.theme.marks import local_date
from plone import api
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.dexterity.content import DexterityContent
from plone.supermodel import model
from typing import Any
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


INFORMATION, DISCUSSION = "information", "discussion"
PREPARATION, DECISION, CASE = "preparation", "decision", "case"

KINDS = (
    (INFORMATION, _("item_information", default="Information")),
    (DISCUSSION, _("item_discussion", default="Discussion")),
    (PREPARATION, _("item_preparation", default="Preparation of a decision")),
    (DECISION, _("item_decision", default="Decision")),
    (CASE, _("item_case", default="Single case (nothing about it is stored)")),
)
#: What a single case may not have: it is talked about, never stored (§ 3.3).
STORED = ("text", "motion", "rapporteur")


class IAgendaItem(model.Schema):
    """`duration` in minutes; `origin` names the agenda source that it came from."""

    title = schema.TextLine(title=_("field_item_title", default="What it is about"), max_length=200)
    directives.widget("kind", RadioFieldWidget)
    kind = schema.Choice(
        title=_("field_item_kind", default="Kind"),
        vocabulary="kim.item_kinds",
        default=DISCUSSION,
    )
    sub = schema.Bool(
        title=_("field_item_sub", default="Part of the item before it"),
        required=False,
        default=False,
    )
    text = schema.Text(
        title=_("field_item_text", default="Explanation"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=20_000,
    )
    motion = schema.Text(
        title=_("field_item_motion", default="Proposed decision"),
        description=_("field_item_motion_help", default="Word by word, as it is to be decided."),
        required=False,
        max_length=5_000,
    )
    rapporteur = schema.TextLine(
        title=_("field_rapporteur", default="Reported by"), required=False, max_length=200
    )
    duration = schema.Int(
        title=_("field_duration", default="Planned minutes"), required=False, min=1, max=600
    )
    late = schema.TextLine(
        title=_("field_late", default="Why it comes late"),
        description=_(
            "field_late_help",
            default="Asked for after the day for papers, or when invitations have been sent.",
        ),
        required=False,
        max_length=300,
    )
    carried = schema.Int(
        title=_("field_carried", default="How often it was put off"), readonly=True, default=0
    )
    origin = schema.ASCIILine(
        title=_("field_item_origin", default="Comes from"), required=False, readonly=True
    )
    directives.omitted("carried", "origin")

    @invariant
    def single_case_is_not_stored(data: "IAgendaItem") -> None:
        if data.kind != CASE:
            return
        for name in STORED:
            if getattr(data, name, None):
                raise FieldInvalid(
                    _(
                        "error_case_stored",
                        default="Single cases are talked about, never stored: please leave this "
                        "empty.",
                    ),
                    name,
                )

    @invariant
    def single_case_is_of_the_case_level(data: "IAgendaItem") -> None:
        committee = committee_of(getattr(data, "__context__", None) or data)
        if data.kind == CASE and committee is not None and committee.level != CASE_LEVEL:
            raise FieldInvalid(
                _(
                    "error_case_level",
                    default="Single cases are talked about at the case level alone.",
                ),
                "kind",
            )

    @invariant
    def late_has_a_reason(data: "IAgendaItem") -> None:
        if not data.late and comes_late(new_on(getattr(data, "__context__", None) or data)):
            raise FieldInvalid(_("error_late", default="It comes late: please say why."), "late")


def new_on(context: Any) -> Any | None:
    """The meeting to whose agenda a form or the API is adding; None where it is editing."""
    if IMeeting.providedBy(context):
        return context
    place = aq_parent(aq_inner(context))
    known = IMeeting.providedBy(place) and aq_base(place.get(context.getId() or "", None))
    return place if IMeeting.providedBy(place) and known is not aq_base(context) else None


def comes_late(meeting: Any | None) -> bool:
    """Whether what is added to a meeting now comes late."""
    if meeting is None:
        return False
    until = meeting.papers_until
    over = until is not None and until < local_date(api.portal.get())
    return over or life.state(meeting) != life.PLANNED


@implementer(IAgendaItem)
class AgendaItem(Container):
    """See IAgendaItem."""


def meeting_of(item: DexterityContent) -> Any | None:
    """The meeting on whose agenda it stands; None for a topic that waits."""
    place = aq_parent(aq_inner(item))
    return place if IMeeting.providedBy(place) else None
