"""Days that the office sets: until when what is tracked is due, and when people are reminded."""

from kim.portal import _
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.supermodel import model
from zope import schema
from zope.schema import getFieldsInOrder


PREFIX = "kim.tracking"
MOST = 730


def _days(title: str, default: int, least: int = 1) -> schema.Int:
    return schema.Int(title=title, min=least, max=MOST, default=default)


class ITrackingSettings(model.Schema):
    """All in days. The name of a deadline is that of the kind and the state, or of the duty."""

    gap_reported = _days(_("days_gap_reported", default="Look at a new gap report"), 14)
    gap_in_review = _days(_("days_gap_in_review", default="Decide about one in review"), 30)
    gap_assigned = _days(_("days_gap_assigned", default="Deal with one in a working group"), 60)
    gap_query = _days(_("days_gap_query", default="Answer a query on a gap report"), 14)
    proposal_draft = _days(_("days_proposal_draft", default="Write a proposal"), 60)
    proposal_in_consultation = _days(
        _("days_proposal_in_consultation", default="Discuss a proposal in the working group"), 60
    )
    proposal_submitted = _days(
        _("days_proposal_submitted", default="Put a submitted proposal on an agenda"), 14
    )
    proposal_adopted = _days(
        _("days_proposal_adopted", default="Give mandates, or close, once it is adopted"), 14
    )
    decision_confirm = _days(_("days_decision_confirm", default="Confirm a recorded decision"), 7)
    mandate_issued = _days(
        _("days_mandate_issued", default="Say whether one takes on a mandate"), 14
    )
    mandate_reported_done = _days(
        _("days_mandate_reported_done", default="Check the result of a mandate"), 14
    )
    mandate_declined = _days(
        _("days_mandate_declined", default="Go on after a mandate was declined"), 14
    )
    remind_before = _days(
        _("days_remind_before", default="Remind so many days before something is due"), 3
    )
    remind_every = _days(
        _("days_remind_every", default="Remind again after it, every so many days"), 7
    )
    overdue_long = _days(
        _("days_overdue_long", default="Tell the office once a week what is overdue for so long"),
        14,
    )


def days(key: str) -> int:
    """A deadline or interval, as the office has set it."""
    return api.portal.get_registry_record(f"{PREFIX}.{key}", default=None) or _default(key)


def deadlines() -> dict[str, int]:
    """All of them; what the catalog knows of days follows from these."""
    return {name: days(name) for name, _field in getFieldsInOrder(ITrackingSettings)}


def _default(key: str) -> int:
    return ITrackingSettings[key].default


class TrackingSettingsForm(RegistryEditForm):
    """The form behind Site Setup → KIM: deadlines."""

    schema = ITrackingSettings
    schema_prefix = PREFIX
    label = _("tracking_settings", default="KIM: deadlines and reminders")
    description = _(
        "tracking_settings_help",
        default="Days. What is under way gets its new day with the next daily run; days that "
        "somebody has set (of a mandate, of an opinion, of what was put off) stay.",
    )


class TrackingSettingsPanel(ControlPanelFormWrapper):
    form = TrackingSettingsForm
