"""A proposal (Vorschlag) of a working group to the steering group (§ 3.2, 3.3).

It stands in the committee that prepares it (``vorschlaege``) and answers one gap report or many.
"""

from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.privacy.guard import refuse_clients
from kim.portal.tracking.duties import ITracked
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


#: What people write freely: looked through for what is about clients.
FREE = ("title", "problem", "motion", "effect", "cost", "responsible")


class IProposal(model.Schema):
    """`gaps` are UIDs of gap reports, `addressee` a token of `tracking.bodies`.

    `item` is the UID of the agenda item that it is scheduled on; `postponed` counts how often it
    was put off.
    """

    title = schema.TextLine(title=_("field_proposal_title", default="Title"), max_length=150)
    problem = schema.Text(
        title=_("field_problem", default="What is the problem?"), max_length=10_000
    )
    motion = schema.Text(
        title=_("field_item_motion", default="Proposed decision"),
        description=_("field_item_motion_help", default="Word by word, as it is to be decided."),
        max_length=5_000,
    )
    addressee = schema.Choice(
        title=_("field_addressee", default="Who is to carry it out?"),
        vocabulary="kim.bodies",
        required=False,
    )
    effect = schema.Text(
        title=_("field_effect", default="What is to change by it?"),
        required=False,
        max_length=5_000,
    )
    cost = schema.Text(
        title=_("field_proposal_cost", default="What does it cost, and who bears it?"),
        required=False,
        max_length=2_000,
    )
    responsible = schema.TextLine(
        title=_("field_responsible", default="Responsible for it"),
        description=_("field_responsible_help", default="A function, no name."),
        required=False,
        max_length=200,
    )
    directives.widget("municipalities", CheckBoxFieldWidget)
    municipalities = several(
        "kim.municipalities",
        _("field_gap_where", default="Where?"),
        description=_("field_gap_where_help", default="None: everywhere in the county."),
    )
    directives.widget("topics", CheckBoxFieldWidget)
    topics = several("kim.topics", _("field_topics", default="Topics"))

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
    gaps = schema.Tuple(title=_("field_gaps", default="Gap reports"), readonly=True, default=())
    item = schema.ASCIILine(
        title=_("field_proposal_item", default="On the agenda"), required=False, readonly=True
    )
    postponed = schema.Int(
        title=_("field_postponed", default="How often it was put off"), readonly=True, default=0
    )
    directives.omitted("gaps", "item", "postponed")

    @invariant
    def tells_of_no_client(data: "IProposal") -> None:
        refuse_clients(data, FREE)


@implementer(IProposal, ITracked)
class Proposal(Container):
    """See IProposal."""

    @property
    def follows(self) -> tuple[str, ...]:
        return tuple(self.gaps or ())
