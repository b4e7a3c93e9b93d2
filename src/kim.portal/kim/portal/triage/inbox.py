"""The inbox of the office: reports that wait for it, what is due first."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.gaps import life
from kim.portal.gaps.rows import GapRow
from kim.portal.gaps.views import GapList
from kim.portal.pending.asking import begun
from kim.portal.pending.asking import ORDER
from kim.portal.tracking.bodies import OFFICE_GROUP
from typing import Any


#: Whoever has more in the inbox narrows it.
MOST = 200


class InboxView(GapList):
    """``@@eingang``: reported, in review, and what was put off, wherever it is."""

    def options(self, name: str) -> dict[str, str]:
        found = super().options(name)
        if name != "state":
            return found
        return {state: title for state, title in found.items() if state in life.OPEN}

    def waiting(self) -> list[GapRow]:
        """What there is to do, overdue first."""
        return [self.row(brain) for brain in self._waiting[:MOST]]

    def resting(self) -> list[GapRow]:
        """What was put off to a day to come."""
        later = {"query": today() + timedelta(days=1), "range": "min"}
        return [self.row(brain) for brain in self._find(begins_on=later)[:MOST]]

    @property
    def left_out(self) -> int:
        return max(0, self._waiting.actual_result_count - MOST)

    @property
    def _waiting(self) -> Any:
        return self.once("inbox", lambda: self._find(**begun(today())))

    def _find(self, **query: Any) -> Any:
        query |= self.query()
        if state := self.chosen("state"):
            query["review_state"] = state
        return self.catalog(awaits=OFFICE_GROUP, sort_on=ORDER, sort_limit=MOST, **query)
