"""A network (§ 2.3): who meets with whom about what, inside the administration or beyond it."""

from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.county.rhythm import IRhythm
from kim.portal.county.vocabularies import choices
from plone.autoform import directives
from plone.dexterity.content import Item
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import implementer


INTERNAL, EXTERNAL = "internal", "external"

kinds = choices(
    (EXTERNAL, _("network_external", default="Beyond the administration (public)")),
    (INTERNAL, _("network_internal", default="Inside the administration (for those who log in)")),
)


class INetwork(IRhythm):
    """`participants` and `office` are UIDs of actors."""

    directives.order_before(kind="rhythm")
    directives.widget("kind", RadioFieldWidget)
    kind = schema.Choice(
        title=_("field_network_kind", default="Kind"),
        vocabulary="kim.network_kinds",
        default=EXTERNAL,
    )
    # Entered by an act of its own (`met.py`), so that no proposed change sets it back.
    directives.omitted("last_met_on")
    directives.read_permission(last_met_on="kim.portal.ViewLastMeeting")
    last_met_on = schema.Date(
        title=_("field_last_met_on", default="Last meeting"), required=False, readonly=True
    )
    office = schema.Choice(
        title=_("field_network_office", default="Run by"), vocabulary="kim.actors", required=False
    )
    directives.widget("participants", CheckBoxFieldWidget)
    participants = several("kim.actors", _("field_participants", default="Participants"))
    under_construction = schema.Bool(
        title=_("field_under_construction", default="Being set up"), required=False, default=False
    )
    text = schema.Text(
        title=_("field_text", default="Text"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=10_000,
    )


@implementer(INetwork)
class Network(Item):
    """See INetwork."""
