"""For programs, what whoever reported a gap does: report, answer a query, object."""

from kim.portal.access.parameters import BadParameter
from kim.portal.access.sent import text_in
from kim.portal.gaps import queries
from kim.portal.reporting import prefilling
from kim.portal.reporting import reporting
from kim.portal.tracking.answers import Act
from kim.portal.triage.services import Queries
from typing import Any
from zExceptions import Forbidden


class Report(Act):
    """``report``: ``{"item": UID of an agenda item, "survey": id}``, both where there are such."""

    def act(self, data: dict[str, Any]) -> None:
        occasion = prefilling.occasion(data)
        for name in ("item", "survey"):
            if data.get(name) and getattr(occasion, name) is None:
                raise BadParameter(name, "is unknown")
        occasion.keep(self.content)
        reporting.report(self.content)


class Object(Act):
    """``object``: ``{"reason": "…", "no_clients": false}``"""

    def act(self, data: dict[str, Any]) -> None:
        confirmed = data.get("no_clients") is True
        reporting.object_to(self.content, text_in(data, "reason"), confirmed)


class AnswerQuery(Queries):
    """``PATCH @queries``: ``{"answer": "…", "no_clients": false}``, by whoever reported it."""

    def reply(self) -> dict[str, Any]:
        if not queries.may_answer(self.context):
            raise Forbidden(self.request.getURL())
        with self.done() as data:
            confirmed = data.get("no_clients") is True
            queries.answer(self.context, text_in(data, "answer"), confirmed)
        return super().reply()
