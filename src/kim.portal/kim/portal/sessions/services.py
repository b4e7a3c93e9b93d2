"""Sessions for programs: ``@session`` and ``@ballot``; for whoever records ``@attendance``,
``@result``, ``@outcome`` and ``@vote``; the steps open and close.
"""

from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.interfaces import IKimLayer
from kim.portal.invitations.services import parameter
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import acts
from kim.portal.sessions import ballots
from kim.portal.sessions import conduct
from kim.portal.sessions import described
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import implementer


class Session(Service):
    """``GET @session`` on a meeting: attendance, quorum and results, as the reader may see them."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return described.session(self.context)


class Acting(Service):
    """Base of what records something: 400 names the part of the body at fault."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            return self.act(json_body(self.request))
        except MeetingError as error:
            raise refused(parameter(error, "meeting")) from error
        except BadParameter as error:
            raise refused(error) from error

    def act(self, data: dict[str, Any]) -> dict[str, Any]:
        raise NotImplementedError


class RecordAttendance(Acting):
    """``POST @attendance``: one seat, or ``{"guests": [names]}``."""

    def act(self, data: dict[str, Any]) -> dict[str, Any]:
        if "guests" in data:
            acts.put_guests(self.context, data["guests"])
        else:
            acts.put_attendance(self.context, data)
        return described.session(self.context)


class SaveResult(Acting):
    """``POST <item>/@result``: 200 means that it is kept."""

    def act(self, data: dict[str, Any]) -> dict[str, Any]:
        item = acts.seen(self.context)
        saved = acts.put_text(item, data)
        return {
            "text": saved.text,
            "revision": saved.revision,
            "merged": saved.merged,
            "sent": saved.sent,
        }


class SetOutcome(Acting):
    """``POST <item>/@outcome``: ``{"outcome": "agreed"}``"""

    def act(self, data: dict[str, Any]) -> dict[str, Any]:
        item = acts.seen(self.context)
        acts.put_outcome(item, data)
        return described.item(item)


class Vote(Acting):
    """``POST <item>/@vote``: ``{"mode": "counts", "yes": 5, "no": 1, "abstain": 0}``"""

    def act(self, data: dict[str, Any]) -> dict[str, Any]:
        item = acts.seen(self.context)
        acts.put_vote(item, data)
        return described.item(item)


class Ballot(Acting):
    """``POST @ballot``: a vote in a written procedure, for one's own seat."""

    def act(self, data: dict[str, Any]) -> dict[str, Any]:
        person = api.user.get_current().getId()
        seats = [seat.uid for seat in ballots.seats_of(self.context, person)]
        acts.put_ballot(self.context, person, seats, data)
        return described.ballot(self.context, person)


@implementer(IAct)
@adapter(IMeeting, IKimLayer)
class Open:
    """``POST @workflow/open``"""

    def __init__(self, meeting: Meeting, request: IKimLayer) -> None:
        self.meeting = meeting

    def __call__(self, data: dict[str, Any]) -> None:
        try:
            conduct.begin(self.meeting)
        except MeetingError as error:
            raise parameter(error, "meeting") from error


@implementer(IAct)
@adapter(IMeeting, IKimLayer)
class Close(Open):
    """``POST @workflow/close``: 400 names the numbers of the items that keep it open."""

    def __call__(self, data: dict[str, Any]) -> None:
        try:
            conduct.close(self.meeting)
        except MeetingError as error:
            raise parameter(error, "meeting") from error
