"""Triage for programs: a step each (``POST @workflow/<step>``), and what is no step."""

from kim.portal.access.sent import day_in
from kim.portal.access.sent import text_in
from kim.portal.access.sent import texts_in
from kim.portal.gaps import queries
from kim.portal.tracking.answers import Act
from kim.portal.tracking.answers import Answer
from kim.portal.triage import drafting
from kim.portal.triage import triage
from kim.portal.triage.merging import open_report
from kim.portal.triage.similar import similar_to
from typing import Any


class Review(Act):
    """``review``: ``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        triage.review(self.content)


class Assign(Act):
    """``assign``: ``{"committee": UID, "note": "…"}``"""

    def act(self, data: dict[str, Any]) -> None:
        triage.assign(self.content, text_in(data, "committee"), text_in(data, "note", ""))


class Refer(Act):
    """``refer``: ``{"committee": UID, "reason": "…"}``"""

    def act(self, data: dict[str, Any]) -> None:
        triage.refer(self.content, text_in(data, "committee"), text_in(data, "reason"))


class Return(Act):
    """``return``: ``{"reason": "…"}``"""

    def act(self, data: dict[str, Any]) -> None:
        triage.give_back(self.content, text_in(data, "reason"))


class Resolve(Act):
    """``resolve``: ``{"answer": "…", "offers": [UID …]}``"""

    def act(self, data: dict[str, Any]) -> None:
        triage.resolve(self.content, text_in(data, "answer"), texts_in(data, "offers", []))


class Drop(Act):
    """``drop``: ``{"why": one of the reasons, "note": "…"}``; a duplicate by ``@merge``."""

    def act(self, data: dict[str, Any]) -> None:
        triage.drop(self.content, text_in(data, "why"), text_in(data, "note", ""))


class Queries(Answer):
    """``GET @queries``"""

    def reply(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@queries",
            "items": [
                {
                    "text": one["text"],
                    "when": one["when"].isoformat(),
                    "answer": one["answer"],
                    "answered": one["answered"].isoformat() if one["answered"] else None,
                }
                for one in queries.queries(self.context)
            ],
        }


class Ask(Queries):
    """``POST @queries``: ``{"text": "…"}``"""

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            queries.ask(self.context, text_in(data, "text"))
        return super().reply()


class Similar(Answer):
    """``GET @similar``: reports of the same, the most alike first."""

    def reply(self) -> dict[str, Any]:
        return {
            "@id": f"{self.context.absolute_url()}/@similar",
            "items": [
                {
                    "@id": brain.getURL(),
                    "UID": brain.UID,
                    "title": brain.Title,
                    "review_state": brain.review_state,
                    "score": round(score, 2),
                }
                for brain, score in similar_to(self.context)
            ],
        }


class PutOff(Answer):
    """``POST @put-off``: ``{"until": "2027-01-31", "reason": "…"}``; null takes it up again."""

    def reply(self) -> None:
        with self.done() as data:
            until = None if data.get("until") is None else day_in(data, "until")
            triage.put_off(self.context, until, text_in(data, "reason"))
        return self.reply_no_content()


class Merge(Answer):
    """``POST @merge``: ``{"twin": UID, "note": "…"}``"""

    def reply(self) -> None:
        with self.done() as data:
            twin = open_report(text_in(data, "twin"))
            triage.merge(self.context, twin, text_in(data, "note", ""))
        return self.reply_no_content()


class AskBodies(Answer):
    """``POST @asked``: ``{"asked": [token …]}``, tokens as in ``@vocabularies/kim.bodies``."""

    def reply(self) -> None:
        with self.done() as data:
            triage.ask(self.context, texts_in(data, "asked", []))
        return self.reply_no_content()


class DraftOffer(Answer):
    """``POST @draft-offer``: ``{"actor": UID, "title": "…"}``; the address of the draft."""

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            offer = drafting.draft_offer(
                self.context, text_in(data, "actor"), text_in(data, "title")
            )
        self.request.response.setStatus(201)
        return {"@id": offer.absolute_url(), "UID": offer.UID()}
