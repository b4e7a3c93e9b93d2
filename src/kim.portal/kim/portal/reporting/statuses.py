"""The status of a report for somebody without account, by the address that only they have.

Whoever has it reads what became of the report, answers a query and objects once. It tells no name,
no comment, and nothing of other reports but the answer that is theirs too.
"""

from dataclasses import dataclass
from datetime import date
from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import is_put_off
from kim.portal.gaps.kind import GAPS
from kim.portal.gaps.status import PURPOSE
from kim.portal.notifications import links
from kim.portal.reporting import reporting
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import steps
from plone import api
from zope.i18nmessageid import Message


MOST_MERGED = 20

ANSWER, OBJECT = "answer", "object"

IN_WORDS = {
    life.DRAFT: _("status_draft", default="The report is being written anew."),
    life.REPORTED: _(
        "status_reported", default="Your report has arrived. The coordinating office looks at it."
    ),
    life.IN_REVIEW: _(
        "status_in_review", default="The coordinating office is working on your report."
    ),
    life.ASSIGNED: _("status_assigned", default="A working group deals with your report."),
    life.IN_PROPOSAL: _(
        "status_in_proposal",
        default="There is a proposal to the steering group. You will hear what it decides.",
    ),
    life.RESOLVED: _("status_resolved", default="Your report has been answered."),
    life.DROPPED: _("status_dropped", default="Your report is not followed up."),
}
PUT_OFF = _("status_put_off", default="Your report rests for now and will be taken up again.")


@dataclass(frozen=True)
class Station:
    """A step on the way, without who took it."""

    what: Message
    day: date


@dataclass(frozen=True)
class Status:
    """What whoever has the address may know; `query` waits for an answer where it is one."""

    title: str
    state: str
    words: Message
    way: tuple[Station, ...]
    query: str
    answer: str
    may_object: bool


def read(token: str) -> GapReport:
    """The report of an address: the one function that opens a report to visitors.

    :raises Forged: where the address is not ours, and where the report is gone.
    """
    found = _report(links.unseal(PURPOSE, token)["gap"])
    if found is None or found.reporter:
        raise links.Forged(PURPOSE)
    return found


def status(gap: GapReport) -> Status:
    """As it stands now; of a report that was merged, as the one stands that it was merged into."""
    ahead = _ahead(gap)
    state = api.content.get_state(ahead)
    waiting = queries.waiting(gap)
    is_open = api.content.get_state(gap) in life.OPEN
    resting = state in life.OPEN and is_put_off(ahead)
    return Status(
        gap.title,
        state,
        PUT_OFF if resting else IN_WORDS[state],
        tuple(Station(GAPS.steps[s.name], s.when.date()) for s in steps(gap)),
        waiting["text"] if waiting and is_open else "",
        _answer(ahead, state),
        reporting.may_object(gap) and state in life.ENDS,
    )


def act(gap: GapReport, what: str, text: str, confirmed: bool) -> None:
    """Answer the query, or object; what is said is looked through for data of clients.

    :raises NotPossible: where that is not possible now, or for what is said.
    """
    found = status(gap)
    if what == ANSWER and found.query:
        queries.answer(gap, text, confirmed)
    elif what == OBJECT and found.may_object:
        reporting.object_by_link(gap, text, confirmed)
    else:
        raise NotPossible(_("status_not_now", default="This is not possible any more."))


def _answer(gap: GapReport, state: str) -> str:
    """The reason of the step that ended it."""
    taken = steps(gap)
    return taken[-1].why if state in life.ENDS and taken else ""


def _ahead(gap: GapReport) -> GapReport:
    """What it was merged into, at the end of all merging."""
    for _step in range(MOST_MERGED):
        twin = _report(gap.twin) if gap.twin else None
        if twin is None:
            break
        gap = twin
    return gap


def _report(uid: str) -> GapReport | None:
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid, portal_type="GapReport")
    return found[0]._unrestrictedGetObject() if found else None
