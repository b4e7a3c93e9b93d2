"""Which county this site is: what pages and rules must know of it, kept in the registry."""

from kim.portal import _
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from typing import Any
from zope import schema
from zope.interface import Interface


PREFIX = "kim.county"


class ICountySettings(Interface):
    """Loaded from ``county.yaml``, edited by the office."""

    county_id = schema.ASCIILine(title=_("setting_county_id", default="Data set"), required=False)
    title = schema.TextLine(
        title=_("setting_county_title", default="Name of the county"), required=False
    )
    ags = schema.ASCIILine(
        title=_("setting_county_ags", default="County key (AGS, five digits)"), required=False
    )
    land = schema.ASCIILine(
        title=_("setting_land", default="Land (ISO 3166-2:DE, for public holidays)"),
        required=False,
    )
    concept_title = schema.TextLine(
        title=_("setting_concept_title", default="Concept that the data come from"), required=False
    )
    concept_date = schema.Date(
        title=_("setting_concept_date", default="Date of the concept"), required=False
    )
    contact = schema.ASCIILine(
        title=_("setting_contact", default="Contact of last resort"),
        description=_(
            "setting_contact_help",
            default="External id of the actor that is named where no contact is known (§ 4).",
        ),
        required=False,
    )


def setting(name: str) -> Any:
    """One value of ICountySettings, None where it is not set."""
    return api.portal.get_registry_record(f"{PREFIX}.{name}", default=None)


class CountySettingsForm(RegistryEditForm):
    """The form behind Site Setup → KIM."""

    schema = ICountySettings
    schema_prefix = PREFIX
    label = _("setting_heading", default="KIM: the county")


class CountySettingsPanel(ControlPanelFormWrapper):
    form = CountySettingsForm
