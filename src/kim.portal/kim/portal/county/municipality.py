"""A municipality of the county: infrastructure at a glance, what it decides itself (§ 2.4)."""

from collective.z3cform.datagridfield.blockdatagridfield import BlockDataGridFieldWidgetFactory
from collective.z3cform.datagridfield.row import DictRow
from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.county.places import check_latitude
from kim.portal.county.places import check_longitude
from kim.portal.county.places import municipality_key
from kim.portal.forms.invalid import FieldInvalid
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant


SMALLEST_FIGURE = 5


class ILocalNeed(Interface):
    """A special need of the municipality that stage 1b of the build-up takes up (§ 3.4)."""

    group = schema.TextLine(title=_("need_group", default="Group"), max_length=200)
    valid_from = schema.Date(title=_("need_valid_from", default="From"), required=False)
    valid_to = schema.Date(title=_("need_valid_to", default="To"), required=False)


class IFigure(Interface):
    """One figure on one reference date; small cells are never stored, so they cannot leak."""

    kind = schema.Choice(title=_("figure_kind", default="Figure"), vocabulary="kim.figure_kinds")
    detail = schema.TextLine(
        title=_("figure_detail", default="Of whom"), required=False, max_length=200
    )
    reference_date = schema.Date(title=_("figure_reference_date", default="Reference date"))
    value = schema.Int(
        title=_("figure_value", default="Number (leave empty if below 5)"), required=False, min=0
    )
    source = schema.TextLine(title=_("figure_source", default="Source"), max_length=200)


class IMunicipality(model.Schema):
    """A Stadt or Gemeinde of the county; its own authorities are § 2.4 and § 3.7."""

    directives.widget("kind", RadioFieldWidget)
    kind = schema.Choice(
        title=_("field_kind", default="Kind"), vocabulary="kim.kinds", default="stadt"
    )

    ags = schema.ASCIILine(
        title=_("field_ags", default="Municipality key (AGS)"),
        description=_("field_ags_help", default="Eight digits."),
        required=False,
        constraint=municipality_key,
    )

    directives.widget("own_foreigners_authority", RadioFieldWidget)
    own_foreigners_authority = schema.Choice(
        title=_("field_own_foreigners_authority", default="Own foreigners' authority"),
        vocabulary="kim.answers",
        default="unknown",
    )

    directives.widget("own_youth_office", RadioFieldWidget)
    own_youth_office = schema.Choice(
        title=_("field_own_youth_office", default="Own youth office"),
        vocabulary="kim.answers",
        default="unknown",
    )

    directives.widget("own_integration_council", RadioFieldWidget)
    own_integration_council = schema.Choice(
        title=_("field_own_integration_council", default="Own integration council"),
        vocabulary="kim.answers",
        default="unknown",
    )

    text = schema.Text(
        title=_("field_text", default="Text"),
        description=_("field_text_help", default="Plain paragraphs, separated by an empty line."),
        required=False,
        max_length=10_000,
    )

    model.fieldset(
        "place",
        label=_("fieldset_place", default="Place"),
        fields=["latitude", "longitude", "map_column", "map_row", "neighbours"],
    )
    latitude = schema.Float(
        title=_("field_latitude", default="Latitude"),
        description=_("field_town_hall", default="Of the town hall, in degrees (WGS 84)."),
        required=False,
        constraint=check_latitude,
    )
    longitude = schema.Float(
        title=_("field_longitude", default="Longitude"), required=False, constraint=check_longitude
    )
    map_column = schema.Int(
        title=_("field_map_column", default="Column on the schematic map"),
        required=False,
        min=0,
        max=30,
    )
    map_row = schema.Int(
        title=_("field_map_row", default="Row on the schematic map"), required=False, min=0, max=30
    )
    directives.widget("neighbours", CheckBoxFieldWidget)
    neighbours = several(
        "kim.municipalities", _("field_neighbours", default="Neighbouring municipalities")
    )

    model.fieldset(
        "steering",
        label=_("fieldset_steering", default="Needs and figures"),
        fields=["local_needs", "figures"],
    )
    directives.widget("local_needs", BlockDataGridFieldWidgetFactory)
    local_needs = schema.List(
        title=_("field_local_needs", default="Local needs (stage 1b)"),
        value_type=DictRow(title=_("row_need", default="Need"), schema=ILocalNeed),
        required=False,
        default=[],
        missing_value=[],
    )
    directives.widget("figures", BlockDataGridFieldWidgetFactory)
    figures = schema.List(
        title=_("field_figures", default="Figures"),
        description=_(
            "field_figures_help", default="A number from 1 to 4 is not stored: leave it empty."
        ),
        value_type=DictRow(title=_("row_figure", default="Figure"), schema=IFigure),
        required=False,
        default=[],
        missing_value=[],
    )

    @invariant
    def small_figures_are_not_stored(data: "IMunicipality") -> None:
        for number, figure in enumerate(data.figures or []):
            value = figure.get("value")
            if value is not None and 0 < value < SMALLEST_FIGURE:
                raise FieldInvalid(
                    _(
                        "error_small_figure",
                        default="Numbers from 1 to 4 could point to single people and are not "
                        "stored. Leave the number empty; the page says “fewer than 5”.",
                    ),
                    "figures",
                    number,
                    "value",
                )

    @invariant
    def needs_end_after_they_begin(data: "IMunicipality") -> None:
        for number, need in enumerate(data.local_needs or []):
            start, end = need.get("valid_from"), need.get("valid_to")
            if start and end and end < start:
                raise FieldInvalid(
                    _("error_need_dates", default="A local need ends before it begins."),
                    "local_needs",
                    number,
                    "valid_to",
                )


@implementer(IMunicipality)
class Municipality(Item):
    """See IMunicipality."""
