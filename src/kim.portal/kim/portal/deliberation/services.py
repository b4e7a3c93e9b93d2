"""Proposals for programs: ``@proposals``, ``@opinions``, ``@opinion``, ``@versions``, ``@checks``,
``@gaps``; the steps are in `workflow`.
"""

from AccessControl import Unauthorized
from kim.portal.access.parameters import BadParameter
from kim.portal.access.sent import day_in
from kim.portal.access.sent import text_in
from kim.portal.access.sent import texts_in
from kim.portal.committees.seat import today
from kim.portal.deliberation import letters
from kim.portal.deliberation import steps
from kim.portal.proposals import checks
from kim.portal.proposals import difference
from kim.portal.proposals import folders
from kim.portal.proposals import gathering
from kim.portal.proposals import life
from kim.portal.proposals import listing
from kim.portal.proposals import opinions
from kim.portal.proposals import versions
from kim.portal.proposals.opinions import Opinion
from kim.portal.proposals.versions import Version
from kim.portal.tracking import bodies
from kim.portal.tracking.answers import Answer
from kim.portal.tracking.indexers import NO_DAY
from plone import api
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate


class Proposals(Answer):
    """``GET @proposals`` on a committee: those that the reader may see."""

    def reply(self) -> dict[str, Any]:
        folder = self.context.get(folders.PROPOSALS)
        if folder is None or not api.user.has_permission("View", obj=folder):
            raise Unauthorized("Proposals are for the committee's members.")
        found = [*listing.under_way(self.context), *listing.find(self.context, life.ENDS)]
        return {
            "@id": f"{self.context.absolute_url()}/@proposals",
            "items": [
                {
                    "@id": brain.getURL(),
                    "UID": brain.UID,
                    "title": brain.Title,
                    "review_state": brain.review_state,
                    "since": brain.state_since.isoformat(),
                    "due": brain.due_on.isoformat() if brain.due_on != NO_DAY else None,
                }
                for brain in found
            ],
        }


class Opinions(Answer):
    """``GET @opinions``"""

    def reply(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@opinions",
            "items": [described(one) for one in opinions.asked(self.context)],
        }


class Ask(Opinions):
    """``POST @opinions``: ``{"bodies": […], "until": "2026-11-30", "silence_agrees": true}``"""

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            tokens, until = texts_in(data, "bodies"), day_in(data, "until")
            made = opinions.ask(self.context, tokens, until, data.get("silence_agrees"))
        nobody = letters.asked(self.context, made)
        return super().reply() | {"nobody": nobody}


class Say(Opinions):
    """``POST @opinion``: ``{"body": …, "answer": "agrees", "text": …, "no_clients": true}``"""

    def reply(self) -> dict[str, Any]:
        may = api.user.has_permission(life.OPINION, obj=self.context)
        if not may and not opinions.own(self.context):
            raise NotFound(self.request.getURL())
        with self.done() as data:
            body, said = text_in(data, "body"), text_in(data, "answer")
            confirmed = data.get("no_clients") is True
            opinions.answer(self.context, body, said, text_in(data, "text", ""), confirmed)
        return super().reply()


class Versions(Answer):
    """``GET @versions``: all of them; with ``?old=1&new=2`` what differs between the two."""

    def reply(self) -> dict[str, Any]:
        found = {
            "@id": f"{self.context.absolute_url()}/@versions",
            "items": [self._version(one) for one in versions.versions(self.context)],
        }
        if "old" in self.request.form or "new" in self.request.form:
            with self.asked():
                old, new = self._version_asked("old"), self._version_asked("new")
            found["differences"] = {
                name: [
                    {"kind": piece.kind, "text": piece.text}
                    for piece in difference.difference(old.texts[name], new.texts[name])
                ]
                for name in versions.TEXTS
            }
        return found

    def _version_asked(self, name: str) -> Version:
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

    def reply(self) -> dict[str, Any]:
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

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            checks.tick(self.context, list(texts_in(data, "checks")))
        return super().reply()


class AddGaps(Answer):
    """``POST @gaps``: ``{"gaps": [UID, …]}``, gap reports that it answers from now on."""

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            uids = texts_in(data, "gaps")
            steps.answer(self.context, gathering.gaps(uids))
        return {"@id": self.context.absolute_url(), "added": len(uids)}


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
