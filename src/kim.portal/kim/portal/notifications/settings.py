"""What may be set about mails, kept in the registry; server and sender are Plone's own settings."""

from datetime import timedelta
from kim.portal import _
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from zope import schema
from zope.component import getUtility
from zope.interface import Interface

import re


PREFIX = "kim.notifications"
DAYS = 365
ROOT = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?/?", re.IGNORECASE)


def is_root(address: str) -> bool:
    """Whether it is scheme and host, perhaps a port, and nothing else."""
    return ROOT.fullmatch(address) is not None


class INotificationSettings(Interface):
    """Set by operators."""

    keep_days = schema.Int(
        title=_("setting_keep_days", default="Days for which the outbox lists a mail"),
        min=1,
        max=3650,
        default=DAYS,
    )
    address = schema.ASCIILine(
        title=_("setting_address", default="Address of the portal in mails that no visit causes"),
        description=_("setting_address_help", default="https://kim.example.org, without a path"),
        constraint=is_root,
        required=False,
    )


def kept_for(site: PloneSite) -> timedelta:
    """How long the site remembers that a letter was sent."""
    return timedelta(days=getUtility(IRegistry, context=site).get(f"{PREFIX}.keep_days") or DAYS)


def public_address(site: PloneSite) -> str | None:
    """What operators have set for commands, which know no visitor; None where nothing is set."""
    return getUtility(IRegistry, context=site).get(f"{PREFIX}.address")
