"""What a proposal's page offers to whom, and what a list of proposals says of days."""

from kim.portal.decisions import recording
from kim.portal.decisions.decision import UNCHANGED
from kim.portal.deliberation import steps
from kim.portal.interfaces import IKimLayer
from kim.portal.proposals import scheduling
from kim.portal.proposals.folders import proposals_folder
from lxml import html
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def opened(loop, http_request):
    alsoProvides(http_request, IKimLayer)

    def open_(content, person: str, name: str = "view"):
        IAnnotations(http_request).clear()
        with loop.acting(person):
            return html.fromstring(api.content.get_view(name, content, http_request)())

    return open_


def buttons(page, kind: str = "btn") -> list[str]:
    found = page.xpath(f"//a[contains(concat(' ', @class, ' '), ' {kind} ')]/@href")
    return [href.rpartition("/@@")[2] for href in found if "/@@" in href]


class TestScheduled:
    @pytest.fixture
    def proposal(self, loop):
        return loop.scheduled(loop.meeting())

    def test_before_the_meeting_it_can_be_taken_off(self, opened, proposal):
        page = opened(proposal, "office")
        assert buttons(page) == ["unschedule"]
        assert buttons(page, "btn-primary") == []

    def test_in_the_meeting_it_is_decided_on(self, loop, opened, proposal):
        loop.open(scheduling.item_of(proposal).aq_parent)
        page = opened(proposal, "office")
        assert buttons(page) == ["record-decision", "postpone", "refer-back"]
        assert buttons(page, "btn-primary") == ["record-decision"]

    def test_the_chair_confirms_where_it_is_told(self, loop, opened, proposal):
        item = scheduling.item_of(proposal)
        loop.open(item.aq_parent)
        with loop.acting("office"):
            recording.record(item, proposal.motion, UNCHANGED)
        page = opened(proposal, "chair")
        assert buttons(page, "btn-primary") == ["confirm"]
        assert "Vorsitz: Testlenkung" in page.text_content()
        assert buttons(opened(proposal, "steering")) == []


def test_what_nobody_waits_for_has_no_day(loop, opened):
    with loop.acting("fall"):
        steps.withdraw(loop.proposal(), "Erledigt.")
    page = opened(proposals_folder(loop.cases), "fall", "listing_view")
    assert "Zurückgezogen" in page.text_content()
    assert "9999" not in page.text_content()


def test_comments_stand_there_once(loop, opened):
    page = opened(loop.proposal(), "fall")
    assert len(page.cssselect("#comments")) == 1
    assert not page.cssselect(".discussion, .reply")
