"""Opinions: who is asked, who answers until when, what silence means."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.county import publication
from kim.portal.deliberation import letters
from kim.portal.deliberation import steps
from kim.portal.proposals import life
from kim.portal.proposals import opinions
from kim.portal.tracking import bodies
from kim.portal.tracking import duties
from kim.portal.tracking.life import NotPossible
from plone import api
from tests.proposals.conftest import ask
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest


TOWN = "municipality:altdorf"


@pytest.fixture
def proposal(loop):
    found = loop.proposal(loop.assigned())
    with loop.acting("fall"):
        steps.table(found)
    return found


def sees(proposal) -> bool:
    IAnnotations(getRequest()).clear()
    return bool(api.user.has_permission("View", obj=proposal))


class TestAsking:
    @pytest.mark.parametrize(
        ("tokens", "days", "silence", "field"),
        [
            ((), 1, True, "bodies"),
            (("municipality:nowhere",), 1, True, "bodies"),
            ((TOWN,), -1, True, "until"),
            ((TOWN,), 400, True, "until"),
            ((TOWN,), 1, None, "silence_agrees"),
        ],
    )
    def test_says_what_is_missing(self, loop, proposal, tokens, days, silence, field):
        with loop.acting("fall"), pytest.raises(NotPossible) as error:
            opinions.ask(proposal, tokens, today() + timedelta(days), silence)
        assert error.value.field == field

    def test_not_itself(self, loop, proposal):
        token = f"committee:{api.content.get_uuid(loop.cases)}"
        with loop.acting("fall"), pytest.raises(NotPossible):
            opinions.ask(proposal, [token], today(), True)

    def test_who_is_asked_sees_it_and_has_it_to_do(self, loop, proposal):
        with loop.acting("town"):
            assert not sees(proposal)
        ask(loop, proposal)
        with loop.acting("town"):
            assert sees(proposal)
            brains = api.content.find(portal_type="Proposal", awaits="municipality-altdorf")
        assert [brain.Title for brain in brains] == [proposal.title]

    def test_they_are_told(self, loop, proposal):
        ask(loop, proposal)
        assert letters.asked(proposal, opinions.asked(proposal)) == []
        assert letters.asked(proposal, [opinions.Opinion("actor:none", today(), True, "", None)])


class TestAnswering:
    def test_is_kept_and_can_be_changed(self, loop, proposal):
        ask(loop, proposal)
        with loop.acting("town"):
            opinions.answer(proposal, TOWN, opinions.AGREES)
            opinions.answer(proposal, TOWN, opinions.OBJECTS, "Zu teuer.")
        (one,) = opinions.asked(proposal)
        assert (one.answer, one.text, one.by) == (
            opinions.OBJECTS,
            "Zu teuer.",
            loop.people["town"],
        )
        assert [said["answer"] for said in one.earlier] == [opinions.AGREES]
        assert not api.content.find(awaits="municipality-altdorf", portal_type="Proposal")

    def test_asked_again_what_was_said_stays(self, loop, proposal):
        ask(loop, proposal)
        with loop.acting("town"):
            opinions.answer(proposal, TOWN, opinions.AGREES)
        ask(loop, proposal, silence=False)
        (one,) = opinions.asked(proposal)
        assert (one.answer, len(one.earlier), one.silence_agrees) == (None, 1, False)

    @pytest.mark.parametrize("said", [opinions.OBJECTS, opinions.REMARKS])
    def test_what_is_not_plain_consent_has_words(self, loop, proposal, said):
        ask(loop, proposal)
        with loop.acting("town"), pytest.raises(NotPossible) as error:
            opinions.answer(proposal, TOWN, said)
        assert error.value.field == "text"

    @pytest.mark.parametrize("name", ["office", "fall", "foreign"])
    def test_by_who_acts_for_the_body_alone(self, loop, proposal, name):
        ask(loop, proposal)
        with loop.acting(name), pytest.raises(NotPossible):
            opinions.answer(proposal, TOWN, opinions.AGREES)

    def test_the_office_records_it_for_a_body_without_account(self, loop, proposal, portal):
        town = api.content.create(portal["kommunen"], "Municipality", "neudorf", title="Neudorf")
        publication.publish(town)
        ask(loop, proposal, TOWN, "municipality:neudorf")
        keys = {duty.who for duty in duties.duties(proposal) if duty.key == "opinion"}
        assert keys == {("municipality-altdorf",), (bodies.OFFICE_GROUP,)}
        with loop.acting("office"):
            (own,) = opinions.own(proposal)
            assert own.token == "municipality:neudorf"
            opinions.answer(proposal, own.token, opinions.AGREES)
            with pytest.raises(NotPossible):
                opinions.answer(proposal, TOWN, opinions.AGREES)

    def test_not_after_its_day(self, loop, proposal, monkeypatch):
        ask(loop, proposal)
        monkeypatch.setattr(opinions, "today", lambda: today() + timedelta(1))
        with loop.acting("town"), pytest.raises(NotPossible):
            opinions.answer(proposal, TOWN, opinions.AGREES)
        assert sees(proposal)


class TestSilence:
    @pytest.mark.parametrize(("silence", "meaning"), [(True, opinions.AGREES), (False, None)])
    def test_means_what_was_said(self, loop, proposal, silence, meaning):
        ask(loop, proposal, silence=silence)
        (one,) = opinions.asked(proposal)
        assert one.counts_as(today()) is None
        assert one.counts_as(today() + timedelta(1)) == meaning


def test_the_right_follows_the_state(loop, proposal):
    ask(loop, proposal)
    with loop.acting("town"):
        assert api.user.has_permission(life.OPINION, obj=proposal)
        assert not api.user.has_permission("Modify portal content", obj=proposal)
