"""Mandates by their rules: given, taken on, declined, reported, confirmed, extended, revoked."""

from AccessControl import Unauthorized
from collections.abc import Iterator
from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.decisions import confirming
from kim.portal.decisions import recording
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import REJECTED
from kim.portal.deliberation import steps as proposal_steps
from kim.portal.mandates import evidence
from kim.portal.mandates import life
from kim.portal.mandates import sources as mandate_sources
from kim.portal.mandates import steps
from kim.portal.meetings import agenda
from kim.portal.meetings import sources
from kim.portal.meetings.sources import STANDING_MANDATES
from kim.portal.notifications import outbox
from kim.portal.tracking import bodies
from kim.portal.tracking import duties
from kim.portal.tracking.life import NotPossible
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.decisions.loop import build_decided
from tests.decisions.loop import Loop
from tests.grounds import ground
from zExceptions import BadRequest

import pytest


SOON = 30
TOWN = "municipality:altdorf"


def state(content) -> str:
    return api.content.get_state(content)


def issue(loop, decision, addressee=TOWN, title="Kurse am Abend anbieten", days=SOON):
    with loop.acting("office"):
        return steps.issue(decision, title, addressee, today() + timedelta(days))


def done(loop, mandate, who="town"):
    with loop.acting(who):
        steps.accept(mandate)
        steps.report(mandate, "Drei Kurse am Abend.")


def confirmed(loop, mandate):
    done(loop, mandate)
    with loop.acting("office2"):
        steps.confirm(mandate)


def told(mandate, what) -> list[str]:
    uid = api.content.get_uuid(mandate)
    return sorted(letter.to for letter in outbox.letters(about=uid, purpose=f"mandate-{what}"))


decided_ground = ground(build_decided)


@pytest.fixture
def loop(decided_ground, integration) -> Iterator[Loop]:
    with api.env.adopt_roles(["Manager"]):
        yield decided_ground()


@pytest.fixture
def decision(loop) -> Decision:
    return loop.the_decision


@pytest.fixture
def mandate(loop, decision):
    return issue(loop, decision)


class TestIssuing:
    @pytest.mark.parametrize("who", ["chair", "steering", "fall", "town", "foreign"])
    def test_is_the_offices(self, loop, decision, who):
        with loop.acting(who), pytest.raises(Unauthorized):
            steps.issue(decision, "Titel", TOWN, today())
        assert state(loop.the_proposal) == "adopted"

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            (("", TOWN, SOON), "title"),
            (("Titel", "municipality:nirgends", SOON), "addressee"),
            (("Titel", TOWN, -1), "due"),
        ],
    )
    def test_names_what_is_wrong_and_changes_nothing(self, loop, decision, values, field):
        title, addressee, days = values
        with pytest.raises(NotPossible) as error:
            issue(loop, decision, addressee, title, days)
        assert error.value.field == field
        assert state(loop.the_proposal) == "adopted"

    def test_begins_the_implementation_and_tells(self, loop, mandate):
        assert state(loop.the_proposal) == "in_implementation"
        assert told(mandate, "issue") == ["town@example.org"]

    def test_the_proposal_is_not_closed_meanwhile(self, loop, mandate):
        with loop.acting("office"), pytest.raises(NotPossible):
            proposal_steps.close(loop.the_proposal, "Es gibt Kurse.")
        with loop.acting("office"):
            steps.revoke(mandate, "Nicht mehr nötig.")
            proposal_steps.close(loop.the_proposal, "Es gibt Kurse.")
        assert state(loop.the_proposal) == "implemented"

    def test_not_of_what_was_rejected(self, loop):
        _proposal, decision = loop.decided(outcome=REJECTED)
        with pytest.raises(NotPossible):
            issue(loop, decision)


class TestSteps:
    def test_not_of_what_was_rejected_without_a_proposal(self, loop):
        meeting = loop.meeting()
        with loop.acting("office"):
            item = agenda.add(meeting, title="Von selbst", kind="decision", motion="Text")
        loop.open(meeting)
        with loop.acting("office"):
            recording.record(item, "Text", REJECTED)
        with loop.acting("chair"):
            found = confirming.confirm(item)
        with pytest.raises(NotPossible):
            issue(loop, found)

    def test_not_without_its_act(self, loop, decision):
        with loop.acting("office"), pytest.raises(BadRequest):
            api.content.create(decision, "Mandate", title="Von Hand", addressee=TOWN, due=today())

    def test_the_proposal_is_due_with_the_last_of_them(self, loop, decision):
        def due():
            (found,) = duties.duties(loop.the_proposal)
            uid = api.content.get_uuid(loop.the_proposal)
            (brain,) = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
            assert brain.due_on == found.due
            return found.key, (found.due - today()).days

        first, last = issue(loop, decision, days=10), issue(loop, decision, days=40)
        assert due() == ("follow", 40)
        with loop.acting("office"):
            steps.extend(first, today() + timedelta(60), "Der Raum fehlt.")
        assert due() == ("follow", 60)
        with loop.acting("office"):
            steps.revoke(first, "Nicht mehr nötig.")
            steps.revoke(last, "Nicht mehr nötig.")
        assert due() == ("mandate", 14)

    def test_while_one_is_open_the_proposal_is_not_closed(self, loop, decision):
        mandate = issue(loop, decision)
        with loop.acting("office"):
            with pytest.raises(NotPossible):
                proposal_steps.close(loop.the_proposal, "Erledigt.")
            steps.revoke(mandate, "Nicht mehr nötig.")
            proposal_steps.close(loop.the_proposal, "Erledigt.")
        assert state(loop.the_proposal) == "implemented"

    def test_for_a_body_without_account_the_office_acts(self, loop, decision, portal):
        town = api.content.create(portal["kommunen"], "Municipality", "neudorf", title="Neudorf")
        publication.publish(town)
        mandate = issue(loop, decision, "municipality:neudorf")
        assert told(mandate, "issue") == ["office2@example.org"]
        (duty,) = duties.duties(mandate)
        assert duty.who == (bodies.OFFICE_GROUP,)
        done(loop, mandate, "office")
        with loop.acting("office"), pytest.raises(NotPossible):
            steps.confirm(mandate)
        with loop.acting("office2"):
            steps.confirm(mandate)
        assert state(mandate) == life.CONFIRMED

    def test_a_wrong_file_goes_until_the_result_is_reported(self, loop, mandate):
        with loop.acting("town"):
            steps.accept(mandate)
            for name in ("falsch", "richtig"):
                api.content.create(mandate, "File", name, title=name)
        with loop.acting("office"), pytest.raises(NotPossible):
            evidence.remove(mandate, "falsch")
        with loop.acting("town"):
            evidence.remove(mandate, "falsch")
            with pytest.raises(NotPossible):
                evidence.remove(mandate, "falsch")
            steps.report(mandate, "Drei Kurse.")
            with pytest.raises(NotPossible):
                evidence.remove(mandate, "richtig")
        assert mandate.objectIds() == ["richtig"]

    def test_a_municipality_may_decline(self, loop, mandate):
        with loop.acting("town"):
            steps.decline(mandate, "Keine Räume.")
        assert told(mandate, "decline") == ["office2@example.org", "office@example.org"]

    def test_nobody_else_may(self, loop, decision):
        mandate = issue(loop, decision, f"committee:{api.content.get_uuid(loop.cases)}")
        with loop.acting("fall"), pytest.raises(NotPossible):
            steps.decline(mandate, "Keine Lust.")

    def test_whoever_reported_does_not_confirm(self, loop, decision):
        mandate = issue(loop, decision, "office")
        done(loop, mandate, "office")
        with loop.acting("office"), pytest.raises(NotPossible):
            steps.confirm(mandate)
        with loop.acting("office2"):
            steps.confirm(mandate)
        assert state(mandate) == "confirmed"

    def test_a_result_is_given_back(self, loop, mandate):
        done(loop, mandate)
        with loop.acting("office"):
            steps.reject_result(mandate, "Es fehlt ein Kurs.")
        assert state(mandate) == "in_progress"
        assert told(mandate, "reject-result") == ["town@example.org"]

    def test_an_extension_keeps_the_day_before(self, loop, mandate):
        before = mandate.due
        with loop.acting("office"):
            steps.extend(mandate, before + timedelta(7), "Ferien.")
            with pytest.raises(NotPossible):
                steps.extend(mandate, before, "Früher.")
        assert mandate.dates == (before,)
        with loop.acting("town"), pytest.raises((Unauthorized, WorkflowException)):
            steps.extend(mandate, before + timedelta(30), "Später.")

    def test_evidence_is_what_the_reporter_sees(self, loop, mandate):
        with loop.acting("town"):
            steps.accept(mandate)
            hidden = api.content.get_uuid(loop.the_gap)
            with pytest.raises(NotPossible) as error:
                steps.report(mandate, "Fertig.", (hidden,))
            assert error.value.field == "evidence"
            town = api.content.get_uuid(api.portal.get()["kommunen"]["altdorf"])
            steps.report(mandate, "Fertig.", (town, town))
        assert mandate.evidence == (town,)

    def test_files_are_added_while_it_is_in_progress(self, loop, mandate):
        add = "plone.app.contenttypes: Add File"
        with loop.acting("town"):
            assert not api.user.has_permission(add, obj=mandate)
            steps.accept(mandate)
            api.content.create(mandate, "File", title="Plan")
            steps.report(mandate, "Fertig.")
            assert not api.user.has_permission(add, obj=mandate)

    def test_the_bare_step_is_refused(self, loop, mandate):
        for name in life.TRANSITIONS:
            with pytest.raises(Exception) as error:
                api.content.transition(obj=mandate, transition=name)
            assert not isinstance(error.value, AttributeError)
        assert state(mandate) == "issued"

    def test_it_stays(self, mandate):
        with pytest.raises(BadRequest):
            mandate.aq_parent._delObject(mandate.getId())


class TestEnd:
    def test_after_the_last_one_the_gap_is_resolved(self, loop, decision):
        first, second = issue(loop, decision), issue(loop, decision)
        confirmed(loop, first)
        assert (state(loop.the_proposal), state(loop.the_gap)) == (
            "in_implementation",
            "in_proposal",
        )
        confirmed(loop, second)
        assert (state(loop.the_proposal), state(loop.the_gap)) == ("implemented", "resolved")

    def test_the_rest_may_be_revoked(self, loop, decision):
        first, second = issue(loop, decision), issue(loop, decision)
        confirmed(loop, first)
        with loop.acting("office"):
            steps.revoke(second, "Nicht mehr nötig.")
        assert state(loop.the_proposal) == "implemented"

    def test_a_declined_one_is_still_open(self, loop, decision):
        first, second = issue(loop, decision), issue(loop, decision)
        with loop.acting("town"):
            steps.decline(second, "Keine Räume.")
        confirmed(loop, first)
        assert state(loop.the_proposal) == "in_implementation"
        with loop.acting("office"):
            steps.revoke(second, "Anders gelöst.")
        assert state(loop.the_proposal) == "implemented"

    def test_all_revoked_leaves_it_to_the_office(self, loop, mandate):
        with loop.acting("office"):
            steps.revoke(mandate, "Nicht mehr nötig.")
        assert state(loop.the_proposal) == "in_implementation"
        assert state(loop.the_gap) == "in_proposal"

    def test_without_a_proposal(self, loop):
        meeting = loop.meeting()
        item = agenda.add(meeting, title="Weiteres Mitglied", kind="decision")
        loop.open(meeting)
        with loop.acting("office"):
            recording.record(item, "Sie ist dabei.", "unchanged")
        with loop.acting("chair"):
            decision = confirming.confirm(item)
        mandate = issue(loop, decision)
        confirmed(loop, mandate)
        assert state(mandate) == "confirmed"


class TestAgenda:
    def titles(self, meeting) -> list[tuple[str, bool]]:
        return [(item.title, bool(item.sub)) for item in agenda.items(meeting)]

    def test_overdue_ones_stand_below_the_standing_item(self, loop, mandate):
        mandate.due = today() - timedelta(1)
        mandate.reindexObject()
        meeting = loop.meeting()
        origins = [item.origin or "" for item in agenda.items(meeting)]
        at = origins.index(STANDING_MANDATES)
        assert origins[at + 1].startswith("mandate-")
        assert agenda.items(meeting)[at + 1].sub
        assert sources.fill(meeting) == []

    def test_declined_ones_come_at_once(self, loop, mandate):
        meeting = loop.meeting()
        other = agenda.add(meeting, title="Später", kind="discussion")
        with loop.acting("town"):
            steps.decline(mandate, "Keine Räume.")
        origins = [item.origin or "" for item in agenda.items(meeting)]
        at = origins.index(STANDING_MANDATES)
        assert origins[at + 1].endswith("-declined")
        assert agenda.items(meeting)[-1].getId() == other.getId()

    def test_daily_work_brings_what_has_become_overdue(self, loop, mandate, portal):
        loop.meeting()
        mandate.due = today() - timedelta(1)
        mandate.reindexObject()
        work = mandate_sources.Agenda(portal)
        assert (work.run(today()), work.run(today())) == (1, 0)
