"""Inviting and answering for programs: ``@workflow/invite``, ``@invitation``, ``@answers``."""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.seat import HOLDERS
from kim.portal.committees.views import person as named
from kim.portal.interfaces import IKimLayer
from kim.portal.invitations import answers
from kim.portal.invitations import inviting
from kim.portal.invitations.answers import Expected
from kim.portal.meetings import life
from kim.portal.meetings import sent
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer


@implementer(IAct)
@adapter(IMeeting, IKimLayer)
class Invite:
    """``POST @workflow/invite``: needs no data; 400 names what is missing."""

    def __init__(self, meeting: Meeting, request: IKimLayer) -> None:
        self.meeting = meeting

    def __call__(self, data: dict[str, Any]) -> None:
        try:
            inviting.invite(self.meeting)
        except MeetingError as error:
            raise parameter(error, "meeting") from error


class InviteAgain(Service):
    """``POST @invitation``: ``{"again": true}`` sends the changed meeting once more."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            if json_body(self.request).get("again") is not True:
                raise BadParameter("again", "must be true")
            letters = inviting.invite_again(self.context)
        except MeetingError as error:
            raise refused(parameter(error, "meeting")) from error
        except BadParameter as error:
            raise refused(error) from error
        record = sent.last(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@invitation",
            "number": record["number"],
            "when": record["when"].isoformat(timespec="seconds"),
            "letters": letters,
        }


class Answers(Service):
    """``GET @answers``: who is expected by seat, for the committee and the office."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if not getSecurityManager().checkPermission(HOLDERS, self.context):
            raise Unauthorized("Answers are for the committee's members.")
        return {
            "@id": f"{self.context.absolute_url()}/@answers",
            "open": answers.is_open(self.context),
            "items": [_described(one) for one in answers.expected(self.context)],
        }


class GiveAnswer(Answers):
    """``POST @answers``: ``{"seat": uid, "answer": "yes" | "no"}`` for oneself.

    The office says for whom: ``"person"``; without it for whoever is expected.
    """

    def reply(self) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        data = json_body(self.request)
        try:
            act(self.context, data.get("seat"), data.get("answer"), data.get("person"))
        except MeetingError as error:
            raise refused(parameter(error, "answer")) from error
        except BadParameter as error:
            raise refused(error) from error
        return super().reply()


def act(meeting: Meeting, seat_uid: Any, answer: Any, person: Any = None) -> None:
    """An answer of the current user: for themselves, or as the office for somebody.

    :raises BadParameter: for what is no seat and no answer.
    :raises Unauthorized: where somebody else would answer.
    :raises MeetingError: as `answers.answer` does.
    """
    if answer not in (answers.YES, answers.NO):
        raise BadParameter("answer", "must be yes or no")
    found = {e.seat.uid: e for e in answers.expected(meeting)}
    if not isinstance(seat_uid, str) or seat_uid not in found:
        raise BadParameter("seat", "is no seat of this meeting")
    user = api.user.get_current().getId()
    one = found[seat_uid]
    if not person:
        mine = user in {asked.person for asked in one.asked}
        person = user if mine else one.person or one.seat.holder
    if person != user and not getSecurityManager().checkPermission(life.MANAGE, meeting):
        raise Unauthorized("Answers are given for oneself.")
    answers.answer(meeting, seat_uid, person, answer == answers.YES, by=user)


def parameter(error: MeetingError, name: str) -> BadParameter:
    """What is wrong, as a program is told."""
    return BadParameter(error.field or name, translate(error.message, context=getRequest()))


def _described(one: Expected) -> dict[str, Any]:
    return {
        "seat": one.seat.uid,
        "function": one.seat.function,
        "person": _person(one.person),
        "stands_in": one.stands_in,
        "answer": one.answer,
        "asked": [
            {
                **_person(asked.person),
                "answer": asked.answer,
                "when": asked.when.isoformat(timespec="seconds") if asked.when else None,
            }
            for asked in one.asked
        ],
    }


def _person(user_id: str | None) -> dict[str, str] | None:
    return None if user_id is None else {"id": user_id, "name": named(user_id).name}
