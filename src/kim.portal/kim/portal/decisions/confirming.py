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
from kim.portal.decisions import life
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import REJECTED
from kim.portal.decisions.recording import Recorded
from kim.portal.decisions.standing import grant
from kim.portal.meetings.item import AgendaItem
from kim.portal.meetings.item import meeting_of
from kim.portal.proposals import scheduling
from kim.portal.proposals import steps
from kim.portal.proposals import versions
from kim.portal.proposals.proposal import Proposal
from kim.portal.sessions import attendance
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.tracking.life import NotPossible
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from typing import Any


def confirm(item: AgendaItem) -> Decision:
    """Make the decision, its number and its seal; the proposal on the item follows.

    :raises NotPossible: where nothing is recorded, outside its time, against the committee's rule,
        a second time, and for whoever recorded it: four eyes.
    :raises Unauthorized: for whoever does not chair the steering group.
    """
    committee = committee_of(item)
    recording.check_time(meeting_of(item))
    found = recording.recorded(item)
    if found is None:
        raise NotPossible(_("decision_missing", default="The office has not recorded it yet."))
    if found.decision:
        raise NotPossible(_("decision_confirmed", default="The decision is confirmed already."))
    if not api.user.has_permission(life.CONFIRM, obj=register.folder_of(committee)):
        raise Unauthorized("The chair of the steering group confirms.")
    if found.by == api.user.get_current().getId():
        raise NotPossible(
            _("decision_four_eyes", default="Whoever recorded it does not confirm it: four eyes.")
        )
    recording.check_rule(item, found.outcome)
    if results.result(item).outcome != recording.RESULTS[found.outcome]:
        raise NotPossible(
            _(
                "decision_overtaken",
                default="The session says something else by now: the office has to record it anew.",
            )
        )
    proposal = scheduling.proposal_of(item)
    made = _write(committee, _record(item, found, proposal))
    recording.keep(item, replace(found, decision=api.content.get_uuid(made)))
    if proposal is not None:
        steps.decide(proposal, found.outcome != REJECTED, made.number)
    grant(made)
    return made


def _record(item: AgendaItem, found: Recorded, proposal: Proposal | None) -> dict[str, Any]:
    """All that the decision is, as plain values that JSON can hold."""
    meeting = meeting_of(item)
    version = versions.latest(proposal) if proposal is not None else None
    return {
        "title": item.title,
        "text": found.text,
        "outcome": found.outcome,
        "committee": committee_of(item).title,
        "meeting": api.content.get_uuid(meeting),
        "meeting_title": meeting.title,
        "procedure": meeting.is_procedure,
        "day": meeting.last_day.isoformat(),
        "item": api.content.get_uuid(item),
        "vote": _vote(item),
        "seats": _seats(item),
        "proposal": api.content.get_uuid(proposal) if proposal is not None else None,
        "version": version.number if version else None,
        "proposed": proposal.motion if proposal is not None else item.motion or "",
        "municipalities": list(proposal.municipalities) if proposal is not None else [],
        "topics": list(proposal.topics) if proposal is not None else [],
        "supersedes": found.supersedes,
        "recorded_by": found.by,
        "recorded": found.when.isoformat(timespec="seconds"),
        "confirmed_by": api.user.get_current().getId() or "",
        "confirmed": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _vote(item: AgendaItem) -> dict[str, Any]:
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


def _seats(item: AgendaItem) -> list[dict[str, Any]]:
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
        made.record, made.seal = record, register.seal(folder, record)
        made.creators = ()
        return addContentToContainer(folder, made, checkConstraints=False)
