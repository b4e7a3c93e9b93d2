"""``GET @waiting``: what waits for whoever asks; ``GET @board``: what ``@@board`` is on a page."""

from AccessControl import Unauthorized
from kim.portal.access.guard import refusals
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.seat import today
from kim.portal.directory.batch import Batch
from kim.portal.pending import asking
from kim.portal.pending import board
from kim.portal.pending.asking import Waiting
from kim.portal.tracking import bodies
from kim.portal.tracking.duties import of_brain
from plone import api
from plone.restapi.batching import HypermediaBatch
from plone.restapi.services import Service
from typing import Any
from urllib.parse import urlencode
from zope.i18n import translate


class WaitingService(Service):
    """Overdue first; pages by ``b_start`` and ``b_size``."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        if api.user.is_anonymous():
            raise Unauthorized("What waits is personal.")
        who, day = asking.who_am_i(), today()
        batch = HypermediaBatch(self.request, asking.waits_for(who, day))
        answer = {
            "@id": batch.canonical_url,
            "items": [_waiting(one) for one in asking.read(batch, who, day)],
            "items_total": batch.items_total,
        }
        return answer | ({"batching": batch.links} if batch.links else {})


class BoardService(Service):
    """Counts and a page of the list; a parameter that means nothing is refused."""

    def reply(self) -> dict[str, Any]:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        with refusals():
            asked = board.asked(self.request.form)
            for name in asked.unknown:
                raise BadParameter(name, "means nothing here")
        found = board.found(asked)
        url = f"{self.context.absolute_url()}/@board"
        batch = Batch(asked.page, board.PAGE_SIZE, found.total, url, asked.parameters)
        return {
            "@id": f"{url}?{urlencode(asked.parameters)}" if asked.parameters else url,
            "counts": board.counts(asked),
            "items": [_tracked(brain) for brain in found.brains],
            "items_total": found.total,
            "next": batch.next,
            "prev": batch.previous,
        }


def _tracked(brain: Any) -> dict[str, Any]:
    day = today()
    return {
        "@id": brain.getURL(),
        "@type": brain.portal_type,
        "title": brain.Title,
        "review_state": brain.review_state,
        "since": brain.state_since.isoformat(),
        "duties": [
            {
                "who": [bodies.body_token(who) for who in duty.who],
                "key": duty.key,
                "due": duty.due.isoformat() if duty.due else None,
                "rests": duty.rests(day),
                "overdue": duty.is_overdue(day),
            }
            for duty in of_brain(brain)
            if not duty.is_over(day)
        ],
    }


def _waiting(one: Waiting) -> dict[str, Any]:
    language, day = api.portal.get_current_language(), today()
    return {
        "@id": one.brain.getURL(),
        "@type": one.brain.portal_type,
        "title": one.brain.Title,
        "review_state": one.brain.review_state,
        "duties": [
            {
                "key": duty.key,
                "title": translate(one.kind.todo[duty.key], target_language=language),
                "due": duty.due.isoformat() if duty.due else None,
                "overdue": duty.is_overdue(day),
            }
            for duty in one.duties
        ],
    }
