"""The inbox of the office: reports that wait for it, what is due first."""

from kim.portal.gaps import life
from kim.portal.gaps.rows import GapRow
from kim.portal.gaps.views import GapList
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

    def found(self) -> Any:
        return self.once("inbox", self._found)

    def waiting(self) -> list[GapRow]:
        """What there is to do, overdue first."""
        return [row for row in self._rows() if not row.rests]

    def resting(self) -> list[GapRow]:
        """What was put off to a day to come."""
        return [row for row in self._rows() if row.rests]

    @property
    def left_out(self) -> int:
        return max(0, self.found().actual_result_count - MOST)

    def _rows(self) -> list[GapRow]:
        return self.once(
            "rows of inbox", lambda: [self.row(brain) for brain in self.found()[:MOST]]
        )

    def _found(self) -> Any:
        state = self.chosen("state")
        query = {"review_state": state} if state else {}
        return self.catalog(
            awaits=OFFICE_GROUP, sort_on="due_on", sort_limit=MOST, **query, **self.query()
        )
