"""``GET @waiting``: what waits for whoever asks; ``GET @board``: what ``@@board`` is on a page."""

from AccessControl import Unauthorized
from kim.portal.committees.seat import today
from kim.portal.tracking import asking
from kim.portal.tracking.asking import Waiting
from plone import api
from plone.restapi.batching import HypermediaBatch
from plone.restapi.services import Service
from typing import Any
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
