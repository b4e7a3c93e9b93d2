"""Where an entry counts: county-wide, in listed municipalities, or nobody knows yet (§ 2.4).

An unknown place is shown as "ask for the place" and never counted as county-wide.
"""

from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.county.indexers import UNKNOWN_PLACE
from kim.portal.county.vocabularies import choices
from kim.portal.forms.invalid import FieldInvalid
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.browser.radio import RadioFieldWidget
from zope import schema
from zope.interface import invariant
from zope.interface import provider


LISTED = "listed"

coverages = choices(
    (LISTED, _("coverage_listed", default="In these municipalities")),
    (COUNTY_WIDE, _("coverage_county", default="In the whole county")),
    (UNKNOWN_PLACE, _("coverage_unknown", default="Unknown: please ask")),
)


@provider(IFormFieldProvider)
class ICoverage(model.Schema):
    """The municipalities that an actor, offer or programme serves."""

    directives.widget("coverage", RadioFieldWidget)
    coverage = schema.Choice(
        title=_("field_coverage", default="Where"),
        vocabulary="kim.coverages",
        default=UNKNOWN_PLACE,
    )

    directives.widget("municipalities", CheckBoxFieldWidget)
    municipalities = several(
        "kim.municipalities", _("field_municipalities", default="Municipalities")
    )

    @invariant
    def listed_means_a_list(data: "ICoverage") -> None:
        listed = data.coverage == LISTED
        if listed and not data.municipalities:
            raise FieldInvalid(
                _("error_no_municipality", default="Please choose at least one municipality."),
                "municipalities",
            )
        if data.municipalities and not listed:
            raise FieldInvalid(
                _(
                    "error_municipality_without_list",
                    default="Municipalities are chosen, but “Where” does not say "
                    "“In these municipalities”.",
                ),
                "coverage",
            )
