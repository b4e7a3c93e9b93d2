"""Similar reports beside each other, so that the office sees which are the same."""

from dataclasses import dataclass
from kim.portal.county.indexers import COUNTY_WIDE
from kim.portal.gaps import life
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.kind import GAPS
from kim.portal.gaps.views import GapPage
from kim.portal.triage.similar import similar_to
from plone import api


@dataclass(frozen=True)
class Report:
    """One of them."""

    uid: str
    url: str
    title: str
    text: str
    state: str
    place: str
    topics: str
    is_open: bool


class SimilarView(GapPage):
    """``@@similar``"""

    def this(self) -> Report:
        return self._report(self.context)

    def others(self) -> list[Report]:
        """Those that the reader may see, the most alike first."""
        return [self._report(brain.getObject()) for brain, _score in similar_to(self.context)]

    @property
    def is_open(self) -> bool:
        """Whether it can be merged now: a proposal is not left behind."""
        return api.content.get_state(self.context) in life.OPEN[:-1]

    def _report(self, gap: GapReport) -> Report:
        state = api.content.get_state(gap)
        return Report(
            api.content.get_uuid(gap),
            gap.absolute_url(),
            gap.title,
            gap.text,
            self.say(GAPS.states[state]),
            self.where(gap.municipalities or [COUNTY_WIDE]),
            ", ".join(self.labels("topics", gap.topics)),
            state in life.OPEN,
        )
