"""A gap report (Lückenmeldung): what somebody met in practice (§ 3.3, 3.6).

Never personal data of a client. Who reported it is known to the office alone: neither the catalog
nor the creators of the content have a name.
"""

from Acquisition import aq_base
from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.county.vocabularies import choices
from kim.portal.privacy.guard import refuse_clients
from kim.portal.theme.marks import local_date
from kim.portal.tracking.duties import ITracked
from plone import api
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant


GAP, NEED, MISSING, POTENTIAL = "gap", "need", "missing_offer", "potential"
PROCESS, INTERFACE = "process", "interface"

KINDS = (
    (GAP, _("gap_kind_gap", default="Gap: people fall through the net")),
    (NEED, _("gap_kind_need", default="Need of a group or a place")),
    (MISSING, _("gap_kind_missing", default="Missing offer")),
    (POTENTIAL, _("gap_kind_potential", default="Potential that is not used")),
    (PROCESS, _("gap_kind_process", default="Process that does not work well")),
    (INTERFACE, _("gap_kind_interface", default="Interface between offices")),
)
kinds = choices(*KINDS)

ONCE, REPEATED, OFTEN = "once", "repeated", "often"
severities = choices(
    (ONCE, _("gap_once", default="Seen once")),
    (REPEATED, _("gap_repeated", default="Seen several times")),
    (OFTEN, _("gap_often", default="Seen all the time, or hard for those concerned")),
)


#: What is looked through for data of clients.
TEXTS = ("title", "text", "works", "tried", "behalf")


class IGapReport(model.Schema):
    """`actors` and `offers` are UIDs, `committee` is the UID of the one that deals with it.

    `reporter` is the id of a user, None for somebody without account; `twin` the UID of the report
    that it was merged into, `merged` those of the reports merged into it; `asked` are tokens of
    bodies (`tracking.bodies`).
    """

    title = schema.TextLine(
        title=_("field_gap_title", default="In one sentence"),
        description=_(
            "field_gap_title_help", default="For example: no language course in the evening."
        ),
        max_length=150,
    )
    directives.widget("kind", RadioFieldWidget)
    kind = schema.Choice(
        title=_("field_gap_kind", default="What is it?"), vocabulary="kim.gap_kinds", default=GAP
    )
    text = schema.Text(
        title=_("field_gap_text", default="What happens?"),
        description=_(
            "field_gap_text_help",
            default="Please no names and nothing that tells who a client is.",
        ),
        max_length=5_000,
    )
    works = schema.Text(
        title=_("field_gap_works", default="What works well there?"),
        required=False,
        max_length=2_000,
    )
    directives.widget("municipalities", CheckBoxFieldWidget)
    municipalities = several(
        "kim.municipalities",
        _("field_gap_where", default="Where?"),
        description=_("field_gap_where_help", default="None: everywhere in the county."),
    )
    directives.widget("topics", CheckBoxFieldWidget)
    topics = several("kim.topics", _("field_topics", default="Topics"))
    directives.widget("target_groups", CheckBoxFieldWidget)
    target_groups = several("kim.target_groups", _("field_gap_whom", default="For whom?"))
    directives.widget("phases", CheckBoxFieldWidget)
    phases = several(
        "kim.phases",
        _("field_gap_phases", default="In which phases?"),
        description=_("field_gap_phases_help", default="From arriving to becoming a citizen."),
    )
    directives.widget("legal_areas", CheckBoxFieldWidget)
    legal_areas = several("kim.legal_areas", _("field_gap_law", default="Legal areas"))
    directives.widget("actors", CheckBoxFieldWidget)
    actors = several(
        "kim.actors",
        _("field_gap_actors", default="Which offices and organisations meet there?"),
        max_length=20,
    )
    directives.widget("severity", RadioFieldWidget)
    severity = schema.Choice(
        title=_("field_gap_severity", default="How often?"),
        vocabulary="kim.gap_severities",
        default=ONCE,
    )
    tried = schema.Text(
        title=_("field_gap_tried", default="What was tried?"), required=False, max_length=2_000
    )
    directives.read_permission(behalf="kim.portal.ViewReporter")
    behalf = schema.TextLine(
        title=_("field_gap_behalf", default="Reported on behalf of"),
        description=_(
            "field_gap_behalf_help",
            default="An office or organisation, if it is not your own report. The office alone "
            "sees it.",
        ),
        required=False,
        max_length=200,
    )
    no_clients = schema.Bool(
        title=_("field_no_clients", default="What was marked tells nothing of a client"),
        description=_(
            "field_no_clients_help",
            default="Needed only where something was marked that may be a name, a telephone number "
            "or an e-mail address.",
        ),
        required=False,
        default=False,
    )

    # Kept by the acts; neither form nor API writes them.
    directives.read_permission(
        reporter="kim.portal.ViewReporter", address="kim.portal.ViewReporter"
    )
    reporter = schema.ASCIILine(
        title=_("field_reporter", default="Reporter"), required=False, readonly=True
    )
    address = schema.TextLine(
        title=_("field_gap_address", default="E-mail address for the answer"),
        required=False,
        readonly=True,
    )
    reported_on = schema.Date(
        title=_("field_reported_on", default="Reported on"), required=False, readonly=True
    )
    committee = schema.ASCIILine(
        title=_("field_gap_committee", default="Dealt with by"), required=False, readonly=True
    )
    put_off_until = schema.Date(
        title=_("field_put_off", default="Put off until"), required=False, readonly=True
    )
    twin = schema.ASCIILine(
        title=_("field_twin", default="Merged into"), required=False, readonly=True
    )
    merged = schema.Tuple(title=_("field_merged", default="Merged in"), readonly=True, default=())
    asked = schema.Tuple(
        title=_("field_asked", default="Asked for their view"), readonly=True, default=()
    )
    offers = schema.Tuple(
        title=_("field_answering", default="Offers that answer it"), readonly=True, default=()
    )
    from_item = schema.ASCIILine(
        title=_("field_from_item", default="From the agenda item"), required=False, readonly=True
    )
    survey = schema.ASCIILine(
        title=_("field_survey", default="Answer to the enquiry"), required=False, readonly=True
    )
    objected = schema.Bool(
        title=_("field_objected", default="Has been objected to"), readonly=True, default=False
    )
    directives.omitted(
        "reporter",
        "address",
        "reported_on",
        "committee",
        "put_off_until",
        "twin",
        "merged",
        "asked",
        "offers",
        "from_item",
        "survey",
        "objected",
    )

    @invariant
    def tells_nothing_of_clients(data: Interface) -> None:
        refuse_clients(data, TEXTS)


@implementer(IGapReport, ITracked)
class GapReport(Container):
    """See IGapReport."""

    @property
    def follows(self) -> tuple[str, ...]:
        """What was merged into it goes before."""
        return tuple(self.merged or ())

    def addCreator(self, creator: str | None = None) -> None:
        """Indexing would name whoever happens to change it: nobody is."""


def is_put_off(gap: GapReport) -> bool:
    """Whether it rests until a day that has not come."""
    until = aq_base(gap).put_off_until
    return until is not None and until > local_date(api.portal.get())
