"""What the office, and the working groups after it, do with a gap report (§ 3.3, 3.6).

Each act checks what it needs, takes the step with its reason, and tells those who wait for it.
"""

from datetime import date
from datetime import timedelta
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import today
from kim.portal.gaps import feedback
from kim.portal.gaps import life
from kim.portal.gaps.committees import committee_by_uid
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.standing import grant
from kim.portal.meetings.sources import said
from kim.portal.tracking import bodies
from kim.portal.tracking.life import check
from kim.portal.tracking.life import note as words_of
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from kim.portal.tracking.life import take
from kim.portal.triage import drafting
from plone import api
from typing import Any


#: A proposal that is to answer it is not left behind.
DROPPABLE = (life.REPORTED, life.IN_REVIEW, life.ASSIGNED)

LONGEST_REST = timedelta(days=730)
DUPLICATE = "duplicate"
DROP_REASONS = (
    (DUPLICATE, _("drop_duplicate", default="Reported already")),
    ("not_ours", _("drop_not_ours", default="Not a matter of integration management")),
    ("single_case", _("drop_single_case", default="A single case, not a gap in the system")),
    ("no_answer", _("drop_no_answer", default="A query stayed without an answer")),
    ("not_changeable", _("drop_not_changeable", default="Cannot be changed in the county")),
    ("outdated", _("drop_outdated", default="No longer so")),
    ("spam", _("drop_spam", default="No report at all")),
)


def review(gap: GapReport) -> None:
    """The office takes it up; the municipalities concerned see it from now on."""
    check(gap, life.REPORTED)
    take(gap, life.REVIEW, _("why_review", default="Taken up by the office."))


def assign(gap: GapReport, committee_uid: str, note: str = "") -> None:
    """Give it to a committee of structural or case level; its members see it from now on.

    :raises NotPossible: for another committee, and in another state.
    """
    check(gap, life.REPORTED, life.IN_REVIEW)
    _give(gap, life.ASSIGN, committee_by_uid(committee_uid), note)


def refer(gap: GapReport, committee_uid: str, text: str) -> None:
    """From one level to the other, with a reason; what was done stays on its way (§ 3.3).

    :raises NotPossible: for its own committee, without a reason, and in another state.
    """
    check(gap, life.ASSIGNED)
    committee = committee_by_uid(committee_uid)
    if committee_uid == gap.committee:
        raise NotPossible(
            _("gap_refer_same", default="It is with this committee already."), "committee"
        )
    _give(gap, life.REFER, committee, reason(text))


def give_back(gap: GapReport, text: str) -> None:
    """Back to whoever reported it, to be written anew.

    :raises NotPossible: where nobody could: somebody without account is asked instead.
    """
    check(gap, life.REPORTED, life.IN_REVIEW, life.ASSIGNED)
    why = reason(text)
    if not gap.reporter or api.user.get(userid=gap.reporter) is None:
        raise NotPossible(
            _(
                "gap_return_nobody",
                default="Whoever reported it has no account: please ask back instead.",
            )
        )
    take(gap, life.RETURN, why)
    gap.committee, gap.put_off_until = None, None
    grant(gap)
    gap.reindexObject()
    feedback.returned(gap, why)


def resolve(gap: GapReport, answer: str, offers: tuple[str, ...] = ()) -> None:
    """Answer it without the steering group; `offers` are UIDs of what answers it.

    :raises NotPossible: without an answer, for what is no offer, or while a proposal is to answer
        it.
    """
    check(gap, life.REPORTED, life.IN_REVIEW, life.ASSIGNED)
    words = reason(answer, "answer")
    gap.offers = drafting.known(offers)
    end(gap, life.RESOLVE, words, take)


def drop(gap: GapReport, why: str, note: str = "", twin: GapReport | None = None) -> None:
    """Do not follow it up: a reason from the list, words to it where there are some.

    :raises NotPossible: for another reason; for a duplicate that names no twin.
    """
    check(gap, *DROPPABLE)
    title = dict(DROP_REASONS).get(why)
    if title is None:
        raise NotPossible(_("drop_reason", default="Please choose a reason."), "why")
    if why == DUPLICATE and twin is None:
        raise NotPossible(_("drop_twin", default="Please say which report it repeats."), "twin")
    more = words_of(note)
    words = f"{said(title)}: {more}" if more else said(title)
    end(gap, life.DROP, words, take)


def merge(gap: GapReport, twin: GapReport, note: str = "") -> None:
    """Into another report; whoever reported it is told what becomes of that one.

    :raises NotPossible: for itself, for one that is not open, and while a proposal is to answer it.
    """
    check(gap, *DROPPABLE)
    if gap.aq_base is twin.aq_base or api.content.get_state(twin) not in life.OPEN:
        raise NotPossible(_("merge_twin", default="Please choose an open report."), "twin")
    words_of(note)
    gap.twin = api.content.get_uuid(twin)
    twin.merged = (*twin.merged, api.content.get_uuid(gap))
    drop(gap, DUPLICATE, note, twin)
    # Whoever reads the way of the twin need not be allowed to see the other one.
    words = said(_("why_merged", default="The same had been reported."))
    feedback.note(twin, feedback.MERGED, words)
    twin.reindexObject()


def part(gap: GapReport) -> None:
    """It goes on by itself again, apart from the report that it was merged into."""
    catalog = api.portal.get_tool("portal_catalog")
    uid = api.content.get_uuid(gap)
    for brain in catalog.unrestrictedSearchResults(UID=gap.twin) if gap.twin else ():
        twin = brain._unrestrictedGetObject()
        twin.merged = tuple(one for one in twin.merged if one != uid)
        twin.reindexObject()
    gap.twin = None


def put_off(gap: GapReport, until: date | None, text: str) -> None:
    """Let it rest until a day, the reason on its way; None takes it up again.

    :raises NotPossible: for a day that is not in the future.
    """
    check(gap, *life.OPEN)
    if until is not None and until <= today():
        raise NotPossible(_("put_off_past", default="Please choose a day to come."), "until")
    if until is not None and until > today() + LONGEST_REST:
        raise NotPossible(
            _("put_off_far", default="Please choose a day within the next two years."), "until"
        )
    why = reason(text)
    gap.put_off_until = until
    feedback.note(gap, feedback.PUT_OFF if until else feedback.TAKEN_UP, why)
    gap.reindexObject()


def ask(gap: GapReport, tokens: tuple[str, ...]) -> list[str]:
    """Let bodies see it: actors concerned see a gap only when asked. They are told.

    The titles of those in which there is nobody to tell.
    """
    check(gap, life.IN_REVIEW, life.ASSIGNED, life.IN_PROPOSAL)
    if any(bodies.body(token) is None for token in tokens):
        raise NotPossible(_("ask_unknown", default="There is no such body."), "asked")
    new = sorted(set(tokens) - set(gap.asked))
    if not new:
        raise NotPossible(_("ask_nobody", default="Please say whom to ask."), "asked")
    gap.asked = tuple(sorted({*gap.asked, *new}))
    grant(gap)
    feedback.note(gap, feedback.ASKED, ", ".join(map(bodies.title_of, new)))
    gap.reindexObject()
    return feedback.asked(gap, new)


def end(gap: GapReport, step: str, words: str, way: Any) -> None:
    """Take a step to an end and tell whoever reported it; then their address is forgotten."""
    way(gap, step, words)
    gap.put_off_until = None
    gap.reindexObject()
    feedback.answered(gap, words)
    # Whoever followed a twin still waits for what becomes of that one.
    for one in [] if gap.twin else feedback.with_merged(gap):
        one.address = None


def _give(gap: GapReport, step: str, committee: Committee, note: str) -> None:
    words = said(
        _("why_assign", default="To: ${committee}", mapping={"committee": committee.title})
    )
    more = words_of(note)
    take(gap, step, f"{words}. {more}" if more else words)
    gap.committee = api.content.get_uuid(committee)
    # It was put off by those who had it before.
    gap.put_off_until = None
    grant(gap)
    gap.reindexObject()
    feedback.assigned(gap, committee, note)
