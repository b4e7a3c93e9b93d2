"""Gap reports among what is tracked: titles of states and steps, what is to be done by whom."""

from collections.abc import Iterator
from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.groups import members_group
from kim.portal.gaps import feedback
from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import IDuties
from kim.portal.tracking.kinds import Kind
from kim.portal.tracking.life import since
from kim.portal.tracking.settings import days
from plone import api
from zope.component import adapter
from zope.interface import implementer


REPORTER = _("actor_reporter", default="Whoever reported it")
OFFICE = _("actor_office", default="Coordinating office")
GROUP = _("actor_group", default="Working group")

GAPS = Kind(
    "GapReport",
    _("kind_gap", default="Gap report"),
    _("kind_gaps", default="Gap reports"),
    10,
    states={
        life.DRAFT: _("gap_draft", default="Draft"),
        life.REPORTED: _("gap_reported", default="Reported"),
        life.IN_REVIEW: _("gap_in_review", default="In review"),
        life.ASSIGNED: _("gap_assigned", default="With a working group"),
        life.IN_PROPOSAL: _("gap_in_proposal", default="In a proposal"),
        life.RESOLVED: _("gap_resolved", default="Resolved"),
        life.DROPPED: _("gap_dropped", default="Dropped"),
    },
    open=life.OPEN,
    todo={
        "finish": _("todo_gap_finish", default="Finish and report it"),
        "triage": _("todo_gap_triage", default="Look at it and decide where it goes"),
        "decide": _("todo_gap_decide", default="Assign, answer or drop it"),
        "work": _("todo_gap_work", default="Deal with it, or prepare a proposal"),
        "put_off": _("todo_gap_put_off", default="Take it up again"),
        "query": _("todo_gap_query", default="Answer the query"),
    },
    steps={
        life.REPORT: _("step_report", default="Reported"),
        life.REVIEW: _("step_review", default="Taken up"),
        life.ASSIGN: _("step_assign", default="Given to a working group"),
        life.REFER: _("step_refer", default="Referred"),
        life.PROPOSE: _("step_propose", default="Put into a proposal"),
        life.SETTLE: _("step_settle", default="Back to the working group"),
        life.RETURN: _("step_return", default="Given back"),
        life.RESOLVE: _("step_resolve", default="Resolved"),
        life.DROP: _("step_drop", default="Dropped"),
        life.OBJECT: _("step_object", default="Objected to"),
        feedback.PUT_OFF: _("step_put_off", default="Put off"),
        feedback.TAKEN_UP: _("step_taken_up", default="Taken up again"),
        feedback.MERGED: _("step_merged", default="Another report joined it"),
        feedback.ASKED: _("step_asked", default="Asked for their view"),
    },
    actors={
        life.REPORT: REPORTER,
        life.REVIEW: OFFICE,
        life.ASSIGN: OFFICE,
        life.REFER: GROUP,
        life.PROPOSE: GROUP,
        life.RETURN: OFFICE,
        life.RESOLVE: OFFICE,
        life.DROP: OFFICE,
        life.OBJECT: REPORTER,
        feedback.PUT_OFF: OFFICE,
        feedback.TAKEN_UP: OFFICE,
        feedback.MERGED: OFFICE,
        feedback.ASKED: OFFICE,
    },
)


@implementer(IDuties)
@adapter(IGapReport)
class GapDuties:
    """Who must act on a gap report; one in a proposal waits for that."""

    def __init__(self, gap: GapReport) -> None:
        self.gap = gap

    def __call__(self) -> Iterator[Duty]:
        state = api.content.get_state(self.gap)
        query = queries.waiting(self.gap)
        if query is not None and state in life.OPEN and self.gap.reporter:
            yield Duty((self.gap.reporter,), "query", queries.due(query))
        until, office = self.gap.put_off_until, (OFFICE_GROUP,)
        if state == life.DRAFT and self.gap.reporter:
            yield Duty((self.gap.reporter,), "finish")
        elif until and state in life.OPEN:
            yield Duty(office, "put_off", until, begins=until)
        elif state == life.REPORTED:
            yield Duty(office, "triage", self._due("gap_reported"))
        elif state == life.IN_REVIEW:
            yield Duty(office, "decide", self._due("gap_in_review"))
        elif state == life.ASSIGNED and self.gap.committee:
            group = (members_group(self.gap.committee),)
            yield Duty(group, "work", self._due("gap_assigned", life.REFER))

    def _due(self, key: str, *again: str) -> date:
        return since(self.gap, *again) + timedelta(days=days(key))
