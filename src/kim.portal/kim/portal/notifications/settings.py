"""What may be set about mails, kept in the registry; server and sender are Plone's own settings."""

from datetime import timedelta
from kim.portal import _
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from zope import schema
from zope.component import getUtility
from zope.interface import Interface


PREFIX = "kim.notifications"
DAYS = 365


class INotificationSettings(Interface):
    """Set by operators."""

    keep_days = schema.Int(
        title=_("setting_keep_days", default="Days for which the outbox lists a mail"),
        min=1,
        max=3650,
        default=DAYS,
    )


def kept_for(site: PloneSite) -> timedelta:
    """How long the site remembers that a letter was sent."""
    return timedelta(days=getUtility(IRegistry, context=site).get(f"{PREFIX}.keep_days") or DAYS)
