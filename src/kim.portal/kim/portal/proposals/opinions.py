"""Opinions that a working group asks of other bodies, each until a day.

Whether silence counts as consent (“Schweigen gilt als Zustimmung”) is said for each when asked.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from kim.portal import _
from kim.portal.proposals.proposal import Proposal
from persistent.mapping import PersistentMapping
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.opinions"
AGREES, OBJECTS, REMARKS = "agrees", "objects", "remarks"
ANSWERS = (
    (AGREES, _("opinion_agrees", default="agrees")),
    (REMARKS, _("opinion_remarks", default="agrees with remarks")),
    (OBJECTS, _("opinion_objects", default="does not agree")),
)


@dataclass(frozen=True)
class Opinion:
    """What one body was asked and said: `answer` is None while it has not; `by` is a user's id."""

    token: str
    until: date
    silence_agrees: bool
    asked_by: str
    asked_when: datetime
    answer: str | None = None
    text: str = ""
    by: str = ""
    when: datetime | None = None

    def is_open(self, day: date) -> bool:
        return self.answer is None and day <= self.until

    def counts_as(self, day: date) -> str | None:
        """The answer, or what silence means once its day is over; None for nothing."""
        if self.answer is not None or day <= self.until:
            return self.answer
        return AGREES if self.silence_agrees else None


def asked(proposal: Proposal) -> list[Opinion]:
    """All that were asked, in the order of their days."""
    kept: Mapping[str, Any] = IAnnotations(proposal).get(KEY, {})
    return sorted((Opinion(**row) for row in kept.values()), key=lambda one: (one.until, one.token))


def keep(proposal: Proposal, opinion: Opinion) -> None:
    kept = IAnnotations(proposal).get(KEY)
    if kept is None:
        kept = IAnnotations(proposal)[KEY] = OOBTree()
    kept[opinion.token] = PersistentMapping(asdict(opinion))
