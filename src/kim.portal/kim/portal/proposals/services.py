"""Proposals for programs: ``@proposals``, ``@opinions``, ``@opinion``, ``@versions``, ``@checks``,
``@gaps``, and the steps.
"""

from AccessControl import Unauthorized
from collections.abc import Callable
from datetime import date
from kim.portal.access.acts import IAct
from kim.portal.access.errors import refused
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.seat import today
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.interfaces import IKimLayer
from kim.portal.proposals import checks
from kim.portal.proposals import difference
from kim.portal.proposals import folders
from kim.portal.proposals import gathering
from kim.portal.proposals import letters
from kim.portal.proposals import life
from kim.portal.proposals import opinions
from kim.portal.proposals import steps
from kim.portal.proposals import versions
from kim.portal.proposals import views
from kim.portal.proposals.opinions import Opinion
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.versions import Version
from kim.portal.tracking import bodies
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from typing import Any
from zExceptions import NotFound
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer


def asked(act: Callable[[], Any]) -> Any:
    """What a rule refuses is the asker's mistake.

    :raises BadParameter: naming what is at fault.
    """
    try:
        return act()
    except NotPossible as error:
        words = translate(error.message, context=getRequest())
        raise BadParameter(error.field or "state", words) from error


class Answer(Service):
    """Base of the services."""

    def reply(self) -> Any:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        try:
            return self.answer()
        except BadParameter as error:
            raise refused(error) from error

    def answer(self) -> Any:
        raise NotImplementedError

    def sent(self) -> dict[str, Any]:
        alsoProvides(self.request, IDisableCSRFProtection)
        return json_body(self.request)


class Proposals(Answer):
    """``GET @proposals`` on a committee: those that the reader may see."""

    def answer(self) -> dict[str, Any]:
        folder = self.context.get(folders.PROPOSALS)
        if folder is None or not api.user.has_permission("View", obj=folder):
            raise Unauthorized("Proposals are for the committee's members.")
        found = [*views.under_way(self.context), *views.find(self.context, life.ENDS)]
        return {
            "@id": f"{self.context.absolute_url()}/@proposals",
            "items": [
                {
                    "@id": brain.getURL(),
                    "UID": brain.UID,
                    "title": brain.Title,
                    "review_state": brain.review_state,
                    "since": day(brain.state_since),
                    "due": day(brain.due_on),
                }
                for brain in found
            ],
        }


class Opinions(Answer):
    """``GET @opinions``"""

    def answer(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@opinions",
            "items": [described(one) for one in opinions.asked(self.context)],
        }


class Ask(Opinions):
    """``POST @opinions``: ``{"bodies": […], "until": "2026-11-30", "silence_agrees": true}``"""

    def answer(self) -> dict[str, Any]:
        data = self.sent()
        tokens = texts_in(data, "bodies")
        until, silence = day_in(data, "until"), data.get("silence_agrees")
        made = asked(lambda: opinions.ask(self.context, tokens, until, silence))
        nobody = letters.asked(self.context, made)
        return super().answer() | {"nobody": nobody}


class Say(Opinions):
    """``POST @opinion``: ``{"body": …, "answer": "agrees", "text": …, "no_clients": true}``"""

    def answer(self) -> dict[str, Any]:
        may = api.user.has_permission(life.OPINION, obj=self.context)
        if not may and not opinions.own(self.context):
            raise NotFound(self.request.getURL())
        data = self.sent()
        body, said = text_in(data, "body"), text_in(data, "answer")
        text = text_in(data, "text", "")
        confirmed = data.get("no_clients") is True
        asked(lambda: opinions.answer(self.context, body, said, text, confirmed))
        return super().answer()


class Versions(Answer):
    """``GET @versions``: all of them; with ``?old=1&new=2`` what differs between the two."""

    def answer(self) -> dict[str, Any]:
        found = {
            "@id": f"{self.context.absolute_url()}/@versions",
            "items": [self._version(one) for one in versions.versions(self.context)],
        }
        if "old" in self.request.form or "new" in self.request.form:
            old, new = self._asked("old"), self._asked("new")
            found["differences"] = {
                name: [
                    {"kind": piece.kind, "text": piece.text}
                    for piece in difference.difference(old.texts[name], new.texts[name])
                ]
                for name in versions.TEXTS
            }
        return found

    def _asked(self, name: str) -> Version:
        value = self.request.form.get(name)
        known = isinstance(value, str) and value.isdecimal() and len(value) < 6
        found = versions.numbered(self.context, int(value)) if known else None
        if found is None:
            raise BadParameter(name, "must be the number of a version")
        return found

    def _version(self, one: Version) -> dict[str, Any]:
        return {"number": one.number, "when": one.when.isoformat(), "texts": dict(one.texts)}


class Checks(Answer):
    """``GET @checks``: for the office and the working group."""

    def answer(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@checks",
            "items": [
                {
                    "key": one.key,
                    "title": translate(one.title, context=self.request),
                    "done": one.done,
                    "when": one.when.isoformat() if one.when else None,
                    "hint": translate(one.hint, context=self.request),
                }
                for one in checks.checks(self.context)
            ],
        }


class Tick(Checks):
    """``PATCH @checks``: ``{"checks": ["motion", …]}``, all that are ticked from now on."""

    def answer(self) -> dict[str, Any]:
        keys = texts_in(self.sent(), "checks")
        asked(lambda: checks.tick(self.context, keys))
        return super().answer()


class AddGaps(Answer):
    """``POST @gaps``: ``{"gaps": [UID, …]}``, gap reports that it answers from now on."""

    def answer(self) -> dict[str, Any]:
        uids = texts_in(self.sent(), "gaps")
        asked(lambda: steps.answer(self.context, gathering.gaps(uids)))
        return {"@id": self.context.absolute_url(), "added": len(uids)}


class Act:
    """Base of the steps over ``POST @workflow/<step>``."""

    def __init__(self, proposal: Proposal, request: IKimLayer) -> None:
        self.proposal = proposal

    def __call__(self, data: dict[str, Any]) -> None:
        asked(lambda: self.act(data))

    def act(self, data: dict[str, Any]) -> None:
        raise NotImplementedError


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Table(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.table(self.proposal)


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Submit(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.submit(self.proposal)


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Refer(Act):
    """``{"committee": UID, "reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.refer(self.proposal, text_in(data, "committee"), text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Withdraw(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.withdraw(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Return(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.give_back(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Schedule(Act):
    """``{"meeting": UID, "late": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        meeting = gathering.named(text_in(data, "meeting"))
        steps.schedule(self.proposal, meeting, text_in(data, "late", ""))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Unschedule(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.take_off(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Postpone(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.postpone(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class ReferBack(Act):
    """``{"question": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.refer_back(self.proposal, text_in(data, "question"))


@implementer(IAct)
@adapter(IProposal, IKimLayer)
class Close(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.close(self.proposal, text_in(data, "reason"))


@implementer(IAct)
@adapter(IGapReport, IKimLayer)
class Propose:
    """``{"proposal": UID}`` on a gap report: a proposal that is to answer it."""

    def __init__(self, gap: GapReport, request: IKimLayer) -> None:
        self.gap = gap

    def __call__(self, data: dict[str, Any]) -> None:
        proposal = gathering.named(text_in(data, "proposal"))
        writes = proposal is not None and IProposal.providedBy(proposal)
        if not writes or not api.user.has_permission(life.PREPARE, obj=proposal):
            raise BadParameter("proposal", "must be the UID of a proposal that you prepare")
        asked(lambda: steps.answer(proposal, gathering.gaps([api.content.get_uuid(self.gap)])))


def described(one: Opinion) -> dict[str, Any]:
    """An opinion without the names of persons."""
    return {
        "body": one.token,
        "title": bodies.title_of(one.token),
        "until": one.until.isoformat(),
        "silence_agrees": one.silence_agrees,
        "answer": one.answer,
        "text": one.text,
        "when": one.when.isoformat() if one.when else None,
        "counts_as": one.counts_as(today()),
        "earlier": [
            {"answer": e["answer"], "text": e["text"], "when": e["when"].isoformat()}
            for e in one.earlier
        ],
    }


def text_in(data: dict[str, Any], name: str, default: str | None = None) -> str:
    """:raises BadParameter: for what is no text, or is not there."""
    value = data.get(name, default)
    if not isinstance(value, str):
        raise BadParameter(name, "must be text")
    return value


def texts_in(data: dict[str, Any], name: str) -> list[str]:
    """:raises BadParameter: for what is no list of texts."""
    value = data.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadParameter(name, "must be a list of texts")
    return value


def day_in(data: dict[str, Any], name: str) -> date:
    """:raises BadParameter: for what is no day."""
    try:
        return date.fromisoformat(data.get(name))
    except (TypeError, ValueError) as error:
        raise BadParameter(name, "must be a day such as 2026-11-30") from error


def day(value: Any) -> str | None:
    return value.isoformat() if value else None
