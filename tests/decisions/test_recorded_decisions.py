"""The office records, the chair confirms: what either needs, and what hinders."""

from AccessControl import Unauthorized
from datetime import date
from kim.portal.committees.groups import chair_group
from kim.portal.decisions import confirming
from kim.portal.decisions import decision as kinds
from kim.portal.decisions import extracts
from kim.portal.decisions import letters
from kim.portal.decisions import places
from kim.portal.decisions import publishing
from kim.portal.decisions import recording
from kim.portal.decisions import register
from kim.portal.deliberation import placing
from kim.portal.gaps import status
from kim.portal.meetings import agenda
from kim.portal.meetings import life as meeting_life
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import making
from kim.portal.minutes import steps as minutes_steps
from kim.portal.notifications import outbox
from kim.portal.proposals import scheduling
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from kim.portal.tracking.duties import duties
from kim.portal.tracking.life import NotPossible
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest
import transaction


def state(content) -> str:
    return api.content.get_state(content)


@pytest.fixture
def item(loop):
    """A scheduled proposal's item, in session; `loop.scheduled_one` is the proposal."""
    meeting = loop.meeting()
    loop.scheduled_one = loop.scheduled(meeting, loop.assigned())
    loop.open(meeting)
    return scheduling.item_of(loop.scheduled_one)


@pytest.fixture
def plain(loop):
    """An item without a proposal, in session."""
    meeting = loop.meeting()
    found = agenda.add(meeting, title="Weiteres Mitglied", kind="decision", motion="Sie ist dabei.")
    loop.open(meeting)
    return found


def record(loop, item, outcome=kinds.UNCHANGED, text="So ist es.", **more):
    with loop.acting("office"):
        return recording.record(item, text, outcome, **more)


def confirm(loop, item, who="chair", **more):
    with loop.acting(who):
        return confirming.confirm(item, **more)


def close(loop, meeting) -> None:
    with loop.acting("office"):
        for each in agenda.items(meeting):
            if results.result(each).outcome is None:
                results.set_outcome(each, results.NOTED)
        conduct.close(meeting)


class TestRecording:
    @pytest.mark.parametrize(
        "who", ["case", "fall", "fallchair", "chair", "steering", "town", "foreign"]
    )
    def test_is_the_offices(self, loop, item, who):
        with loop.acting(who), pytest.raises(Unauthorized):
            recording.record(item, "Text", kinds.UNCHANGED)

    @pytest.mark.parametrize("outcome", [name for name, _title in kinds.OUTCOMES])
    def test_says_the_session_the_same(self, loop, item, outcome):
        record(loop, item, outcome)
        assert results.result(item).outcome == recording.RESULTS[outcome]

    def test_needs_a_text_and_an_outcome(self, loop, item):
        for text, outcome, field in (("", kinds.NOTED, "text"), ("x", "maybe", "outcome")):
            with pytest.raises(NotPossible) as error:
                record(loop, item, outcome, text)
            assert error.value.field == field
        assert recording.recorded(item) is None

    def test_follows_the_vote(self, loop, plain):
        with loop.acting("office"):
            plain.aq_parent.majority = "simple"
            for row in ("chair", "steering"):
                uid = api.content.get_uuid(loop.steering["sitze"][row])
                attendance.record(plain.aq_parent, uid, "present")
            votes.count(plain, 0, 2, 0)
        with pytest.raises(NotPossible):
            record(loop, plain, kinds.UNCHANGED)
        record(loop, plain, kinds.REJECTED)

    def test_what_the_vote_has_not_carried_is_not_noted_either(self, loop, item):
        """A proposal that is noted is adopted."""
        with loop.acting("office"):
            item.aq_parent.majority = "simple"
            for row in ("chair", "steering"):
                uid = api.content.get_uuid(loop.steering["sitze"][row])
                attendance.record(item.aq_parent, uid, "present")
            votes.count(item, 0, 2, 0)
        with pytest.raises(NotPossible):
            record(loop, item, kinds.NOTED)

    def test_is_taken_back(self, loop, plain):
        record(loop, plain)
        with loop.acting("office"):
            recording.take_back(plain)
        assert not recording.waits(plain)
        assert register.waiting(register.folder_of(loop.steering)) == []
        with pytest.raises(NotPossible):
            confirm(loop, plain)

    def test_a_pasted_item_has_nothing(self, loop, plain):
        record(loop, plain)
        copy = api.content.copy(plain, loop.meeting(), id="kopie")
        assert recording.recorded(copy) is None


class TestTime:
    def test_not_before_the_meeting(self, loop):
        proposal = loop.scheduled(loop.meeting())
        with pytest.raises(NotPossible):
            record(loop, scheduling.item_of(proposal))

    def test_still_while_it_is_held(self, loop, item):
        record(loop, item)
        close(loop, item.aq_parent)
        assert state(loop.scheduled_one) == "scheduled"
        assert confirm(loop, item).number.startswith("1/")
        assert state(loop.scheduled_one) == "adopted"

    def test_not_once_it_is_finished(self, loop, plain):
        record(loop, plain)
        close(loop, plain.aq_parent)
        with api.env.adopt_roles(["Manager"]):
            meeting_life.take(plain.aq_parent, meeting_life.FINISH)
        for act in (record, confirm):
            with pytest.raises(NotPossible):
                act(loop, plain)


class TestConfirming:
    def test_needs_something_recorded(self, loop, item):
        with pytest.raises(NotPossible):
            confirm(loop, item)

    @pytest.mark.parametrize("who", ["office", "office2", "steering", "fallchair", "foreign"])
    def test_is_the_chairs(self, loop, item, who):
        record(loop, item)
        with pytest.raises(Unauthorized):
            confirm(loop, item, who)
        assert register.decisions(register.folder_of(loop.steering)) == []

    def test_takes_four_eyes(self, loop, item):
        api.group.add_user(groupname="kim-coordination", username="chair")
        with loop.acting("chair"):
            recording.record(item, "Text", kinds.UNCHANGED)
            with pytest.raises(NotPossible):
                confirming.confirm(item)

    def test_happens_once(self, loop, item):
        record(loop, item)
        confirm(loop, item)
        for act in (confirm, record):
            with pytest.raises(NotPossible):
                act(loop, item)
        assert len(register.decisions(register.folder_of(loop.steering))) == 1

    def test_of_what_was_shown(self, loop, plain):
        record(loop, plain, text="Erste Fassung")
        shown = confirming.digest(plain)
        record(loop, plain, text="Zweite Fassung")
        with pytest.raises(NotPossible) as error:
            confirm(loop, plain, shown=shown)
        assert error.value.field == "digest"
        assert confirm(loop, plain, shown=confirming.digest(plain)).text == "Zweite Fassung"

    def test_refuses_where_the_session_says_something_else_since(self, loop, item):
        record(loop, item)
        with loop.acting("office"):
            results.set_outcome(item, results.REJECTED)
        with pytest.raises(NotPossible):
            confirm(loop, item)
        assert state(loop.scheduled_one) == "scheduled"

    def test_refuses_what_was_referred_back(self, loop, item):
        record(loop, item)
        with loop.acting("office"):
            with pytest.raises(NotPossible):
                placing.refer_back(loop.scheduled_one, "Wer zahlt?")
            recording.take_back(item)
            placing.refer_back(loop.scheduled_one, "Wer zahlt?")
        assert not recording.waits(item)
        with pytest.raises(NotPossible):
            confirm(loop, item)

    def test_without_a_proposal(self, loop, plain):
        record(loop, plain)
        decision = confirm(loop, plain)
        assert (decision.text, decision.follows) == ("So ist es.", ())
        assert register.faults(decision.aq_parent) == []

    def test_then_result_and_vote_stand(self, loop, item):
        record(loop, item)
        confirm(loop, item)
        with loop.acting("office"):
            for act in (
                lambda: results.set_outcome(item, results.REJECTED),
                lambda: votes.consent(item),
            ):
                with pytest.raises(MeetingError):
                    act()


class TestReplacing:
    def test_names_the_one_before(self, loop):
        _proposal, first = loop.decided()
        meeting = loop.meeting()
        item = agenda.add(meeting, title="Neu", kind="decision")
        loop.open(meeting)
        uid = api.content.get_uuid(first)
        record(loop, item, supersedes=uid)
        second = confirm(loop, item)
        assert second.supersedes == uid
        assert register.successor(first) == second
        other = agenda.add(meeting, title="Noch einmal", kind="decision")
        with pytest.raises(NotPossible) as error:
            record(loop, other, supersedes=uid)
        assert error.value.field == "supersedes"

    def test_refuses_what_is_none(self, loop, plain):
        for uid in ("0" * 32, api.content.get_uuid(plain)):
            with pytest.raises(NotPossible):
                record(loop, plain, supersedes=uid)


class TestWaiting:
    def test_for_the_office_then_for_the_chair(self, loop, item):
        proposal = loop.scheduled_one
        assert [duty.key for duty in duties(proposal)] == ["record"]
        record(loop, item)
        (duty,) = duties(proposal)
        assert duty.key == "confirm"
        assert duty.who == (chair_group(api.content.get_uuid(loop.steering)),)
        confirm(loop, item)
        assert "confirm" not in {duty.key for duty in duties(proposal)}
        assert register.waiting(register.folder_of(loop.steering)) == []

    def test_hinders_the_minutes(self, loop, item):
        meeting = item.aq_parent
        assert places.undecided(meeting)
        record(loop, item)
        assert places.undecided(meeting) is None
        assert places.unconfirmed(meeting)
        close(loop, meeting)
        with api.env.adopt_roles(["Manager"]):
            minutes = making.make(meeting)
            minutes_steps.circulate(minutes, minutes_steps.default_until())
        assert minutes_steps.hindrance(minutes)
        with api.env.adopt_roles(["Manager"]), pytest.raises(MeetingError):
            minutes_steps.approve(minutes)
        confirm(loop, item)
        assert not list(filter(None, (places.undecided(meeting), places.unconfirmed(meeting))))

    def test_put_off_hinders_nothing(self, loop, item):
        record(loop, item)
        with loop.acting("office"):
            results.set_outcome(item, results.POSTPONED)
        close(loop, item.aq_parent)
        assert state(loop.scheduled_one) == "submitted"
        assert not places.undecided(item.aq_parent)
        assert not places.unconfirmed(item.aq_parent)


class TestConfidential:
    @pytest.fixture
    def secret(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting, loop.assigned())
        item = scheduling.item_of(proposal)
        with loop.acting("office"):
            api.content.transition(obj=item, transition=meeting_life.CONCEAL)
        loop.open(meeting)
        record(loop, item)
        return confirm(loop, item)

    def test_is_for_those_who_see_the_item(self, loop, secret):
        for who, sees in (("office", True), ("chair", True), ("steering", True), ("fall", False)):
            with loop.acting(who):
                assert bool(api.user.has_permission("View", obj=secret)) is sees, who

    def test_is_never_published(self, loop, secret):
        with loop.acting("office"), pytest.raises(NotPossible):
            publishing.publish(secret)

    def test_of_it_reporters_hear_the_outcome_alone(self, loop):
        meeting = loop.meeting()
        proposal = loop.scheduled(meeting, loop.assigned())
        item = scheduling.item_of(proposal)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(obj=item, transition=meeting_life.CONCEAL)
        loop.open(meeting)
        record(loop, item)
        confirm(loop, item)
        (told,) = outbox.letters(purpose="gap-told")
        assert told.to == "case@example.org" and proposal.title not in told.subject

    def test_goes_to_nobody(self, loop, secret):
        uid = api.content.get_uuid(secret)
        assert outbox.letters(about=uid, purpose=letters.PURPOSE) == []

    def test_follows_the_item_later(self, loop, item):
        record(loop, item)
        decision = confirm(loop, item)
        with loop.acting("fall"):
            assert api.user.has_permission("View", obj=decision)
        with api.env.adopt_roles(["Manager"]):
            api.content.transition(obj=item, transition=meeting_life.CONCEAL)
        # Local roles are kept for a request.
        IAnnotations(getRequest()).clear()
        with loop.acting("fall"):
            assert not api.user.has_permission("View", obj=decision)


class TestExtract:
    def test_goes_to_the_group_and_to_reporters(self, loop):
        gap = loop.assigned()
        twin = loop.gap()
        gap.merged = (api.content.get_uuid(twin),)
        gap.reindexObject()
        twin.reporter, twin.address = "", "dritte@example.org"
        _proposal, decision = loop.decided(gap)
        posted = outbox.letters(about=api.content.get_uuid(decision), purpose=letters.PURPOSE)
        assert sorted(one.to for one in posted) == [
            "case@example.org",
            "dritte@example.org",
            "fall@example.org",
            "fallchair@example.org",
        ]
        # It is all that they get of it.
        assert outbox.letters(purpose="gap-told") == []
        assert outbox.letters(purpose="proposal-adopt") == []

    def test_leads_whoever_reported_it_to_their_report(self, loop):
        gap = loop.assigned()
        _proposal, decision = loop.decided(gap)
        found = {one.address: one.url for one in letters.receivers(decision)}
        assert found["case@example.org"] == gap.absolute_url()
        gap.reporter, gap.address = "", "dritte@example.org"
        found = {one.address: one.url for one in letters.receivers(decision)}
        assert found["dritte@example.org"] == status.url(gap)

    def test_of_a_title_with_a_tab(self, loop):
        loop.texts["title"] = "Sprachkurse\tam Abend"
        proposal, _decision = loop.decided(loop.assigned(title="Kein\tKurs"))
        assert api.content.get_state(proposal) == "adopted"

    def test_is_kept_with_its_checksum(self, loop):
        _proposal, decision = loop.decided()
        kept = extracts.extract(decision)
        assert kept.is_whole
        assert kept.file.data.startswith(b"%PDF")


class TestNumbers:
    def test_begin_anew_with_the_year_and_go_on_in_the_chain(self, loop, monkeypatch):
        numbers = []
        for year in (2030, 2030, 2031):
            monkeypatch.setattr(confirming, "today", lambda year=year: date(year, 5, 1))
            _proposal, decision = loop.decided()
            numbers.append((decision.number, decision.getId(), decision.record["sequence"]))
        assert numbers == [
            ("1/2030", "2030-1", 1),
            ("2/2030", "2030-2", 2),
            ("1/2031", "2031-1", 3),
        ]
        assert register.faults(register.folder_of(loop.steering)) == []

    def test_never_go_back_a_year(self, loop, monkeypatch):
        loop.decided()
        monkeypatch.setattr(confirming, "today", lambda: date(2020, 1, 1))
        with pytest.raises(ValueError, match="numbered by the year"):
            loop.decided()

    def test_an_aborted_one_leaves_no_hole(self, loop, plain):
        record(loop, plain)
        folder = register.folder_of(loop.steering)
        point = transaction.savepoint()
        confirm(loop, plain)
        point.rollback()
        assert confirm(loop, plain).number.startswith("1/")
        assert register.faults(folder) == []
