"""Reporting a gap: what is written becomes a report that waits for the office; objecting."""

from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.gaps import feedback
from kim.portal.gaps import life
from kim.portal.gaps.folders import FOLDER
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.standing import grant
from kim.portal.tracking.guarding import guarded
from kim.portal.tracking.life import check
from kim.portal.tracking.life import follow
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import take
from kim.portal.triage import triage
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any


def report(gap: GapReport) -> None:
    """Hand a draft in.

    :raises NotPossible: where it is none.
    :raises WorkflowException: for anybody but its reporter.
    """
    check(gap, life.DRAFT)
    gap.reported_on = gap.reported_on or today()
    take(gap, life.REPORT, _("why_report", default="Reported."))
    feedback.received(gap)


def receive(values: dict[str, Any], address: str = "") -> GapReport:
    """A report by somebody without account: the one function that makes content for visitors.

    `values` are fields of `IGapReport`, checked before; `address` is where the answer goes.
    """
    with api.env.adopt_roles(["Manager"]):
        gap = createContent("GapReport", **values)
        gap.reporter, gap.address = "", address or None
        gap = addContentToContainer(api.portal.get()[FOLDER], gap, checkConstraints=False)
        gap.reported_on = today()
        grant(gap)
        follow(gap, life.REPORT, _("why_report_form", default="Reported by the public form."))
    feedback.received(gap)
    return gap


def object_to(gap: GapReport, text: str, confirmed: bool = False) -> None:
    """Whoever reported it does not agree with the answer, once.

    :raises NotPossible: without a reason, before an answer, or the second time.
    """
    why = _objection(gap, text, confirmed)
    take(gap, life.OBJECT, why)
    _reopen(gap)


def object_by_link(gap: GapReport, text: str, confirmed: bool = False) -> None:
    """The same for whoever holds its status link."""
    why = _objection(gap, text, confirmed)
    follow(gap, life.OBJECT, why)
    _reopen(gap)


def may_object(gap: GapReport) -> bool:
    return api.content.get_state(gap) in life.ENDS and not gap.objected


def _objection(gap: GapReport, text: str, confirmed: bool) -> str:
    check(gap, *life.ENDS)
    if gap.objected:
        raise NotPossible(
            _("gap_objected", default="It has been objected to once; that is all there is.")
        )
    return guarded(text, confirmed, "reason")


def _reopen(gap: GapReport) -> None:
    gap.objected = True
    triage.part(gap)
    gap.put_off_until = None
    gap.reindexObject()
