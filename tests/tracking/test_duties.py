"""Nothing hangs: in every state that is not an end somebody must act, and knows until when."""

from dataclasses import replace
from datetime import date
from datetime import timedelta
from kim.portal.committees.groups import chair_group
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import today
from kim.portal.decisions import recording
from kim.portal.decisions.decision import UNCHANGED
from kim.portal.deliberation import steps
from kim.portal.gaps import queries
from kim.portal.mandates import steps as mandate_steps
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.tracking import life
from kim.portal.tracking.bodies import OFFICE_GROUP
from kim.portal.tracking.duties import duties
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.kinds import kinds
from kim.portal.triage import triage
from plone import api

import pytest


OFFICE, CASES, CHAIR, TOWN, REPORTER = "office", "cases", "chair", "town", "reporter"

#: (type, state) → whose turn it is, what they have to do, in how many days; None: no day.
TURNS = {
    ("GapReport", "draft"): (REPORTER, "finish", None),
    ("GapReport", "reported"): (OFFICE, "triage", 14),
    ("GapReport", "in_review"): (OFFICE, "decide", 30),
    ("GapReport", "assigned"): (CASES, "work", 60),
    ("Proposal", "draft"): (CASES, "write", 60),
    ("Proposal", "in_consultation"): (CASES, "discuss", 60),
    ("Proposal", "submitted"): (OFFICE, "schedule", 14),
    ("Proposal", "scheduled"): (OFFICE, "record", 0),
    ("Proposal", "adopted"): (OFFICE, "mandate", 14),
    ("Proposal", "in_implementation"): (OFFICE, "follow", 30),
    ("Mandate", "issued"): (TOWN, "accept", 14),
    ("Mandate", "in_progress"): (TOWN, "do", 30),
    ("Mandate", "reported_done"): (OFFICE, "check", 14),
    ("Mandate", "declined"): (OFFICE, "declined", 14),
}
#: A gap in a proposal waits for that, which has its own turn; a decision stands as it is.
WAITS_FOR_ANOTHER = {("GapReport", "in_proposal")}


def gap(loop, state):
    if state == "draft":
        with loop.acting("case"):
            return api.content.create(
                api.portal.get()["luecken"], "GapReport", title="Lücke", text="Testdaten."
            )
    if state == "assigned":
        return loop.assigned()
    made = loop.gap()
    with loop.acting("office"):
        if state in ("in_review", "resolved", "dropped"):
            triage.review(made)
        if state == "resolved":
            triage.resolve(made, "Es gibt einen Kurs.")
        if state == "dropped":
            triage.drop(made, "outdated")
    return made


def proposal(loop, state):
    if state in ("adopted", "in_implementation"):
        made, decision = loop.decided(loop.assigned())
        if state == "in_implementation":
            issue(loop, decision)
        return made
    if state == "scheduled":
        return loop.scheduled(loop.meeting(), loop.assigned())
    if state == "submitted":
        return loop.submitted(loop.assigned())
    made = loop.proposal(loop.assigned())
    if state == "in_consultation":
        with loop.acting("fall"):
            steps.table(made)
    return made


def issue(loop, decision):
    with loop.acting("office"):
        due = today() + timedelta(30)
        return mandate_steps.issue(decision, "Kurse anbieten", "municipality:altdorf", due)


def mandate(loop, state):
    _proposal, decision = loop.decided(loop.assigned())
    made = issue(loop, decision)
    with loop.acting("town"):
        if state == "declined":
            mandate_steps.decline(made, "Dafür fehlt das Geld.")
        elif state != "issued":
            mandate_steps.accept(made)
        if state in ("reported_done", "confirmed"):
            mandate_steps.report(made, "Drei Kurse.")
    with loop.acting("office2"):
        if state == "confirmed":
            mandate_steps.confirm(made)
        if state == "revoked":
            mandate_steps.revoke(made, "Nicht mehr nötig.")
    return made


MAKE = {"GapReport": gap, "Proposal": proposal, "Mandate": mandate}


def who(loop, name):
    if name == REPORTER:
        return (loop.people["case"],)
    groups = {
        OFFICE: OFFICE_GROUP,
        TOWN: "municipality-altdorf",
        CASES: members_group(api.content.get_uuid(loop.cases)),
    }
    return (groups[name],)


def brain_of(content):
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=api.content.get_uuid(content))
    return brain


class TestEveryState:
    def test_has_its_turn(self, integration):
        open_ = {(kind.portal_type, state) for kind in kinds() for state in kind.open}
        assert open_ - WAITS_FOR_ANOTHER <= set(TURNS)

    @pytest.mark.parametrize("portal_type, state", list(TURNS))
    def test_somebody_must_act(self, loop, portal_type, state):
        content = MAKE[portal_type](loop, state)
        assert life.state(content) == state
        name, key, days = TURNS[portal_type, state]
        due = None if days is None else today() + timedelta(days)
        found = [replace(duty, instead="") for duty in duties(content)]
        assert found == [Duty(who(loop, name), key, due)]
        brain = brain_of(content)
        assert brain.duty_rows == (Duty(who(loop, name), key, due).row,)

    @pytest.mark.parametrize(
        "portal_type, state",
        [("GapReport", "resolved"), ("GapReport", "dropped"), ("Mandate", "confirmed")],
    )
    def test_an_end_waits_for_nobody(self, loop, portal_type, state):
        assert duties(MAKE[portal_type](loop, state)) == []

    def test_every_duty_has_words(self, integration):
        keys = {(portal_type, key) for (portal_type, _s), (_w, key, _d) in TURNS.items()}
        known = {(kind.portal_type, key) for kind in kinds() for key in kind.todo}
        assert keys <= known


class TestDeadlines:
    def test_are_settings(self, loop, deadline):
        deadline("gap_reported", 3)
        assert duties(loop.gap())[0].due == today() + timedelta(3)

    def test_begin_anew_with_another_working_group(self, loop):
        gap = loop.assigned()
        with loop.acting("office"):
            triage.refer(gap, api.content.get_uuid(loop.structure), "Grundsätzlich.")
        assert life.since(gap, "refer") == today()


class TestConfirming:
    def test_waits_for_the_chair_once_it_is_recorded(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting, loop.assigned())
        loop.open(meeting)
        with loop.acting("office"):
            recording.record(scheduling.item_of(proposal), proposal.motion, UNCHANGED)
        (duty,) = duties(proposal)
        group = chair_group(api.content.get_uuid(loop.steering))
        assert (duty.who, duty.key) == ((group,), "confirm")
        assert brain_of(proposal).duty_rows[0][1] == "confirm"


class TestDay:
    def test_what_is_put_off_begins_on_its_day(self, loop):
        gap = loop.gap()
        until = today() + timedelta(10)
        with loop.acting("office"):
            triage.put_off(gap, until, "Erst der Haushalt.")
        (duty,) = duties(gap)
        assert (duty.rests(today()), duty.is_open(today()), duty.is_open(until)) == (
            True,
            False,
            True,
        )

    def test_an_opinion_is_not_asked_for_after_its_day(self, loop):
        proposal = loop.proposal(loop.assigned())
        with loop.acting("fall"):
            steps.table(proposal)
        until = today() + timedelta(5)
        opinions.keep(
            proposal,
            opinions.Opinion(
                "municipality:altdorf", until, True, "fall", life.steps(proposal)[0].when
            ),
        )
        asked = duties(proposal)[-1]
        assert (asked.key, asked.is_open(until), asked.is_open(until + timedelta(1))) == (
            "opinion",
            True,
            False,
        )

    def test_a_query_is_a_turn_of_whoever_reported_it(self, loop):
        gap = loop.gap()
        with loop.acting("office"):
            queries.ask(gap, "In welchem Ort?")
        query, triage_ = duties(gap)
        assert (query.who, query.due) == (who(loop, REPORTER), today() + timedelta(14))
        assert triage_.key == "triage"

    def test_rows_come_back_as_they_were(self):
        duty = Duty(("a", "b"), "do", date(2026, 3, 1), begins=date(2026, 2, 1), ends=None)
        assert Duty.of_row(duty.row) == duty
