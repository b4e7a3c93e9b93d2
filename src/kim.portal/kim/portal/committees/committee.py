"""A committee (Gremium): a network that has seats, meets, proposes or decides (§ 3.2, 3.3).

Who is a member follows from its seats (`seats.py`); what it is to whom follows from its groups
(`groups.py`).
"""

from datetime import date
from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.county.rhythm import IRhythm
from kim.portal.county.vocabularies import choices
from kim.portal.editing.changes import original
from kim.portal.forms.invalid import FieldInvalid
from plone import api
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from plone.uuid.interfaces import IUUID
from typing import Any
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from z3c.form.browser.textlines import TextLinesFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant


STEERING, STRUCTURE, CASE, OTHER = "steering", "structure", "case", "other"
NONE = "none"

LEVELS = (
    (STEERING, _("level_steering", default="Steering group: decides")),
    (STRUCTURE, _("level_structure", default="Structural level: looks at the whole system")),
    (CASE, _("level_case", default="Case level: looks at the single person's way")),
    (OTHER, _("level_other", default="Other")),
)
levels = choices(*LEVELS)
quorums = choices(
    (NONE, _("quorum_none", default="None: whoever is there decides")),
    ("half", _("quorum_half", default="More than half of the seats that vote")),
    ("two_thirds", _("quorum_two_thirds", default="Two thirds of the seats that vote")),
)
majorities = choices(
    (NONE, _("majority_none", default="None: the consensus is recorded")),
    ("simple", _("majority_simple", default="More in favour than against")),
    ("absolute", _("majority_absolute", default="More than half of the seats that vote")),
    ("two_thirds", _("majority_two_thirds", default="Two thirds of the votes")),
)


class ISeatFolder(Interface):
    """Marks the folder of a committee's seats (``sitze``)."""


class IForMembers(Interface):
    """Marks a folder of a committee with what the search for everyone leaves out."""


class IPapers(IForMembers):
    """Marks the folder where a committee keeps its papers (``ablage``)."""


class ICommittee(IRhythm):
    """`office` and `candidates` are UIDs of actors, `chair` and `deputy` UIDs of own seats."""

    directives.widget("level", RadioFieldWidget)
    level = schema.Choice(
        title=_("field_level", default="Level"),
        description=_("field_level_help", default="One committee steers, no more."),
        vocabulary="kim.committee_levels",
        default=OTHER,
    )
    directives.widget("tasks", TextLinesFieldWidget)
    tasks = schema.List(
        title=_("field_tasks", default="Tasks"),
        description=_("field_one_a_line", default="One a line."),
        value_type=schema.TextLine(max_length=300),
        required=False,
        default=[],
        missing_value=[],
        max_length=50,
    )
    directives.widget("topics", CheckBoxFieldWidget)
    topics = several("kim.topics", _("field_topics", default="Topics"))
    office = schema.Choice(
        title=_("field_network_office", default="Run by"), vocabulary="kim.actors", required=False
    )
    text = schema.Text(
        title=_("field_text", default="Text"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=10_000,
    )

    model.fieldset(
        "time",
        label=_("fieldset_time", default="When"),
        fields=["rhythm", "meets_every", "meets_unit", "constituted_on", "ends_on"],
    )
    constituted_on = schema.Date(
        title=_("field_constituted_on", default="Constituted on"), required=False
    )
    ends_on = schema.Date(
        title=_("field_ends_on", default="Last day"),
        description=_(
            "field_ends_on_help",
            default="On the day after, all rights of its members end by themselves.",
        ),
        required=False,
    )

    model.fieldset(
        "people",
        label=_("fieldset_people", default="Who"),
        fields=["possible_actors", "candidates", "chair", "deputy"],
    )
    directives.widget("possible_actors", TextLinesFieldWidget)
    possible_actors = schema.List(
        title=_("field_possible_actors", default="Who may be part of it"),
        description=_("field_one_a_line", default="One a line."),
        value_type=schema.TextLine(max_length=300),
        required=False,
        default=[],
        missing_value=[],
        max_length=50,
    )
    directives.widget("candidates", CheckBoxFieldWidget)
    candidates = several(
        "kim.actors", _("field_candidates", default="Which of them stand in the directory")
    )
    chair = schema.Choice(
        title=_("field_chair", default="Chair"),
        description=_("field_chair_help", default="A seat, not a person."),
        vocabulary="kim.seats",
        required=False,
    )
    deputy = schema.Choice(
        title=_("field_deputy_chair", default="Deputy chair"),
        vocabulary="kim.seats",
        required=False,
    )

    model.fieldset(
        "rules",
        label=_("fieldset_rules", default="How it decides"),
        fields=["quorum", "majority"],
    )
    quorum = schema.Choice(
        title=_("field_quorum", default="Quorum"), vocabulary="kim.quorums", default=NONE
    )
    majority = schema.Choice(
        title=_("field_majority", default="Majority"), vocabulary="kim.majorities", default=NONE
    )

    @invariant
    def ends_after_it_began(data: "ICommittee") -> None:
        if data.constituted_on and data.ends_on and data.ends_on < data.constituted_on:
            raise FieldInvalid(
                _("error_ends_before", default="The last day lies before the first."), "ends_on"
            )

    @invariant
    def one_steers(data: "ICommittee") -> None:
        if data.level != STEERING:
            return
        other = steering(besides=getattr(data, "__context__", data))
        if other is not None:
            raise FieldInvalid(
                _(
                    "error_steering_twice",
                    default="There is a steering group already: ${title}.",
                    mapping={"title": other.Title},
                ),
                "level",
            )


@implementer(ICommittee)
class Committee(Container):
    """See ICommittee."""

    def ended(self, day: date) -> bool:
        """Whether its last day lies before this one."""
        return bool(self.ends_on and self.ends_on < day)


def steering(besides: Any = None) -> Any | None:
    """The brain of the one committee that steers, whoever may see it; None where there is none."""
    own: set[str | None] = set()
    if ICommittee.providedBy(besides):
        # A proposed change is about its original. One that is being made has no UID yet.
        own = {IUUID(besides, None), IUUID(original(besides), None)}
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type="Committee", committee_level=STEERING, is_working_copy=False
    )
    return next((brain for brain in brains if brain.UID not in own), None)
