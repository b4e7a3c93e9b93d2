"""What came of an item: an outcome, and a text that is saved while people type.

Every save is a revision of its own. Who saves says from which revision they started; what was
saved meanwhile is merged in, so that nothing that was acknowledged is lost when two type at once. A
result is a small object of its own: two that save at once meet there, and the later one starts
again from what the earlier one has left.
"""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.views import person as named
from kim.portal.meetings import life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import CASE
from kim.portal.meetings.item import DECISION
from kim.portal.meetings.item import meeting_of
from kim.portal.meetings.planning import MeetingError
from kim.portal.sessions import ballots
from kim.portal.sessions import votes
from kim.portal.sessions.merging import merged
from kim.portal.sessions.places import settled
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations

import re


KEY = "kim.portal.result"
LONGEST = 20_000
#: Two long texts that were typed at once may stand one below the other, for once.
LONGEST_MERGED = 2 * LONGEST
KEPT = 50

NOTED, DISCUSSED = "noted", "discussed"
AGREED, CHANGED, REJECTED, POSTPONED = "agreed", "changed", "rejected", "postponed"

OUTCOMES = (
    (NOTED, _("outcome_noted", default="noted")),
    (DISCUSSED, _("outcome_discussed", default="discussed")),
    (AGREED, _("outcome_agreed", default="agreed")),
    (CHANGED, _("outcome_changed", default="agreed with changes")),
    (REJECTED, _("outcome_rejected", default="rejected")),
    (POSTPONED, _("outcome_postponed", default="put off")),
)
#: Follow from a vote, where there is one and a rule for it.
DECIDED = (AGREED, CHANGED, REJECTED)
#: What no text has: controls that no keyboard types, halves of characters.
NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

Revision = PersistentMapping


@dataclass(frozen=True)
class Result:
    """What came of an item; `revision` is 0 while nothing is written, `by` the name as it was.

    Of a save: whether something else was `merged` in, and the revision that holds what was `sent`.
    """

    outcome: str | None
    text: str
    revision: int
    by: str
    when: datetime | None
    merged: bool = False
    sent: int = 0


def result(item: AgendaItem) -> Result:
    kept = IAnnotations(item).get(KEY)
    if kept is None:
        return Result(None, "", 0, "", None)
    last = _last(kept)
    if last is None:
        return Result(kept["outcome"], "", 0, "", None)
    return Result(kept["outcome"], last["text"], last["number"], last["name"], last["when"])


def save_text(item: AgendaItem, text: str, base: int) -> Result:
    """The text as somebody has it, who started from the revision `base` (0: from nothing).

    :raises MeetingError: for a single case, and for what is too long; nothing is changed then.
    """
    if item.kind == CASE:
        raise MeetingError(
            _("error_case_text", default="Of a single case nothing is written down."), "text"
        )
    text = NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > LONGEST:
        raise _too_long(len(text))
    before = result(item)
    if text == before.text:
        return _saved(item, base != before.revision, before.revision)
    if base == before.revision:
        _append(item, text)
        return _saved(item, False, before.revision + 1)
    return _merge(item, text, base, before)


def set_outcome(item: AgendaItem, outcome: str | None) -> None:
    """:raises MeetingError: for what is no outcome, or says something else than the vote does."""
    if outcome is not None and outcome not in dict(OUTCOMES):
        raise MeetingError(_("error_outcome", default="This is no outcome."), "outcome")
    before = result(item).outcome
    if outcome == before:
        return
    reason = (
        settled(item)
        or _too_late(item, outcome, before)
        or _too_early(item)
        or contradiction(item, outcome)
    )
    if reason:
        raise MeetingError(reason, "outcome")
    put(item, outcome)


def put(item: AgendaItem, outcome: str | None) -> None:
    """Record an outcome that follows by itself."""
    kept = _kept(item)
    kept["outcome"] = outcome
    kept["outcome_by"] = api.user.get_current().getId() or ""
    kept["outcome_when"] = datetime.now(UTC)


def contradiction(item: AgendaItem, outcome: str | None) -> str | None:
    """Why an outcome cannot be by the meeting's rules; None where it can."""
    if outcome not in DECIDED or item.kind == CASE:
        return None
    found = votes.verdict(item)
    if found.quorate is False:
        return _(
            "outcome_not_quorate",
            default="The meeting cannot decide: ${present} of ${voting} seats that vote are there.",
            mapping={"present": found.present, "voting": found.voting},
        )
    if found.carried is False and outcome != REJECTED:
        return _("outcome_not_carried", default="The vote has not carried it.")
    if found.carried is True and outcome == REJECTED:
        return _("outcome_carried", default="The vote has carried it.")
    return None


def prepare(item: AgendaItem) -> None:
    """Have a place for what several people will write at once."""
    _kept(item)


def forget(item: AgendaItem) -> None:
    """Nothing came of a copy yet."""
    IAnnotations(item).pop(KEY, None)


def revisions(item: AgendaItem) -> list[dict[str, Any]]:
    """The last ones, oldest first: ``number, text, by, name, when``."""
    kept = IAnnotations(item).get(KEY)
    return [dict(revision) for revision in kept["revisions"]] if kept else []


def _merge(item: AgendaItem, text: str, base: int, before: Result) -> Result:
    kept = _kept(item)
    user = api.user.get_current().getId() or ""
    later = [r for r in kept["revisions"] if r["number"] > base]
    again = next((r for r in later if r["text"] == text and r["by"] == user), None)
    if again is not None:
        # Sent once more, since nobody heard that it was saved.
        return _saved(item, True, again["number"])
    start = next((r["text"] for r in kept["revisions"] if r["number"] == base), "")
    whole = merged(start, before.text, text)
    if len(whole) > LONGEST_MERGED:
        raise _too_long(len(whole))
    # What was sent is kept as well: whoever types on goes on from there.
    _append(item, text)
    sent = before.revision + 1
    if whole != text:
        _append(item, whole)
    return _saved(item, whole != text, sent)


def _append(item: AgendaItem, text: str) -> None:
    kept = _kept(item)
    last = _last(kept)
    user = api.user.get_current().getId() or ""
    # Each an object of its own: a save writes one text, not fifty.
    kept["revisions"].append(
        Revision(
            number=last["number"] + 1 if last else 1,
            text=text,
            by=user,
            name=named(user).name if user else "",
            when=datetime.now(UTC),
        )
    )
    del kept["revisions"][:-KEPT]


def _saved(item: AgendaItem, was_merged: bool, sent: int) -> Result:
    found = result(item)
    return Result(found.outcome, found.text, found.revision, found.by, found.when, was_merged, sent)


def _last(kept: PersistentMapping) -> Revision | None:
    return kept["revisions"][-1] if kept["revisions"] else None


def _kept(item: AgendaItem) -> PersistentMapping:
    kept = IAnnotations(item).get(KEY)
    if kept is None:
        kept = PersistentMapping(outcome=None, revisions=PersistentList())
        IAnnotations(item)[KEY] = kept
    return kept


def _too_long(length: int) -> MeetingError:
    return MeetingError(
        _(
            "error_result_long",
            default="The text has ${length} characters, and can have ${most}. It is not saved.",
            mapping={"length": length, "most": LONGEST},
        ),
        "text",
    )


def _too_late(item: AgendaItem, outcome: str | None, before: str | None) -> str | None:
    """What was put off has gone to the topics that wait."""
    if life.state(meeting_of(item)) not in life.BEHIND:
        return None
    if outcome is None:
        return _(
            "error_outcome_needed", default="The meeting is closed: every item has an outcome."
        )
    if POSTPONED in (outcome, before):
        return _(
            "error_put_off_late", default="The meeting is closed: nothing is put off any more."
        )
    return None


def _too_early(item: AgendaItem) -> str | None:
    meeting = meeting_of(item)
    if not meeting.is_procedure or item.kind != DECISION or ballots.may_settle(meeting):
        return None
    return _(
        "error_still_voting", default="It follows from the votes, which may come until the end."
    )
