"""What waits of meetings: for the office what to do next, for members where they are expected."""

from datetime import date
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.groups import PREFIX
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.county.days import spoken
from kim.portal.editing.waiting import IOfficeList
from kim.portal.editing.waiting import IOwnList
from kim.portal.editing.waiting import ISection
from kim.portal.editing.waiting import IWorklist
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings.meeting import PROCEDURE
from plone import api
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


ORDER = 20
MOST = 100


@implementer(ISection)
@adapter(IOfficeList)
def meetings_to_lead(worklist: IOfficeList) -> Section | None:
    """Meetings that ask for a step, then committees whose next meeting is due."""
    titles = _titles()
    rows = [
        _row(worklist, brain, titles, step)
        for brain in _meetings(review_state=(*life.AHEAD, life.HELD))
        if (step := next_step(brain, today())) is not None
    ]
    due = [row for committee in _committees() if (row := _due(worklist, committee)) is not None]
    if not rows and not due:
        return None
    title = _("waiting_meetings", default="Meetings")
    return Section(
        translate(title, context=worklist.request),
        [*rows, *due],
        order=ORDER,
        day_title=_day_title(worklist),
    )


@implementer(ISection)
@adapter(IOwnList)
def own_meetings(worklist: IOwnList) -> Section | None:
    """Meetings of the committees that the user is a member of."""
    groups = api.user.get_current().getGroups()
    sits = any(group.startswith(PREFIX) for group in groups)
    brains = _meetings(review_state=life.AHEAD) if sits else []
    if not brains:
        return None
    title = translate(_("waiting_own_meetings", default="My meetings"), context=worklist.request)
    titles = _titles()
    rows = [_row(worklist, brain, titles) for brain in brains]
    return Section(title, rows, order=ORDER, day_title=_day_title(worklist))


def next_step(brain: Any, day: date) -> str | None:
    """What the office does next with a meeting; None while there is nothing to do."""
    if brain.review_state == life.PLANNED:
        return _("next_invite", default="Shape the agenda and invite")
    over = brain.last_day < day
    if brain.review_state == life.INVITED and brain.meets_on <= day:
        return _("next_open", default="Open it")
    if brain.review_state == life.IN_SESSION and (over or brain.meeting_kind != PROCEDURE):
        return _("next_close", default="Record the results and close it")
    if brain.review_state == life.HELD:
        return _("next_minutes", default="Bring the minutes to an end")
    return None


def _day_title(worklist: IWorklist) -> str:
    return translate(_("meeting_when", default="When"), context=worklist.request)


def _row(worklist: IWorklist, brain: Any, titles: dict[str, str], step: str = "") -> Row:
    row = worklist.row(brain)
    committee = brain.getPath().rsplit("/", 3)[1]
    return Row(
        url=row.url,
        title=f"{titles.get(committee, '')}: {row.title}",
        kind=row.kind,
        state=row.state,
        changed=spoken(brain.last_day, today(), api.portal.get_current_language()),
        next=translate(step, context=worklist.request) if step else "",
    )


def _due(worklist: IOfficeList, committee: Committee) -> Row | None:
    day = planning.due(committee)
    if day is None or day > today():
        return None
    step = _("next_plan", default="Plan the next meeting")
    return Row(
        url=f"{committee.absolute_url()}/@@plan-meeting",
        title=committee.title,
        kind=translate(_("type_committee", default="Committee"), context=worklist.request),
        changed=spoken(day, today(), api.portal.get_current_language()),
        next=translate(step, context=worklist.request),
    )


def _meetings(**query: Any) -> list[Any]:
    catalog = api.portal.get_tool("portal_catalog")
    return list(catalog(portal_type="Meeting", sort_on="meets_on", **query)[:MOST])


def _committees() -> list[Committee]:
    """Few: a county has a dozen."""
    brains = api.portal.get_tool("portal_catalog")(
        portal_type="Committee", review_state=publication.PUBLISHED, is_working_copy=False
    )
    return [c for c in (brain.getObject() for brain in brains) if not c.ended(today())]


def _titles() -> dict[str, str]:
    brains = api.portal.get_tool("portal_catalog")(portal_type="Committee", is_working_copy=False)
    return {brain.getId: brain.Title for brain in brains}
