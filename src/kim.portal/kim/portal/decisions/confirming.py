"""Confirming: what the office recorded becomes a decision by the chair of the steering group.

With a proposal or without one: the steering group also decides on further members of a working
group, and gives mandates of its own accord (§ 3.2).
"""

from AccessControl import Unauthorized
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.decisions import chain
from kim.portal.decisions import extracts
from kim.portal.decisions import letters
from kim.portal.decisions import life
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import REJECTED
from kim.portal.decisions.recording import Recorded
from kim.portal.decisions.standing import grant
from kim.portal.deliberation import steps
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.proposals import life as proposal_life
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.sessions import attendance
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.tracking import life as track
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any


def confirm(item: AgendaItem, shown: str | None = None) -> Decision:
    """Make the decision, its number and its seal; the proposal on the item follows.

    `shown` is the `digest` of what the chair was shown. All is checked before anything is written.

    :raises NotPossible: see `check`, and where something else is recorded than what was shown.
    :raises Unauthorized: for whoever does not chair the steering group.
    """
    found = check(item)
    if shown is not None and shown != digest(item):
        raise NotPossible(
            _(
                "decision_not_shown",
                default="Something has changed since you were shown it: please read it once more.",
            ),
            "digest",
        )
    proposal = scheduling.proposal_of(item)
    made = _write(committee_of(item), _record(item, found))
    recording.keep(item, replace(found, decision=api.content.get_uuid(made)))
    if proposal is not None:
        secret = meeting_life.is_confidential(item)
        steps.decide(proposal, found.outcome != REJECTED, made.number, tells=secret)
    grant(made)
    extracts.keep(made)
    letters.send_extract(made)
    return made


def check(item: AgendaItem) -> Recorded:
    """What is recorded, where the current user may confirm it now.

    :raises NotPossible: where nothing is recorded, outside its time, against the committee's rule,
        a second time, where the session says something else since or the proposal has gone, and
        for whoever recorded it: four eyes.
    :raises Unauthorized: for whoever does not chair the steering group.
    """
    recording.check_time(meeting_of(item))
    if not may_confirm(item):
        raise Unauthorized("The chair of the steering group confirms.")
    found = recording.recorded(item)
    if found is None:
        raise NotPossible(_("decision_missing", default="The office has not recorded it yet."))
    if found.decision:
        raise NotPossible(_("decision_confirmed", default="The decision is confirmed already."))
    if found.by == api.user.get_current().getId():
        raise NotPossible(
            _("decision_four_eyes", default="Whoever recorded it does not confirm it: four eyes.")
        )
    _check_session(item, found)
    recording.check_rule(item, found.outcome)
    recording.check_superseded(item, found.supersedes)
    return found


def may_confirm(item: AgendaItem) -> bool:
    """The chair of the steering group and whoever stands in, if they may see the item."""
    folder = register.folder_of(committee_of(item))
    may = api.user.has_permission
    return bool(may(life.CONFIRM, obj=folder) and may("View", obj=item))


def _check_session(item: AgendaItem, found: Recorded) -> None:
    """What was recorded still is what the session says, and what it is about is still there."""
    if results.result(item).outcome != recording.RESULTS[found.outcome]:
        raise NotPossible(
            _(
                "decision_outcome_changed",
                default="The session says another result now: the office has to record it anew.",
            ),
            "outcome",
        )
    proposal = scheduling.proposal_of(item)
    if proposal is not None:
        track.check(proposal, proposal_life.SCHEDULED)
    elif scheduling.is_of_proposal(item):
        raise NotPossible(
            _("decision_proposal_gone", default="The proposal is not on this agenda any more.")
        )


def digest(item: AgendaItem) -> str:
    """All that a decision would say as it is recorded now, as one word."""
    found = recording.recorded(item)
    return chain.seal(_draft(item, found)) if found is not None else ""


def _record(item: AgendaItem, found: Recorded) -> dict[str, Any]:
    """All that the decision is, as plain values that JSON can hold."""
    return {
        **_draft(item, found),
        "confirmed_by": api.user.get_current().getId() or "",
        "confirmed": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _draft(item: AgendaItem, found: Recorded) -> dict[str, Any]:
    meeting, proposal = meeting_of(item), scheduling.proposal_of(item)
    version = versions.latest(proposal) if proposal is not None else None
    return {
        "title": item.title,
        "text": found.text,
        "outcome": found.outcome,
        "confidential": meeting_life.is_confidential(item),
        "committee": committee_of(item).title,
        "meeting": api.content.get_uuid(meeting),
        "meeting_title": meeting.title,
        "procedure": meeting.is_procedure,
        "day": meeting.last_day.isoformat(),
        "item": api.content.get_uuid(item),
        "vote": vote_of(item),
        "seats": seats_of(item),
        "proposal": api.content.get_uuid(proposal) if proposal is not None else None,
        "version": version.number if version else None,
        "proposed": proposal.motion if proposal is not None else item.motion or "",
        "municipalities": list(proposal.municipalities) if proposal is not None else [],
        "topics": list(proposal.topics) if proposal is not None else [],
        "supersedes": found.supersedes,
        "recorded_by": found.by,
        "recorded": found.when.isoformat(timespec="seconds"),
    }


def vote_of(item: AgendaItem) -> dict[str, Any]:
    """How it was voted on: mode and counts, and by the rules of the meeting."""
    tally, meeting = votes.tally(item), meeting_of(item)
    verdict = votes.verdict(item)
    return {
        "mode": tally.mode if tally else None,
        "yes": tally.yes if tally else 0,
        "no": tally.no if tally else 0,
        "abstain": tally.abstain if tally else 0,
        "by_seat": [list(one) for one in tally.by_seat] if tally else [],
        "quorum": meeting.quorum or "none",
        "majority": meeting.majority or "none",
        "voting": verdict.voting,
        "present": verdict.present,
    }


def seats_of(item: AgendaItem) -> list[dict[str, Any]]:
    """The seats that vote, by their functions; no names."""
    meeting, tally = meeting_of(item), votes.tally(item)
    if meeting.is_procedure:
        present = votes.voted(item)
    else:
        present = attendance.voters(meeting, tally.when if tally else None)
    return [
        {"seat": seat.uid, "function": seat.function, "present": seat.uid in present}
        for seat in attendance.voting_seats(meeting)
    ]


def _write(committee: Committee, record: dict[str, Any]) -> Decision:
    """The one place where a decision is made, with raised rights: nobody may add one."""
    folder = register.folder_of(committee)
    year = today().year
    sequence, number, before = register.enter(folder, year)
    record = {**record, "sequence": sequence, "number": number, "before": before}
    with api.env.adopt_roles(["Manager"]):
        made = createContent("Decision")
        made.id = f"{year}-{number.partition('/')[0]}"
        made.seal = register.seal(folder, record)
        made.kept = chain.written(record)
        made.creators = ()
        return addContentToContainer(folder, made, checkConstraints=False)
