"""For whom an offer or programme is: topics, phases, target groups, status, law, age."""

from kim.portal import _
from kim.portal.county.fields import several
from kim.portal.forms.invalid import FieldInvalid
from plone.autoform import directives
from plone.autoform.interfaces import IFormFieldProvider
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import invariant
from zope.interface import provider


OLDEST = 120


@provider(IFormFieldProvider)
class IAudience(model.Schema):
    """What is empty does not restrict: no target group means everybody."""

    model.fieldset(
        "audience",
        label=_("fieldset_audience", default="For whom"),
        fields=[
            "phases",
            "target_groups",
            "residence_statuses",
            "legal_areas",
            "age_from",
            "age_to",
        ],
    )

    directives.widget("phases", CheckBoxFieldWidget)
    phases = several("kim.phases", _("field_phases", default="Phases"))
    directives.widget("target_groups", CheckBoxFieldWidget)
    target_groups = several("kim.target_groups", _("field_target_groups", default="Target groups"))
    directives.widget("residence_statuses", CheckBoxFieldWidget)
    residence_statuses = several(
        "kim.residence_statuses", _("field_residence_statuses", default="Residence statuses")
    )
    directives.widget("legal_areas", CheckBoxFieldWidget)
    legal_areas = several("kim.legal_areas", _("field_legal_areas", default="Legal areas"))
    age_from = schema.Int(
        title=_("field_age_from", default="From age"), required=False, min=0, max=OLDEST
    )
    age_to = schema.Int(
        title=_("field_age_to", default="To age"), required=False, min=0, max=OLDEST
    )

    @invariant
    def ages_in_order(data: "IAudience") -> None:
        if data.age_from is not None and data.age_to is not None and data.age_to < data.age_from:
            raise FieldInvalid(
                _("error_ages", default="The age range is upside down: “to” is below “from”."),
                "age_to",
            )
