"""What may be set about forms, kept in the registry."""

from kim.portal import _
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from typing import Any
from zope import schema
from zope.interface import Interface


PREFIX = "kim.intake"


class IIntakeSettings(Interface):
    """Set by the office."""

    office_address = schema.TextLine(
        title=_("setting_office_address", default="E-mail address of the office"),
        description=_(
            "setting_office_address_help",
            default="The form “Kontakt” writes there. Empty: the site's own address.",
        ),
        required=False,
    )
    seconds = schema.Int(
        title=_("setting_intake_seconds", default="Seconds that nobody can fill in a form in"),
        min=0,
        max=60,
        default=3,
    )
    per_address = schema.Int(
        title=_("setting_intake_per_address", default="Submissions per hour from one connection"),
        min=1,
        max=1000,
        default=10,
    )
    in_all = schema.Int(
        title=_("setting_intake_in_all", default="Submissions per hour in all"),
        min=1,
        max=100_000,
        default=300,
    )


def setting(name: str) -> Any:
    """One value of IIntakeSettings; its default where it was never set."""
    value = api.portal.get_registry_record(f"{PREFIX}.{name}", default=None)
    return IIntakeSettings[name].default if value is None else value


def office_address() -> str:
    """Where the office reads; the site's own address where none is set."""
    own = api.portal.get_registry_record("plone.email_from_address", default=None)
    return setting("office_address") or own or ""


class IntakeSettingsForm(RegistryEditForm):
    """The form behind Site Setup → KIM: forms."""

    schema = IIntakeSettings
    schema_prefix = PREFIX
    label = _("setting_intake_heading", default="KIM: forms")


class IntakeSettingsPanel(ControlPanelFormWrapper):
    form = IntakeSettingsForm
