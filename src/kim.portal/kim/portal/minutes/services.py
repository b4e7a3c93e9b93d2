"""Minutes for programs: ``@minutes``, ``@section``, ``@objections``, ``@correction``, steps."""

from collections.abc import Callable
from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.access.sent import number_in
from kim.portal.access.sent import text_in
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import circulations
from kim.portal.minutes import keeping
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import objections
from kim.portal.minutes import reading
from kim.portal.minutes import record
from kim.portal.minutes import steps
from kim.portal.minutes.acts import check_readable
from kim.portal.minutes.acts import day_of
from kim.portal.minutes.minutes import IMinutes
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.minutes import uid_of
from kim.portal.minutes.minutes import versions
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.component import adapter
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse


class Answer(Service):
    """Base: what a rule refuses is the asker's mistake."""

    def done(self, act: Callable[[], Any]) -> Any:
        alsoProvides(self.request, IDisableCSRFProtection)
        try:
            return act()
        except MeetingError as error:
            words = translate(error.message, context=self.request)
            raise refused(BadParameter(error.field or "state", words)) from error
        except BadParameter as error:
            raise refused(error) from error

    def not_kept(self) -> None:
        self.request.response.setHeader("Cache-Control", "private, no-store")


class MeetingMinutes(Answer):
    """``GET @minutes`` on a meeting: the last minutes that the reader may see; 404 without any."""

    def reply(self) -> dict[str, Any]:
        self.not_kept()
        check = api.user.has_permission
        found = [m for m in versions(self.context) if check("View", obj=m)]
        if not found:
            raise NotFound(self.request.getURL())
        return described(found[-1])


class MakeMinutes(Answer):
    """``POST @minutes`` on a meeting: make its minutes, or make them again."""

    def reply(self) -> dict[str, Any]:
        self.not_kept()
        return described(self.done(lambda: making.make(self.context)))


class OneMinutes(Answer):
    """``GET @minutes`` on minutes."""

    def reply(self) -> dict[str, Any]:
        self.not_kept()
        return described(self.context)


class WriteSection(Answer):
    """``PATCH @section``: ``{"key": …, "text": …, "base": revision}``"""

    def reply(self) -> dict[str, Any]:
        self.not_kept()
        data = json_body(self.request)

        def act() -> None:
            key, text, base = text_in(data, "key"), text_in(data, "text"), number_in(data, "base")
            check_readable(self.context, key)
            making.write(self.context, key, text, base)

        self.done(act)
        found = record.section(self.context, data["key"])
        if found is None:
            return {"key": data["key"], "removed": True}
        return next(s for s in described(self.context)["sections"] if s.get("key") == found.key)


class Objections(Answer):
    """``GET @objections`` on minutes: for members."""

    def reply(self) -> dict[str, Any]:
        self.not_kept()
        if not reading.is_inside(self.context):
            raise NotFound(self.request.getURL())
        found = circulations.circulation(self.context)
        leads = api.user.has_permission(meeting_life.MANAGE, obj=self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@objections",
            "until": found.until.isoformat() if found else None,
            "open": circulations.is_open(self.context),
            "waits_for": [one.function for one in circulations.waits_for(self.context)]
            if leads
            else len(circulations.waits_for(self.context)),
            "items": [
                described_objection(one)
                for one in objections.objections(self.context)
                if _sees(self.context, one)
            ],
        }


@implementer(IPublishTraverse)
class Object(Objections):
    """``POST @objections``: ``{"key", "text"}`` or ``{"agree": true}``; the office answers at
    ``@objections/<id>``: ``{"resolution", "text", "base"}`` or ``{"resolution", "reason"}``."""

    objection = ""

    def publishTraverse(self, request: Any, name: str) -> "Object":
        if self.objection:
            raise NotFound(request.getURL())
        self.objection = name
        return self

    def reply(self) -> dict[str, Any]:
        if not reading.is_inside(self.context):
            raise NotFound(self.request.getURL())
        data = json_body(self.request)
        self.done(lambda: self._resolve(data) if self.objection else self._object(data))
        return super().reply()

    def _object(self, data: dict[str, Any]) -> None:
        person = api.user.get_current().getId() or ""
        if data.get("agree") is True:
            objections.agree(self.context, person)
        else:
            key, text = text_in(data, "key"), text_in(data, "text")
            objections.raise_objection(self.context, key, text, person)

    def _resolve(self, data: dict[str, Any]) -> None:
        if not api.user.has_permission(meeting_life.MANAGE, obj=self.context):
            raise Forbidden("Objections are answered by the office.")
        objections.resolve(
            self.context,
            self.objection,
            text_in(data, "resolution"),
            reason=text_in(data, "reason", ""),
            text=text_in(data, "text", ""),
            base=number_in(data, "base") if "base" in data else None,
        )


class Correction(Answer):
    """``POST @correction``: ``{"reason": …}``; answers the new version."""

    def reply(self) -> dict[str, Any]:
        self.not_kept()
        data = json_body(self.request)
        found = self.done(lambda: making.correct(self.context, text_in(data, "reason", "")))
        self.request.response.setStatus(201)
        return described(found)


@implementer(IAct)
@adapter(IMinutes, IKimLayer)
class Act:
    """Base of the steps over ``POST @workflow/<step>``."""

    def __init__(self, minutes: Minutes, request: IKimLayer) -> None:
        self.minutes, self.request = minutes, request

    def __call__(self, data: dict[str, Any]) -> None:
        try:
            self.act(data)
        except MeetingError as error:
            words = translate(error.message, context=self.request)
            raise BadParameter(error.field or "state", words) from error

    def act(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


class Circulate(Act):
    """``{"until": "2026-12-14"}``; without a day in two weeks."""

    def act(self, data: dict[str, Any]) -> None:
        until = day_of(data["until"]) if "until" in data else steps.default_until()
        steps.circulate(self.minutes, until)


class Recall(Act):
    """``{"reason": "…"}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.recall(self.minutes, text_in(data, "reason", ""))


class Approve(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.approve(self.minutes)


class Publish(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.publish(self.minutes)


def described(minutes: Minutes) -> dict[str, Any]:
    """Minutes as their reader may see them."""
    newer = making.superseded_by(minutes)
    sees_newer = newer is not None and api.user.has_permission("View", obj=newer)
    return {
        "@id": minutes.absolute_url(),
        "UID": uid_of(minutes),
        "title": minutes.title,
        "day": minutes.day.isoformat(),
        "version": minutes.version,
        "review_state": life.state(minutes),
        "supersedes": minutes.supersedes,
        "superseded_by": newer.absolute_url() if sees_newer else None,
        "sections": [
            described_section(one, life.state(minutes) == life.DRAFT)
            for one in reading.for_reader(minutes)
        ],
        "approval": described_approval(minutes),
    }


def described_section(one: reading.Shown, draft: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "number": one.number,
        "confidential": one.confidential,
        "hidden": one.hidden,
        "text": one.text,
    }
    if one.section is None:
        return found
    section = one.section
    found |= {
        "key": section.key,
        "heading": section.heading,
        "kind": section.kind,
        "gone": section.gone,
    }
    if draft:
        found |= {"revision": section.revision, "doubtful": section.doubtful}
    return found


def described_approval(minutes: Minutes) -> dict[str, Any] | None:
    """When it was, the checksums of what the reader may have, and whether they still hold."""
    found = keeping.approval(minutes)
    if found is None:
        return None
    url = f"{minutes.absolute_url()}/@@pdf"
    result: dict[str, Any] = {
        "when": found.when.isoformat(),
        "verified": keeping.verify(minutes),
        "pdf": {"@id": url, "sha256": found.public},
    }
    if reading.reads_all(minutes):
        result["full"] = {"@id": f"{url}?full=1", "sha256": found.full}
    if reading.is_inside(minutes):
        result["by"] = found.by
    return result


def described_objection(one: objections.Objection) -> dict[str, Any]:
    return {
        "id": one.id,
        "key": one.key,
        "seat": one.seat,
        "function": one.function,
        "name": one.name,
        "text": one.text,
        "when": one.when.isoformat(),
        "resolution": one.resolution,
        "reason": one.reason,
        "before": one.before,
        "after": one.after,
    }


def _sees(minutes: Minutes, one: objections.Objection) -> bool:
    section = record.section(minutes, one.key)
    return section is not None and reading.may_read(minutes, section)
