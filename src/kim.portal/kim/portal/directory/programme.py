"""A programme: who funds what for whom, how KIM keeps apart and ties in (§ 1.2, 2.2)."""

from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.forms.invalid import FieldInvalid
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IProgramme(model.Schema):
    """`demarcation` is Abgrenzung, `connection` Anknüpfung; `actors` are UIDs."""

    funding = schema.TextLine(
        title=_("field_funding", default="Funding"), required=False, max_length=300
    )
    runtime = schema.TextLine(
        title=_("field_runtime", default="Runtime in words"), required=False, max_length=300
    )
    starts = schema.Date(title=_("field_starts", default="Runs from"), required=False)
    ends = schema.Date(title=_("field_ends", default="Runs until"), required=False)
    target_group = schema.Text(
        title=_("field_target_group", default="Target group in words"),
        required=False,
        max_length=1_000,
    )
    demarcation = schema.Text(
        title=_("field_demarcation", default="How KIM keeps apart from it"),
        required=False,
        max_length=5_000,
    )
    connection = schema.Text(
        title=_("field_connection", default="How KIM ties in with it"),
        required=False,
        max_length=5_000,
    )
    text = schema.Text(
        title=_("field_text", default="Text"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=10_000,
    )
    directives.widget("topics", CheckBoxFieldWidget)
    topics = several("kim.topics", _("field_topics", default="Topics"))
    directives.widget("actors", CheckBoxFieldWidget)
    actors = several("kim.actors", _("field_actors", default="Carried by"))

    @invariant
    def ends_after_it_starts(data: "IProgramme") -> None:
        if data.starts and data.ends and data.ends < data.starts:
            raise FieldInvalid(
                _("error_runtime", default="The programme ends before it starts."), "ends"
            )


@implementer(IProgramme)
class Programme(Item):
    """See IProgramme."""
