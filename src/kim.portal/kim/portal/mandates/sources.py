"""Overdue and declined mandates come onto the next agenda of the steering group by themselves."""

from collections.abc import Iterator
from datetime import date
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.decisions import register
from kim.portal.decisions.standing import is_secret
from kim.portal.mandates import life
from kim.portal.mandates import listing
from kim.portal.meetings import planning
from kim.portal.meetings import sources
from kim.portal.meetings.item import DISCUSSION
from kim.portal.meetings.meeting import IMeeting
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.sources import Draft
from kim.portal.meetings.sources import IAgendaSource
from kim.portal.meetings.sources import said
from kim.portal.meetings.sources import STANDING_MANDATES
from kim.portal.notifications.daily import IDailyWork
from kim.portal.tracking.bodies import title_of
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.component import adapter
from zope.interface import implementer


TITLES = {
    "overdue": _("item_mandate_overdue", default="Overdue mandate (${who}): ${title}"),
    "declined": _("item_mandate_declined", default="Declined mandate (${who}): ${title}"),
}


@implementer(IAgendaSource)
@adapter(IMeeting)
class OverdueMandates:
    """Of the committee's own decisions; the same mandate once for each reason and day."""

    order = 25

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting

    def drafts(self) -> Iterator[Draft]:
        committee = committee_of(self.meeting)
        if committee is None or self.meeting.is_procedure or register.DECISIONS not in committee:
            return
        ahead = planning.next_planned(committee)
        if ahead is not None and ahead.day < self.meeting.day:
            # That one gets them.
            return
        path = "/".join(register.folder_of(committee).getPhysicalPath())
        for brain in listing.find(raised=True, path=path, review_state=life.OPEN):
            if brain.review_state == life.DECLINED:
                yield _draft(brain, "declined", "declined")
            elif brain.review_state in life.RUNNING and brain.mandate_due < today():
                yield _draft(brain, "overdue", f"overdue-{brain.mandate_due.isoformat()}")


def announce(committee: Committee) -> int:
    """Put what there is onto the agenda of the next planned session; how much is new."""
    ahead = planning.next_planned(committee)
    return len(sources.fill(ahead)) if ahead is not None else 0


@implementer(IDailyWork)
@adapter(IPloneSiteRoot)
class Agenda:
    """What has become overdue since the next session was planned."""

    title, order = "Mandates on agendas", 200

    def __init__(self, site: PloneSite) -> None:
        self.site = site

    def run(self, today: date) -> int:
        return sum(announce(committee_of(folder)) for folder in register.registers())


def _draft(brain: Any, reason: str, key: str) -> Draft:
    message, decision = TITLES[reason], brain._unrestrictedGetObject().aq_parent
    # Of what was decided in confidence the agenda, which many read, says the number alone.
    title = decision.number if is_secret(decision) else brain.Title
    mapping = {"who": title_of(brain.mandate_addressee), "title": title}
    words = said(_(message, default=message.default, mapping=mapping))
    return Draft(f"mandate-{brain.UID}-{key}", words[:200], DISCUSSION, below=STANDING_MANDATES)
