"""Where an entry comes from: every record names the section of the concept it stands in."""

from kim.portal import _
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from zope import schema
from zope.interface import provider


@provider(IFormFieldProvider)
class IProvenance(model.Schema):
    """Origin of an entry. `external_id` is set by the loader and by imports, never by hand."""

    model.fieldset(
        "provenance",
        label=_("fieldset_provenance", default="Origin"),
        fields=["external_id", "sections", "sources"],
    )

    external_id = schema.ASCIILine(
        title=_("field_external_id", default="External id"),
        description=_(
            "field_external_id_help",
            default="By this the entry is found again when county data are loaded.",
        ),
        required=False,
        readonly=True,
    )

    directives.write_permission(sections="kim.portal.ManageDirectory")
    sections = schema.List(
        title=_("field_sections", default="Sections of the concept"),
        description=_("field_sections_help", default="One a line, for example § 2.4."),
        value_type=schema.TextLine(max_length=60),
        required=False,
        default=[],
        missing_value=[],
    )

    directives.write_permission(sources="kim.portal.ManageDirectory")
    sources = schema.List(
        title=_("field_sources", default="Registers"),
        description=_(
            "field_sources_help",
            default="Facts that an official register states, one a line: fact: register.",
        ),
        value_type=schema.TextLine(max_length=300),
        required=False,
        default=[],
        missing_value=[],
    )
