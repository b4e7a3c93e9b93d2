"""Decisions for programs: recording, confirming, publishing, and whether the chain holds."""

from kim.portal.access.parameters import BadParameter
from kim.portal.access.sent import text_in
from kim.portal.access.summaries import Discreet
from kim.portal.decisions import confirming
from kim.portal.decisions import extracts
from kim.portal.decisions import life
from kim.portal.decisions import publishing
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import IDecision
from kim.portal.decisions.decision import REJECTED
from kim.portal.interfaces import IKimLayer
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking.answers import Act
from kim.portal.tracking.answers import Answer
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from typing import Any
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


#: What the record says to those inside beside the fields of the schema.
INSIDE = ("committee", "meeting", "meeting_title", "procedure", "item", "vote", "seats", "proposal")


class GetRecorded(Answer):
    """``GET @decision`` on an item: what is recorded, for the office and the chair; else 404."""

    def reply(self) -> dict[str, Any]:
        found = described(self.context)
        if found is None:
            raise NotFound(self.request.getURL())
        return found


class Record(Answer):
    """``POST @decision``: ``{"text", "outcome", "supersedes"}``"""

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            text, outcome = text_in(data, "text"), text_in(data, "outcome")
            older = text_in(data, "supersedes", "") or None
            recording.record(self.context, text, outcome, older)
        return described(self.context)


class TakeBack(Answer):
    """``DELETE @decision``: nothing was decided after all."""

    def reply(self) -> None:
        with self.done():
            recording.take_back(self.context)
        return self.reply_no_content()


class Confirm(Answer):
    """``POST @confirm-decision``: ``{"digest": …}`` as ``GET @decision`` gave it."""

    def reply(self) -> dict[str, Any]:
        with self.done() as data:
            made = confirming.confirm(self.context, text_in(data, "digest"))
        self.request.response.setStatus(201)
        return {"@id": made.absolute_url(), "number": made.number, "seal": made.seal}


class Verify(Answer):
    """``GET @verify`` on the site: for the office, whether all registers are as sealed."""

    def reply(self) -> dict[str, Any]:
        found = [
            {
                "@id": folder.absolute_url(),
                "decisions": len(register.decisions(folder)),
                "head": register.head(folder),
                "faults": [
                    {"number": fault.number, "what": fault.what}
                    for fault in register.faults(folder)
                ],
            }
            for folder in register.registers()
        ]
        return {"@id": f"{self.context.absolute_url()}/@verify", "registers": found}


def described(item: AgendaItem) -> dict[str, Any] | None:
    """What is recorded on an item, for the office and whoever may confirm it; None for others."""
    found = recording.recorded(item)
    leads = api.user.has_permission(meeting_life.MANAGE, obj=item)
    if found is None or not (leads or confirming.may_confirm(item)):
        return None
    made = recording.decision_by_uid(item, found.decision) if found.decision else None
    return {
        "@id": f"{item.absolute_url()}/@decision",
        "text": found.text,
        "outcome": found.outcome,
        "supersedes": found.supersedes,
        "recorded": found.when.isoformat(timespec="seconds"),
        "waits": recording.waits(item),
        "digest": confirming.digest(item) if made is None else None,
        "decision": made.absolute_url() if made is not None else None,
    }


@adapter(IDecision, IKimLayer)
class Publish(Act):
    """``{"no_clients": true}`` where something was marked that may be about a client."""

    def act(self, data: dict[str, Any]) -> None:
        publishing.publish(self.content, data.get("no_clients") is True)


@adapter(IProposal, IKimLayer)
class Adopt(Act):
    """``{"digest": …}``: confirm what is recorded, where it adopts the proposal."""

    rejects = False

    def act(self, data: dict[str, Any]) -> None:
        digest, item = text_in(data, "digest"), _item(self.content)
        found = confirming.check(item)
        if (found.outcome == REJECTED) != self.rejects:
            raise BadParameter("outcome", f"recorded is “{found.outcome}”")
        confirming.confirm(item, digest)


class Reject(Adopt):
    """``{"digest": …}``: the same where it rejects the proposal."""

    rejects = True


def _item(proposal: Proposal) -> AgendaItem:
    found = scheduling.item_of(proposal)
    if found is None:
        raise BadParameter("state", "the proposal is on no agenda")
    return found


@implementer(ISerializeToJson)
@adapter(IDecision, IKimLayer)
class DecisionSerializer(Discreet, SerializeFolderToJson):
    """For everyone what was decided; of what else the record holds, what those inside may know."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        result = super().__call__(*args, **kwargs)
        decision: Decision = self.context
        older = decision.supersedes
        if older and not self._is_visible(older):
            result["supersedes"] = None
        if api.user.has_permission(life.READ, obj=decision):
            record, kept = decision.record, extracts.extract(decision)
            result |= {name: record.get(name) for name in INSIDE}
            result["seal"] = decision.seal
            result["extract"] = (
                {"@id": f"{decision.absolute_url()}/@@extract", "sha256": kept.sha256}
                if kept is not None
                else None
            )
        return result

    def _is_visible(self, uid: str) -> bool:
        return bool(api.portal.get_tool("portal_catalog")(UID=uid))
