"""Mandates for programs: those of a decision, giving one, the steps."""

from kim.portal.access.sent import day_in
from kim.portal.access.sent import text_in
from kim.portal.access.sent import texts_in
from kim.portal.interfaces import IKimLayer
from kim.portal.mandates import evidence
from kim.portal.mandates import listing
from kim.portal.mandates import steps
from kim.portal.mandates.mandate import IMandate
from kim.portal.tracking.answers import Act
from kim.portal.tracking.answers import Answer
from plone import api
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.publisher.interfaces import IPublishTraverse
from zope.publisher.interfaces import IRequest


class GetMandates(Answer):
    """``GET @mandates`` on a decision: those that the reader may see."""

    def reply(self) -> dict[str, Any]:
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
        with self.done() as data:
            title, addressee = text_in(data, "title"), text_in(data, "addressee")
            due, details = day_in(data, "due"), text_in(data, "text", "")
            made = steps.issue(self.context, title, addressee, due, details)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", made.absolute_url())
        return {"@id": made.absolute_url(), "UID": api.content.get_uuid(made)}


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
        uids = texts_in(data, "evidence", [])
        steps.report(self.content, text_in(data, "result", ""), uids)


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
        with self.done():
            evidence.remove(self.context, self.name)
        return self.reply_no_content()
