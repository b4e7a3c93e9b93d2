"""Walks through the workflows at random, as random people: what must hold after every step.

Each act is tried by whoever comes; what is refused changes nothing. Half of the time a plausible
person is drawn, so that walks get far.
"""

from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from kim.portal.committees.seat import today
from kim.portal.decisions import confirming
from kim.portal.decisions import decision as decision_kinds
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.decisions.decision import Decision
from kim.portal.deliberation import placing
from kim.portal.deliberation import reports
from kim.portal.deliberation import steps as proposal_steps
from kim.portal.gaps import life as gap_life
from kim.portal.gaps import queries
from kim.portal.gaps.gap import GapReport
from kim.portal.mandates import life as mandate_life
from kim.portal.mandates import steps as mandate_steps
from kim.portal.mandates.mandate import decision_of
from kim.portal.mandates.mandate import Mandate
from kim.portal.meetings import agenda
from kim.portal.meetings import planning
from kim.portal.meetings.meeting import Meeting
from kim.portal.meetings.planning import MeetingError
from kim.portal.notifications import outbox
from kim.portal.proposals import checks
from kim.portal.proposals import life as proposal_life
from kim.portal.proposals import scheduling
from kim.portal.proposals.proposal import Proposal
from kim.portal.reporting import reporting
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.tracking import life
from kim.portal.tracking.duties import duties
from kim.portal.tracking.life import NotPossible
from kim.portal.triage import triage
from plone import api
from Products.CMFCore.indexing import getQueue
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.WorkflowCore import WorkflowException
from random import Random
from tests.decisions.loop import Loop
from tests.decisions.loop import PEOPLE
from typing import Any
from zExceptions import Unauthorized

import transaction


REFUSED = (NotPossible, MeetingError, WorkflowException, Unauthorized)
#: How often a plausible person does a plausible thing.
LIKELY = 0.8
BODIES = ("office", "municipality:altdorf")


@dataclass
class Walk:
    """What a walk has made so far, and how it draws."""

    loop: Loop
    dice: Random
    gaps: list[GapReport] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    likely: bool = False

    def one(self, things: Sequence[Any], *states: str) -> Any:
        """One of them; while a plausible act is drawn, one that is in one of these states."""
        if states and self.likely:
            things = [thing for thing in things if state(thing) in states]
        if not things:
            raise NotPossible("nothing to act on")
        return self.dice.choice(things)

    def words(self) -> str:
        return "Darum." if self.likely else ""

    def group(self) -> str:
        found = (self.loop.cases, self.loop.structure, self.loop.steering)
        return api.content.get_uuid(self.one(found))

    def item(self) -> Any:
        found = [item for meeting in self.meetings for item in agenda.items(meeting)]
        ready = [item for item in found if state(item.aq_parent) in ("in_session", "held")]
        return self.one(ready if self.likely else found)

    # Acts

    def write(self) -> None:
        folder = api.portal.get()["luecken"]
        gap = api.content.create(folder, "GapReport", title="Testlücke", text="Testtext")
        self.gaps.append(gap)

    def draft(self) -> None:
        committee = self.one((self.loop.cases, self.loop.cases, self.loop.structure))
        texts = {"title": "Testvorschlag", "problem": "Testproblem", "motion": "Testbeschluss"}
        proposal = api.content.create(committee["vorschlaege"], "Proposal", **texts)
        proposal_steps.answer(proposal, [self.one(self.gaps, "assigned", "in_proposal")])
        self.proposals.append(proposal)

    def plan(self) -> None:
        days = {"day": today(), "place": "Kreishaus"}
        meeting = planning.plan(self.loop.steering, **days)
        self.meetings.append(meeting)

    def begin(self) -> None:
        meeting = self.one(self.meetings, "planned", "invited")
        if api.content.get_state(meeting) == "planned":
            self.loop.open(meeting)
        else:
            conduct.begin(meeting)

    def hold(self) -> None:
        """Close a meeting; what has no result is put off."""
        meeting = self.one(self.meetings, "in_session")
        for item in agenda.items(meeting):
            if results.result(item).outcome is None:
                results.set_outcome(item, results.POSTPONED)
        conduct.close(meeting)

    def confirm(self) -> None:
        found = [i for m in self.meetings for i in agenda.items(m) if recording.recorded(i)]
        item = self.one(found) if self.likely else self.item()
        self.decisions.append(confirming.confirm(item))

    def record(self) -> None:
        outcomes = [outcome for outcome, _title in decision_kinds.OUTCOMES]
        recording.record(self.item(), self.words(), self.one(outcomes))

    def issue(self) -> None:
        decision, body = self.one(self.decisions), self.one(BODIES)
        if not api.user.has_permission("kim.portal: Add Mandate", obj=decision):
            raise Unauthorized
        due = today() + timedelta(14)
        self.mandates.append(mandate_steps.issue(decision, "Testauftrag", body, due))

    def decide_on(self) -> None:
        """Of its own accord: an item without a proposal."""
        meeting = self.one(self.meetings)
        if not api.user.has_permission("kim.portal: Add Agenda Item", obj=meeting):
            raise Unauthorized
        agenda.add(meeting, title="Weiteres Mitglied", kind="decision")


#: Each act with those who plausibly do it.
ACTS: tuple[tuple[str, tuple[str, ...], Callable[[Walk], Any]], ...] = (
    ("write", ("case", "town"), Walk.write),
    ("report", ("case", "town"), lambda w: reporting.report(w.one(w.gaps, "draft"))),
    ("review", ("office",), lambda w: triage.review(w.one(w.gaps, "reported"))),
    (
        "assign",
        ("office",),
        lambda w: triage.assign(w.one(w.gaps, "reported", "in_review"), w.group()),
    ),
    ("refer", ("fall",), lambda w: triage.refer(w.one(w.gaps, "assigned"), w.group(), w.words())),
    ("return", ("office",), lambda w: triage.give_back(w.one(w.gaps, "reported"), w.words())),
    (
        "resolve",
        ("office",),
        lambda w: triage.resolve(w.one(w.gaps, "in_review", "assigned"), w.words()),
    ),
    ("drop", ("office",), lambda w: triage.drop(w.one(w.gaps, "in_review"), "outdated", w.words())),
    ("merge", ("office",), lambda w: triage.merge(w.one(w.gaps, "reported"), w.one(w.gaps))),
    ("query", ("office",), lambda w: queries.ask(w.one(w.gaps, "assigned"), w.words())),
    (
        "object",
        ("case",),
        lambda w: reporting.object_to(w.one(w.gaps, "resolved", "dropped"), w.words()),
    ),
    ("draft", ("fall", "struktur", "office"), Walk.draft),
    ("table", ("fall", "struktur"), lambda w: proposal_steps.table(w.one(w.proposals, "draft"))),
    (
        "submit",
        ("fall", "struktur"),
        lambda w: proposal_steps.submit(w.one(w.proposals, "in_consultation")),
    ),
    (
        "refer proposal",
        ("fall",),
        lambda w: proposal_steps.refer(w.one(w.proposals, "in_consultation"), w.group(), w.words()),
    ),
    (
        "withdraw",
        ("fall",),
        lambda w: proposal_steps.withdraw(w.one(w.proposals, "submitted"), w.words()),
    ),
    (
        "give back",
        ("office",),
        lambda w: proposal_steps.give_back(w.one(w.proposals, "submitted"), w.words()),
    ),
    (
        "check",
        ("office",),
        lambda w: checks.tick(w.one(w.proposals, "submitted"), [key for key, _ in checks.CHECKS]),
    ),
    (
        "schedule",
        ("office",),
        lambda w: placing.schedule(
            w.one(w.proposals, "submitted"),
            w.one(w.meetings, "planned", "invited", "in_session"),
            w.words(),
        ),
    ),
    (
        "postpone",
        ("office",),
        lambda w: placing.postpone(w.one(w.proposals, "scheduled"), w.words()),
    ),
    (
        "refer back",
        ("office",),
        lambda w: placing.refer_back(w.one(w.proposals, "scheduled"), w.words()),
    ),
    (
        "close",
        ("office",),
        lambda w: proposal_steps.close(w.one(w.proposals, "adopted"), w.words()),
    ),
    ("plan", ("office",), Walk.plan),
    ("item", ("office",), Walk.decide_on),
    ("begin", ("office",), Walk.begin),
    ("hold", ("office",), Walk.hold),
    ("cancel", ("office",), lambda w: planning.cancel(w.one(w.meetings[1:]), "Testgrund")),
    ("record", ("office",), Walk.record),
    ("confirm", ("chair",), Walk.confirm),
    ("issue", ("office",), Walk.issue),
    ("accept", ("town", "office"), lambda w: mandate_steps.accept(w.one(w.mandates, "issued"))),
    ("decline", ("town",), lambda w: mandate_steps.decline(w.one(w.mandates, "issued"), w.words())),
    (
        "report result",
        ("town", "office"),
        lambda w: mandate_steps.report(w.one(w.mandates, "in_progress"), w.words()),
    ),
    (
        "confirm result",
        ("office2", "office"),
        lambda w: mandate_steps.confirm(w.one(w.mandates, "reported_done")),
    ),
    (
        "reject result",
        ("office",),
        lambda w: mandate_steps.reject_result(w.one(w.mandates, "reported_done"), w.words()),
    ),
    (
        "extend",
        ("office",),
        lambda w: mandate_steps.extend(
            w.one(w.mandates, "in_progress"), today() + timedelta(40), w.words()
        ),
    ),
    (
        "revoke",
        ("office",),
        lambda w: mandate_steps.revoke(w.one(w.mandates, "in_progress", "declined"), w.words()),
    ),
)


def go(walk: Walk) -> None:
    """One act of somebody; what is refused is taken back, as a request would."""
    name, plausible, act = walk.dice.choice(ACTS)
    walk.likely = walk.dice.random() < LIKELY
    person = walk.dice.choice(plausible if walk.likely else tuple(PEOPLE))
    processQueue()
    before = transaction.savepoint()
    lists = (walk.gaps, walk.proposals, walk.meetings, walk.decisions, walk.mandates)
    kept = [list(one) for one in lists]
    try:
        with walk.loop.acting(person):
            act(walk)
        processQueue()
    except REFUSED:
        getQueue().clear()
        before.rollback()
        for one, old in zip(lists, kept, strict=True):
            one[:] = old
    else:
        walk.done.append(name)


def state(content: Any) -> str:
    return api.content.get_state(content)


def check(walk: Walk) -> None:
    """What always holds."""
    for thing in (*walk.gaps, *walk.proposals, *walk.decisions, *walk.mandates):
        for step in life.steps(thing):
            assert step.by, f"{step.name} of {thing!r}: nobody"
            assert step.when, f"{step.name} of {thing!r}: no day"
            assert step.why, f"{step.name} of {thing!r}: no reason"
    for gap in walk.gaps:
        check_gap(walk, gap)
    for decision in walk.decisions:
        check_decision(walk, decision)
    for mandate in walk.mandates:
        check_mandate(mandate)
    assert register.faults(walk.loop.steering["beschluesse"]) == []


def check_gap(walk: Walk, gap: GapReport) -> None:
    under_way = [
        proposal for proposal in reports.proposals_for(gap) if state(proposal) in proposal_life.OPEN
    ]
    assert (state(gap) == gap_life.IN_PROPOSAL) == bool(under_way), walk.done
    if state(gap) in gap_life.ENDS:
        assert outbox.letters(about=api.content.get_uuid(gap), purpose="gap-answered"), walk.done
    elif state(gap) != gap_life.IN_PROPOSAL:
        assert duties(gap), walk.done


def check_decision(walk: Walk, decision: Decision) -> None:
    record = decision.record
    assert record["text"]
    assert record["meeting"] in {api.content.get_uuid(meeting) for meeting in walk.meetings}
    assert record["confirmed_by"] == walk.loop.people["chair"]
    assert record["recorded_by"] != record["confirmed_by"]
    for proposal in confirming_proposals(decision):
        rejected = record["outcome"] == decision_kinds.REJECTED
        assert (state(proposal) == proposal_life.REJECTED) == rejected
        open_mandates = [
            mandate
            for mandate in mandate_steps.mandates(decision)
            if state(mandate) in mandate_life.OPEN
        ]
        if state(proposal) == proposal_life.ADOPTED:
            assert not mandate_steps.mandates(decision)
        if state(proposal) == proposal_life.IMPLEMENTED:
            assert not open_mandates


def confirming_proposals(decision: Decision) -> list[Proposal]:
    return mandate_steps.proposals_of(decision)


def check_mandate(mandate: Mandate) -> None:
    if state(mandate) == mandate_life.CONFIRMED:
        *_before, reported, confirmed = life.steps(mandate)
        assert (reported.name, confirmed.name) == ("report", "confirm")
        assert reported.by != confirmed.by
    if state(mandate) in mandate_life.OPEN:
        assert duties(mandate)
    assert decision_of(mandate).record


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(seed=st.integers(0, 2**32))
def test_walks(loop: Loop, seed: int) -> None:
    walk = Walk(loop, Random(seed))
    prelude(walk)
    for _part in range(4):
        for _step in range(15):
            go(walk)
        check(walk)


def prelude(walk: Walk) -> None:
    """So that there is something to act on."""
    loop = walk.loop
    walk.gaps += [loop.gap(), loop.assigned(), loop.assigned()]
    meeting = loop.meeting()
    walk.meetings.append(meeting)
    walk.proposals.append(loop.scheduled(meeting, walk.gaps[1]))
    later = loop.meeting()
    walk.meetings.append(later)
    walk.proposals.append(loop.scheduled(later, walk.gaps[2]))
    loop.open(meeting)
    with suppress(*REFUSED):
        item = scheduling.item_of(walk.proposals[0])
        with loop.acting("office"):
            recording.record(item, "Testbeschluss", decision_kinds.UNCHANGED)
