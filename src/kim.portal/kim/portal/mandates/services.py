"""Mandates for programs: those of a decision, giving one, the steps."""

from datetime import date
from kim.portal.access.parameters import BadParameter
from kim.portal.decisions.services import Act
from kim.portal.decisions.services import Answer
from kim.portal.interfaces import IKimLayer
from kim.portal.mandates import evidence
from kim.portal.mandates import listing
from kim.portal.mandates import steps
from kim.portal.mandates.mandate import IMandate
from kim.portal.minutes.services import text_in
from plone import api
from plone.restapi.deserializer import json_body
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import IRequest


class GetMandates(Answer):
    """``GET @mandates`` on a decision: those that the reader may see."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        found = listing.find(path="/".join(self.context.getPhysicalPath()))
        items = [
            {
                "@id": brain.getURL(),
                "UID": brain.UID,
                "title": brain.Title,
                "addressee": brain.mandate_addressee,
                "due": brain.mandate_due.isoformat(),
                "review_state": brain.review_state,
            }
            for brain in found
        ]
        return {"@id": f"{self.context.absolute_url()}/@mandates", "items": items}


class IssueMandate(Answer):
    """``POST @mandates``: ``{"title", "addressee", "due", "text"}``"""

    def reply(self) -> dict[str, Any]:
        data = json_body(self.request)
        made = self.done(lambda: self.act(data))
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", made.absolute_url())
        return {"@id": made.absolute_url(), "UID": api.content.get_uuid(made)}

    def act(self, data: dict[str, Any]) -> Any:
        title, addressee = text_in(data, "title"), text_in(data, "addressee")
        details = text_in(data, "text", "")
        return steps.issue(self.context, title, addressee, day_in(data, "due"), details)


@adapter(IMandate, IKimLayer)
class Accept(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.accept(self.content)


@adapter(IMandate, IKimLayer)
class Decline(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.decline(self.content, text_in(data, "reason", ""))


@adapter(IMandate, IKimLayer)
class Report(Act):
    """``{"result": …, "evidence": [UIDs]}``"""

    def act(self, data: dict[str, Any]) -> None:
        uids = data.get("evidence", [])
        if not isinstance(uids, list) or not all(isinstance(uid, str) for uid in uids):
            raise BadParameter("evidence", "must be a list of UIDs")
        steps.report(self.content, text_in(data, "result", ""), tuple(uids))


@adapter(IMandate, IKimLayer)
class Confirm(Act):
    """``{}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.confirm(self.content)


@adapter(IMandate, IKimLayer)
class RejectResult(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.reject_result(self.content, text_in(data, "reason", ""))


@adapter(IMandate, IKimLayer)
class Extend(Act):
    """``{"due": "2026-12-31", "reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.extend(self.content, day_in(data, "due"), text_in(data, "reason", ""))


@adapter(IMandate, IKimLayer)
class Revoke(Act):
    """``{"reason": …}``"""

    def act(self, data: dict[str, Any]) -> None:
        steps.revoke(self.content, text_in(data, "reason", ""))


@implementer(IPublishTraverse)
class RemoveEvidence(Answer):
    """``DELETE @evidence/<id of a file in the mandate>``, until the result is reported."""

    name = ""

    def publishTraverse(self, request: IRequest, name: str) -> "RemoveEvidence":
        self.name = name
        return self

    def reply(self) -> None:
        self.done(lambda: evidence.remove(self.context, self.name))
        self.request.response.setStatus(204)


def day_in(data: dict[str, Any], name: str) -> date:
    """:raises BadParameter: for what is no day."""
    try:
        return date.fromisoformat(data.get(name))
    except (TypeError, ValueError) as error:
        raise BadParameter(name, "must be a day such as 2026-11-30") from error
