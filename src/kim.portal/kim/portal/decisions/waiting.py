"""What waits of decisions beside proposals: for the chair to confirm, for the office to see."""

from kim.portal import _
from kim.portal.decisions import confirming
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.editing.waiting import IOfficeList
from kim.portal.editing.waiting import IOwnList
from kim.portal.editing.waiting import ISection
from kim.portal.editing.waiting import IWorklist
from kim.portal.editing.waiting import Row
from kim.portal.editing.waiting import Section
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.proposals import scheduling
from plone import api
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


ORDER = 25
TODO = _("todo_decision_confirm", default="Confirm the decision")


@implementer(ISection)
@adapter(IOwnList)
def to_confirm(worklist: IOwnList) -> Section | None:
    """Items without a proposal: a proposal tells of its own that the chair must act."""
    found = [item for item in _items() if confirming.may_confirm(item)]
    rows = [_row(worklist, i, "@@confirm", TODO) for i in found if not scheduling.proposal_of(i)]
    return _section(worklist, _("waiting_to_confirm", default="Decisions to confirm"), rows)


@implementer(ISection)
@adapter(IOfficeList)
def unconfirmed(worklist: IOfficeList) -> Section | None:
    """What the office recorded and the chair has not confirmed."""
    rows = [_row(worklist, item, "", "") for item in _items() if _sees(item)]
    return _section(worklist, _("waiting_for_chair", default="Waits for the chair"), rows)


def _items() -> list[AgendaItem]:
    """Whoever may see them."""
    uids = [uid for folder in register.registers() for uid in register.waiting(folder)]
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(UID=uids) if uids else []
    found = [brain._unrestrictedGetObject() for brain in brains]
    return [item for item in found if recording.waits(item)]


def _sees(item: AgendaItem) -> bool:
    return bool(api.user.has_permission("View", obj=item))


def _row(worklist: IWorklist, item: AgendaItem, page: str, step: str) -> Row:
    url = item.absolute_url()
    return Row(
        url=f"{url}/{page}" if page else url,
        title=f"{meeting_of(item).title}: {item.title}",
        kind=translate(_("kind_decision", default="Decision"), context=worklist.request),
        next=translate(step, context=worklist.request) if step else "",
    )


def _section(worklist: IWorklist, title: str, rows: list[Row]) -> Section | None:
    if not rows:
        return None
    return Section(translate(title, context=worklist.request), rows, order=ORDER)
