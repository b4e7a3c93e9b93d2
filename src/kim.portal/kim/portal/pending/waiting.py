"""What waits for me: sections of the office's list and of everybody's own."""

from collections.abc import Collection
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.editing.waiting import IOfficeList
from kim.portal.editing.waiting import IOwnList
from kim.portal.editing.waiting import ISection
from kim.portal.editing.waiting import ISections
from kim.portal.editing.waiting import IWorklist
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.pending import asking
from kim.portal.pending.asking import Waiting
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.kinds import Kind
from kim.portal.tracking.kinds import kinds
from plone import api
from typing import Any
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


OWN_ORDER, OFFICE_ORDER = 10, 30
MOST_OWN, MOST_OFFICE = 100, 20


@implementer(ISection)
@adapter(IOwnList)
def own_duties(worklist: IOwnList) -> Section | None:
    """What the user has to do; what the office has, it finds in its own list."""
    who = asking.who_am_i() - {OFFICE_GROUP}
    title = _("waiting_duties", default="Waits for you")
    return _section(worklist, title, who, OWN_ORDER, MOST_OWN)


@implementer(ISections)
@adapter(IOfficeList)
def office_duties(worklist: IOfficeList) -> list[Section]:
    """What the office has to do, a section a kind; the board has the rest of a long one."""
    found = [_of_kind(worklist, about) for about in kinds()]
    return [section for section in found if section is not None]


def _of_kind(worklist: IOfficeList, about: Kind) -> Section | None:
    board = f"{api.portal.get().absolute_url()}/@@board?kind={about.portal_type}&waits=office"
    return _section(
        worklist,
        about.titles,
        {OFFICE_GROUP},
        OFFICE_ORDER + about.order,
        MOST_OFFICE,
        board,
        portal_type=about.portal_type,
    )


def _section(
    worklist: IWorklist,
    title: str,
    who: Collection[str],
    order: int,
    most: int,
    more_url: str = "",
    **query: Any,
) -> Section | None:
    day = today()
    found = asking.waits_for(who, day, b_start=0, b_size=most, **query)
    rows = [_row(one) for one in asking.read(found[:most], who, day)]
    if not rows:
        return None
    said = translate(title, context=worklist.request)
    due = translate(_("column_due", default="Due"), context=worklist.request)
    total = found.actual_result_count - len(found[:most]) + len(rows)
    return Section(said, rows, order=order, day_title=due, total=total, more_url=more_url)


def _row(one: Waiting) -> Row:
    language = api.portal.get_current_language()
    return Row(
        url=one.brain.getURL(),
        title=one.brain.Title,
        kind=translate(one.kind.title, target_language=language),
        state=translate(one.kind.states[one.brain.review_state], target_language=language),
        changed=asking.spoken_due(one.due, language),
        next=asking.todo(one, language),
    )
