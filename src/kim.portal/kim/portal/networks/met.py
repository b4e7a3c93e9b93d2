"""``@@met`` on a network: whoever may edit it enters when it met; ``@met`` for programs."""

from datetime import date
from kim.portal import _
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.forms.posting import Posting
from kim.portal.networks import due
from kim.portal.networks.views import NetworkView
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.interface import alsoProvides


class MetView(Posting, NetworkView):
    """The network's page with its form; what was typed survives a mistake."""

    def post(self) -> str:
        try:
            due.met(self.context, date.fromisoformat(self.day))
        except due.NotYet as error:
            self.problem = error.message
        except ValueError:
            self.problem = _("error_date", default="This is no date. Example: 30.11.2026")
        if self.problem:
            return self.index()
        api.portal.show_message(_("met_saved", default="Entered."), self.request)
        return self.go(self.context.absolute_url())

    @property
    def page_title(self) -> str:
        return self.context.title

    @property
    def day(self) -> str:
        asked = self.request.form.get("day")
        return asked if isinstance(asked, str) else due.today().isoformat()


class LastMeeting(Service):
    """``GET @met``: when it met last and when it is due."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        last, day = self.context.last_met_on, due.next_due(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@met",
            "last_met_on": last.isoformat() if last else None,
            "due": day.isoformat() if day else None,
        }


class Met(LastMeeting):
    """``POST @met``: ``{"day": "2026-11-30"}``"""

    def reply(self) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            due.met(self.context, date.fromisoformat(json_body(self.request).get("day")))
        except due.NotYet as error:
            raise refused(BadParameter("day", "lies in the future")) from error
        except (TypeError, ValueError) as error:
            raise refused(BadParameter("day", "must be a day like 2026-11-30")) from error
        return super().reply()
