"""An actor (Akteur): an organisation or office that helps (§ 2.4). Its offers live inside it."""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidgetFactory
from collective.z3cform.datagridfield.row import DictRow
from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.directory.contacts import IAddress
from kim.portal.directory.contacts import IContact
from kim.portal.directory.contacts import web_address
from kim.portal.directory.responsibility import IResponsibility
from kim.portal.directory.times import in_order
from kim.portal.directory.times import ITimeSlot
from plone.autoform import directives
from plone.dexterity.content import Container
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer


class IActor(model.Schema):
    """References to other actors are UIDs."""

    category = schema.Choice(
        title=_("field_category", default="Category"), vocabulary="kim.categories"
    )
    directives.widget("topics", CheckBoxFieldWidget)
    topics = several("kim.topics", _("field_topics", default="Topics"))
    text = schema.Text(
        title=_("field_text", default="Text"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=10_000,
    )
    directives.widget("languages", CheckBoxFieldWidget)
    languages = several("kim.languages", _("field_languages", default="Languages spoken"))

    model.fieldset(
        "contact",
        label=_("fieldset_contact", default="Contact"),
        fields=["contacts", "addresses", "opening_hours", "website", "accessibility"],
    )
    directives.widget("contacts", BlockDataGridFieldWidgetFactory)
    contacts = schema.List(
        title=_("field_contacts", default="Contacts"),
        value_type=DictRow(title=_("row_contact", default="Contact"), schema=IContact),
        required=False,
        default=[],
        missing_value=[],
        max_length=30,
    )
    directives.widget("addresses", BlockDataGridFieldWidgetFactory)
    addresses = schema.List(
        title=_("field_addresses", default="Addresses"),
        value_type=DictRow(title=_("row_address", default="Address"), schema=IAddress),
        required=False,
        default=[],
        missing_value=[],
        max_length=30,
    )
    directives.widget("opening_hours", BlockDataGridFieldWidgetFactory)
    opening_hours = schema.List(
        title=_("field_opening_hours", default="Opening hours"),
        value_type=DictRow(title=_("row_time", default="Time"), schema=ITimeSlot),
        required=False,
        default=[],
        missing_value=[],
        max_length=50,
        constraint=in_order,
    )
    website = schema.TextLine(
        title=_("field_website", default="Website"),
        required=False,
        max_length=500,
        constraint=web_address,
    )
    accessibility = schema.Text(
        title=_("field_accessibility", default="Accessibility"),
        description=_(
            "field_accessibility_help", default="Steps, lift, toilet, sign language, quiet room …"
        ),
        required=False,
        max_length=1_000,
    )

    model.fieldset(
        "office",
        label=_("fieldset_office", default="For the office"),
        fields=["parent", "responsibilities", "trusted"],
    )
    directives.write_permission(parent="kim.portal.ManageDirectory")
    parent = schema.Choice(
        title=_("field_parent", default="Part of"), vocabulary="kim.actors", required=False
    )
    directives.write_permission(responsibilities="kim.portal.ManageDirectory")
    directives.widget("responsibilities", BlockDataGridFieldWidgetFactory)
    responsibilities = schema.List(
        title=_("field_responsibilities", default="Responsible for"),
        value_type=DictRow(
            title=_("row_responsibility", default="Responsibility"), schema=IResponsibility
        ),
        required=False,
        default=[],
        missing_value=[],
    )
    directives.write_permission(trusted="kim.portal.ManageDirectory")
    trusted = schema.Bool(
        title=_("field_trusted", default="Trusted: may change published entries directly"),
        required=False,
        default=False,
    )


@implementer(IActor)
class Actor(Container):
    """See IActor."""
