"""An offer (Angebot): what an actor does for people, at a glance and in full."""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidgetFactory
from collective.z3cform.datagridfield.row import DictRow
from decimal import Decimal
from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.county.vocabularies import choices
from kim.portal.directory.contacts import IAddress
from kim.portal.directory.contacts import IContact
from kim.portal.directory.contacts import web_address
from kim.portal.directory.times import in_order
from kim.portal.directory.times import ITimeSlot
from kim.portal.forms.invalid import FieldInvalid
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


FREE, FEE, UNKNOWN = "free", "fee", "unknown"
AVAILABLE, ON_REQUEST, NONE = "available", "on_request", "none"

costs = choices(
    (FREE, _("cost_free", default="Free of charge")),
    (FEE, _("cost_fee", default="Costs something")),
    (UNKNOWN, _("cost_unknown", default="Unknown: please ask")),
)
interpretations = choices(
    (AVAILABLE, _("interpretation_available", default="Interpretation available")),
    (ON_REQUEST, _("interpretation_on_request", default="Interpretation on request")),
    (NONE, _("interpretation_none", default="No interpretation")),
    (UNKNOWN, _("interpretation_unknown", default="Unknown: please ask")),
)


class IOffer(model.Schema):
    """Whether an offer has its own case management decides its precedence over KIM (§ 2.2)."""

    directives.widget("topics", CheckBoxFieldWidget)
    topics = several("kim.topics", _("field_topics", default="Topics"))
    plain = schema.Text(
        title=_("field_plain", default="In short, in plain language"),
        required=False,
        max_length=1_000,
    )
    text = schema.Text(
        title=_("field_text", default="Text"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=10_000,
    )

    model.fieldset(
        "when",
        label=_("fieldset_when", default="Place, time, language, cost"),
        fields=[
            "places",
            "times",
            "languages",
            "interpretation",
            "cost",
            "amount",
            "cost_note",
        ],
    )
    directives.widget("places", BlockDataGridFieldWidgetFactory)
    places = schema.List(
        title=_("field_places", default="Place, where it is not the actor's address"),
        value_type=DictRow(title=_("row_address", default="Address"), schema=IAddress),
        required=False,
        default=[],
        missing_value=[],
        max_length=30,
    )
    directives.widget("times", BlockDataGridFieldWidgetFactory)
    times = schema.List(
        title=_("field_times", default="Times"),
        value_type=DictRow(title=_("row_time", default="Time"), schema=ITimeSlot),
        required=False,
        default=[],
        missing_value=[],
        max_length=50,
        constraint=in_order,
    )
    directives.widget("languages", CheckBoxFieldWidget)
    languages = several("kim.languages", _("field_languages", default="Languages spoken"))
    directives.widget("interpretation", RadioFieldWidget)
    interpretation = schema.Choice(
        title=_("field_interpretation", default="Interpretation"),
        vocabulary="kim.interpretations",
        default=UNKNOWN,
    )
    directives.widget("cost", RadioFieldWidget)
    cost = schema.Choice(
        title=_("field_cost", default="Cost"), vocabulary="kim.costs", default=UNKNOWN
    )
    amount = schema.Decimal(
        title=_("field_amount", default="Amount in euros"),
        required=False,
        min=Decimal("0.01"),
        max=Decimal(100_000),
    )
    cost_note = schema.TextLine(
        title=_("field_cost_note", default="Note on cost"), required=False, max_length=300
    )

    model.fieldset(
        "join",
        label=_("fieldset_join", default="How to take part"),
        fields=["register", "bring", "contacts", "website", "own_case_management"],
    )
    register = schema.Text(
        title=_("field_register", default="How to register"), required=False, max_length=1_000
    )
    bring = schema.Text(
        title=_("field_bring", default="What to bring"), required=False, max_length=1_000
    )
    directives.widget("contacts", BlockDataGridFieldWidgetFactory)
    contacts = schema.List(
        title=_("field_offer_contacts", default="Contacts, where they are not the actor's"),
        value_type=DictRow(title=_("row_contact", default="Contact"), schema=IContact),
        required=False,
        default=[],
        missing_value=[],
        max_length=30,
    )
    website = schema.TextLine(
        title=_("field_website", default="Website"),
        required=False,
        max_length=500,
        constraint=web_address,
    )
    own_case_management = schema.Bool(
        title=_("field_own_case_management", default="Has its own case management"),
        description=_(
            "field_own_case_management_help", default="Such an offer takes precedence over KIM."
        ),
        required=False,
        default=False,
    )

    @invariant
    def free_has_no_amount(data: "IOffer") -> None:
        if data.cost == FREE and data.amount:
            raise FieldInvalid(
                _("error_free_amount", default="Free of charge, yet an amount is given."), "amount"
            )


@implementer(IOffer)
class Offer(Item):
    """See IOffer."""
