"""Meetings for programs: ``@meetings`` of a committee, ``@agenda`` of a meeting, its steps."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings import agenda
from kim.portal.meetings import listing
from kim.portal.meetings import planning
from kim.portal.meetings.acts import act_on_agenda
from kim.portal.meetings.folders import meetings_folder
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import implementer


class Meetings(Service):
    """``GET @meetings`` on a committee: those that the reader may see, and when one is due."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not getSecurityManager().checkPermission("View", meetings_folder(self.context)):
            raise Unauthorized("Meetings are for the committee's members.")
        day = planning.due(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@meetings",
            "due": day.isoformat() if day else None,
            "items": [described(brain) for brain in listing.find(self.context).brains],
        }


class Agenda(Service):
    """``GET @agenda`` on a meeting: its lines, as the reader may see them."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return {
            "@id": f"{self.context.absolute_url()}/@agenda",
            "items": [_line(line) for line in agenda.lines_for_reader(self.context)],
        }


class ChangeAgenda(Agenda):
    """``POST @agenda``: one of ``order`` (ids), ``topic`` (UID, with ``late``), ``fill`` (true)."""

    def reply(self) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            act_on_agenda(self.context, json_body(self.request))
        except BadParameter as error:
            raise refused(error) from error
        return super().reply()


@implementer(IAct)
@adapter(IMeeting, IKimLayer)
class Cancel:
    """``POST @workflow/cancel``: ``{"reason": "…"}``"""

    def __init__(self, meeting: Meeting, request: IKimLayer) -> None:
        self.meeting = meeting

    def __call__(self, data: dict[str, Any]) -> None:
        reason = data.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            raise BadParameter("reason", "please say why")
        planning.cancel(self.meeting, reason)


def described(brain: Any) -> dict[str, Any]:
    """A meeting in short; GET on it tells all."""
    return {
        "@id": brain.getURL(),
        "UID": brain.UID,
        "title": brain.Title,
        "kind": brain.meeting_kind,
        "day": brain.meets_on.isoformat(),
        "last_day": brain.last_day.isoformat(),
        "times": brain.meeting_times,
        "place": brain.meeting_place,
        "review_state": brain.review_state,
    }


def _line(line: agenda.Line) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": line.number,
        "begins": line.begins.isoformat("minutes") if line.begins else None,
        "confidential": line.confidential,
    }
    if line.item is None:
        return found
    item = line.item
    return found | {
        "@id": item.absolute_url(),
        "UID": line.uid,
        "id": item.getId(),
        "title": item.title,
        "kind": item.kind,
        "sub": bool(item.sub),
        "text": item.text,
        "motion": item.motion,
        "rapporteur": item.rapporteur,
        "duration": item.duration,
        "late": item.late,
        "carried": item.carried,
        "papers": [
            {"@id": paper.content.absolute_url(), "title": paper.title}
            for paper in agenda.papers(item)
        ],
    }
