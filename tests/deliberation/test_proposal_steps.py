"""The acts on a proposal: what each needs, what follows, who is told."""

from kim.portal.deliberation import letters
from kim.portal.deliberation import placing
from kim.portal.deliberation import steps
from kim.portal.gaps import feedback
from kim.portal.invitations import inviting
from kim.portal.meetings import agenda
from kim.portal.meetings import planning
from kim.portal.meetings import topics
from kim.portal.notifications import outbox
from kim.portal.proposals import checks
from kim.portal.proposals import opinions
from kim.portal.proposals import scheduling
from kim.portal.proposals import versions
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import steps as taken
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.proposals.conftest import ask
from tests.proposals.conftest import tick_all
from zExceptions import BadRequest
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def state(content) -> str:
    return api.content.get_state(content)


@pytest.fixture
def told(monkeypatch):
    """What reporters, and people of working groups, are told."""
    found = {"reporters": [], "people": []}
    monkeypatch.setattr(
        feedback, "told", lambda gap, what: found["reporters"].append((gap.getId(), what))
    )
    monkeypatch.setattr(
        letters,
        "tell",
        lambda person, subject, text, **more: found["people"].append((person, subject)),
    )
    return found


class TestVersions:
    def test_submitting_keeps_the_text(self, loop):
        proposal = loop.submitted()
        (kept,) = versions.versions(proposal)
        assert kept.texts["motion"] == proposal.motion

    @pytest.mark.parametrize("name", ["office", "fall"])
    def test_nobody_may_change_it(self, loop, name):
        proposal = loop.submitted()
        with loop.acting(name):
            assert not api.user.has_permission("Modify portal content", obj=proposal)

    def test_not_even_a_manager_by_a_script(self, loop):
        proposal = loop.submitted()
        proposal.motion = "Etwas anderes."
        with pytest.raises(BadRequest):
            notify(ObjectModifiedEvent(proposal))

    def test_given_back_it_can_be_changed_and_the_old_text_stays(self, loop):
        proposal = loop.submitted()
        with loop.acting("office"):
            steps.give_back(proposal, "Die Kosten fehlen.")
        proposal.cost = "Nichts."
        notify(ObjectModifiedEvent(proposal))
        with loop.acting("fall"):
            steps.submit(proposal)
        assert [one.texts["cost"] for one in versions.versions(proposal)] == ["", "Nichts."]


class TestChecks:
    def test_nothing_is_scheduled_before_all_are_ticked(self, loop):
        proposal, meeting = loop.submitted(), loop.meeting()
        with loop.acting("office"):
            checks.tick(proposal, [checks.MOTION])
            with pytest.raises(NotPossible) as error:
                placing.schedule(proposal, meeting)
        assert error.value.field == "checks"
        assert state(proposal) == "submitted"
        assert len(checks.missing(proposal)) == len(checks.CHECKS) - 1

    def test_who_ticked_what_is_kept(self, loop):
        proposal = loop.submitted()
        with loop.acting("office"):
            checks.tick(proposal, [checks.MOTION])
        with loop.acting("office2"):
            checks.tick(proposal, [checks.MOTION, checks.COST])
        by = {one.key: one.by for one in checks.checks(proposal) if one.done}
        assert by == {
            checks.MOTION: loop.people["office"],
            checks.COST: loop.people["office2"],
        }

    def test_not_while_opinions_are_awaited(self, loop):
        proposal = loop.submitted()
        ask(loop, proposal)
        with loop.acting("office"), pytest.raises(NotPossible):
            tick_all(proposal)
        with loop.acting("town"):
            opinions.answer(proposal, "municipality:altdorf", opinions.AGREES)
        with loop.acting("office"):
            tick_all(proposal)
        assert not checks.missing(proposal)

    def test_given_back_they_begin_anew(self, loop):
        proposal = loop.submitted()
        with loop.acting("office"):
            tick_all(proposal)
            steps.give_back(proposal, "Bitte kürzer.")
        assert len(checks.missing(proposal)) == len(checks.CHECKS)

    def test_unknown(self, loop):
        proposal = loop.submitted()
        with pytest.raises(NotPossible):
            checks.tick(proposal, ["sonstiges"])


class TestReferring:
    def test_moves_with_its_trail(self, loop, told):
        proposal = loop.proposal(loop.assigned())
        with loop.acting("fall"):
            steps.table(proposal)
            steps.refer(proposal, api.content.get_uuid(loop.structure), "Betrifft die Ämter.")
        moved = api.content.get(UID=api.content.get_uuid(proposal))
        assert moved.aq_parent.aq_parent.getId() == "struktur"
        assert [step.name for step in taken(moved)] == ["table", "refer"]
        assert (loop.people["struktur"], "An Sie abgegeben: Sprachkurse am Abend") in told["people"]

    def test_not_downward(self, loop):
        proposal = loop.proposal()
        with loop.acting("fall"):
            steps.table(proposal)
            with pytest.raises(NotPossible):
                steps.refer(proposal, api.content.get_uuid(loop.cases), "Zurück.")


class TestAgenda:
    def test_it_stands_there_with_its_motion(self, loop):
        proposal = loop.scheduled(loop.meeting())
        item = scheduling.item_of(proposal)
        assert (item.title, item.motion) == (proposal.title, proposal.motion)
        assert scheduling.proposal_of(item) == proposal

    def test_late_where_people_are_invited(self, loop):
        meeting, proposal = loop.meeting(), loop.submitted()
        with loop.acting("office"):
            agenda.add(meeting, title="Anderes", kind="information")
            inviting.invite(meeting)
            tick_all(proposal)
            with pytest.raises(NotPossible) as error:
                placing.schedule(proposal, meeting)
            assert error.value.field == "late"
            placing.schedule(proposal, meeting, "Die Frist läuft ab.")
        assert state(proposal) == "scheduled"

    def test_taken_off(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        before = len(agenda.items(meeting))
        with loop.acting("office"):
            placing.take_off(proposal, "Erst im Frühjahr.")
        assert (state(proposal), proposal.item) == ("submitted", None)
        assert len(agenda.items(meeting)) == before - 1
        assert taken(proposal)[-1].why == "Erst im Frühjahr."

    def test_not_once_the_meeting_has_begun(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        loop.open(meeting)
        with loop.acting("office"), pytest.raises(NotPossible):
            placing.take_off(proposal, "Zu spät.")

    def test_the_item_is_deleted(self, loop):
        proposal = loop.scheduled(loop.meeting())
        with loop.acting("office"):
            api.content.delete(obj=scheduling.item_of(proposal))
        assert (state(proposal), proposal.item) == ("submitted", None)

    def test_the_meeting_is_cancelled(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        with loop.acting("office"):
            planning.cancel(meeting, "Krankheit.")
        assert (state(proposal), proposal.item) == ("submitted", None)
        assert not topics.waiting(loop.steering)

    def test_the_meeting_is_deleted(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        with loop.acting("office"):
            api.content.delete(obj=meeting)
        assert state(proposal) == "submitted"

    def test_a_copied_item_has_no_proposal(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        item = scheduling.item_of(proposal)
        copy = api.content.copy(source=item, target=meeting, safe_id=True)
        assert scheduling.proposal_of(copy) is None
        assert scheduling.item_of(proposal) == item

    def test_moved_to_the_topics_it_waits_again(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        item = scheduling.item_of(proposal)
        api.content.move(source=item, target=loop.steering["themen"], safe_id=True)
        assert (state(proposal), proposal.item) == ("submitted", None)


class TestOutcomes:
    def test_a_meeting_that_put_it_off(self, loop, told):
        meeting = loop.meeting()
        gap = loop.assigned()
        proposal = loop.scheduled(meeting, gap)
        loop.open(meeting)
        with loop.acting("office"):
            for item in agenda.items(meeting):
                results.set_outcome(item, results.POSTPONED)
            conduct.close(meeting)
        assert (state(proposal), proposal.postponed) == ("submitted", 1)
        assert (gap.getId(), "postpone") in told["reporters"]
        # It comes onto the next agenda by the office alone, not by itself as well.
        assert not [t for t in topics.waiting(loop.steering) if t.title == proposal.title]

    def test_put_off_by_the_office(self, loop, told):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        item = scheduling.item_of(proposal)
        with loop.acting("office"), pytest.raises(NotPossible):
            placing.postpone(proposal, "Noch nicht.")
        loop.open(meeting)
        with loop.acting("office"):
            placing.postpone(proposal, "Es fehlen Zahlen.")
        assert (state(proposal), proposal.postponed) == ("submitted", 1)
        assert results.result(item).outcome == results.POSTPONED

    @pytest.mark.parametrize("name", ["fall", "fallchair", "chair", "steering"])
    def test_by_the_office_alone(self, loop, name):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting)
        loop.open(meeting)
        with loop.acting(name), pytest.raises(WorkflowException):
            placing.postpone(proposal, "Später.")

    def test_referred_back_with_a_question(self, loop, told):
        meeting = loop.meeting()
        gap = loop.assigned()
        proposal = loop.scheduled(meeting, gap)
        loop.open(meeting)
        with loop.acting("office"):
            with pytest.raises(NotPossible) as error:
                placing.refer_back(proposal, " ")
            assert error.value.field == "question"
            placing.refer_back(proposal, "Was kostet es?")
        assert state(proposal) == "in_consultation"
        assert (gap.getId(), "refer_back") in told["reporters"]
        assert (loop.people["fall"], "Rückfrage zu: Sprachkurse am Abend") in told["people"]

    def test_withdrawn(self, loop, told):
        gap = loop.assigned()
        proposal = loop.submitted(gap)
        with loop.acting("fall"):
            steps.withdraw(proposal, "Erledigt sich anders.")
        assert (state(proposal), state(gap)) == ("withdrawn", "assigned")
        assert (gap.getId(), "withdraw") in told["reporters"]

    def test_a_gap_with_another_proposal_waits_for_that(self, loop, told):
        gap = loop.assigned()
        first, second = loop.submitted(gap), loop.proposal(gap)
        with loop.acting("fall"):
            steps.withdraw(first, "Doppelt.")
        assert (state(gap), state(second)) == ("in_proposal", "draft")

    @pytest.mark.parametrize("outcome", ["unchanged", "rejected"])
    def test_of_a_decision_the_extract_tells(self, loop, told, outcome):
        """One mail, not two."""
        loop.decided(loop.assigned(), outcome=outcome)
        subjects = {s.partition(":")[0] for p, s in told["people"] if p == loop.people["fall"]}
        assert "Auf einer Tagesordnung" in subjects
        assert not subjects & {"Beschlossen", "Abgelehnt"}
        assert told["reporters"] == []

    def test_closed_says_what_changed(self, loop, told):
        gap = loop.assigned()
        proposal, _decision = loop.decided(gap)
        with loop.acting("office"):
            steps.close(proposal, "Es gibt Kurse.")
        assert (state(proposal), state(gap)) == ("implemented", "resolved")
        assert (loop.people["fall"], "Umgesetzt: Sprachkurse am Abend") in told["people"]

    def test_closed_while_another_one_is_under_way(self, loop):
        """Whoever reported the gap hears of it though it has no answer yet."""
        gap = loop.assigned()
        proposal, _decision = loop.decided(gap)
        loop.proposal(gap)
        with loop.acting("office"):
            steps.close(proposal, "Es gibt Kurse.")
        assert (state(proposal), state(gap)) == ("implemented", "in_proposal")
        told = {letter.subject for letter in outbox.letters(about=api.content.get_uuid(gap))}
        assert told
