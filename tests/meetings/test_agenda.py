"""Numbers, times and order of an agenda, and what a reader sees of it."""

from datetime import datetime
from datetime import time
from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import topics
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.interface import Invalid

import pytest
import transaction


class TestNumbers:
    @pytest.mark.parametrize(
        ("subs", "found"),
        [
            ([], []),
            ([False, False], ["1", "2"]),
            ([False, True, True, False], ["1", "1.1", "1.2", "2"]),
            # Part of nothing is an item of its own.
            ([True, False, True], ["1", "2", "2.1"]),
        ],
    )
    def test_of_items_and_parts(self, subs, found):
        assert list(agenda.numbers(subs)) == found


class TestTimes:
    def test_as_long_as_all_before_say_how_long(self):
        begins = datetime(2026, 11, 30, 14)
        found = list(agenda.times(begins, [10, 30, None, 5]))
        assert found == [time(14), time(14, 10), time(14, 40), None]

    def test_without_a_beginning(self):
        assert list(agenda.times(None, [10, 10])) == [None, None]


def titles(meeting) -> list[str]:
    return [f"{line.number} {line.item.title}" for line in agenda.lines(meeting)]


@pytest.fixture
def meeting(board):
    meeting = board.plan()
    for item in agenda.items(meeting):
        meeting._delObject(item.getId())
    for title, sub in (("A", False), ("B", False), ("B1", True), ("C", False)):
        agenda.add(meeting, title=title, sub=sub)
    return meeting


class TestOrder:
    def test_an_item_moves_with_its_parts(self, meeting):
        agenda.move(agenda.items(meeting)[1], meeting, agenda.UP)
        assert titles(meeting) == ["1 B", "1.1 B1", "2 A", "3 C"]

    def test_a_part_moves_alone(self, meeting):
        agenda.move(agenda.items(meeting)[2], meeting, agenda.DOWN)
        assert titles(meeting) == ["1 A", "2 B", "3 C", "3.1 B1"]

    def test_at_the_end_it_stays(self, meeting):
        agenda.move(agenda.items(meeting)[0], meeting, agenda.UP)
        agenda.move(agenda.items(meeting)[3], meeting, agenda.DOWN)
        assert titles(meeting) == ["1 A", "2 B", "2.1 B1", "3 C"]

    def test_arrange_keeps_what_is_not_named(self, meeting):
        last = agenda.items(meeting)[3]
        agenda.arrange(meeting, [last.getId()])
        assert titles(meeting) == ["1 C", "2 A", "3 B", "3.1 B1"]

    def test_arrange_refuses_what_is_no_item(self, meeting):
        with pytest.raises(ValueError, match="not the items"):
            agenda.arrange(meeting, ["anything"])


class TestConfidential:
    @pytest.fixture
    def secret(self, meeting):
        item = agenda.items(meeting)[0]
        item.title = "Geheimes"
        api.content.transition(obj=item, transition=life.CONCEAL)
        return item

    @pytest.mark.parametrize(
        ("who", "sees"),
        [("office", True), ("anna", True), ("berta", True), ("dora", True), ("carla", False)],
    )
    def test_seen_by_office_chair_and_holders(self, board, meeting, secret, who, sees):
        with board.acting(who):
            first, second = agenda.lines_for_reader(meeting)[:2]
        assert (first.item is not None) is sees
        assert first.confidential
        assert second.item is not None

    def test_a_deputy_who_stands_in_sees_it(self, board, meeting, secret):
        from kim.portal.meetings import participants

        participants.stand_in(meeting, (board.people["carla"],))
        with board.acting("carla"):
            assert agenda.lines_for_reader(meeting)[0].item is not None
            found = api.content.find(portal_type="AgendaItem", Title="Geheimes")
        assert len(found) == 1
        participants.stand_in(meeting, ())
        # Roles are kept for the length of a request.
        IAnnotations(board.committee.REQUEST).clear()
        with board.acting("carla"):
            assert agenda.lines_for_reader(meeting)[0].item is None
            assert not api.content.find(portal_type="AgendaItem", Title="Geheimes")

    def test_its_address_says_nothing(self, board, meeting):
        with board.acting("office"):
            item = api.content.create(meeting, "AgendaItem", title="Kündigung", late="eilig")
        assert item.getId().startswith("top")

    def test_it_stays_so_as_a_topic_and_on_the_next_agenda(self, board, meeting, secret):
        topic = topics.put_off(secret)
        assert life.is_confidential(topic)
        carried = agenda.items(board.plan(30))[-1]
        assert carried.title == "Geheimes"
        assert life.is_confidential(carried)

    @pytest.mark.parametrize("who", ["office", "anna"])
    def test_a_pasted_copy_is_confidential_too(self, board, meeting, secret, who):
        transaction.savepoint()
        target = board.plan(days=30) if who == "office" else board.committee["themen"]
        with board.acting(who):
            copy = api.content.copy(secret, target)
        assert life.is_confidential(copy)
        assert not api.user.has_permission("View", username="carla", obj=copy)
        assert not api.user.has_permission(life.MANAGE, username="anna", obj=copy)
        catalog = api.portal.get_tool("portal_catalog")
        with board.acting("carla"):
            assert not catalog(UID=api.content.get_uuid(copy))

    def test_a_copy_of_an_open_item_is_open(self, board, meeting):
        transaction.savepoint()
        item = agenda.items(meeting)[0]
        copy = api.content.copy(item, board.committee["themen"])
        assert not life.is_confidential(copy)


class TestLate:
    def test_needs_a_reason_after_the_day_for_papers(self, board):
        meeting = board.plan(papers_until=today() - timedelta(days=1))
        topic = topics.put_off(agenda.items(meeting)[0], times=0)
        with pytest.raises(topics.NeedsReason):
            topics.put_on(topic, meeting)
        assert topics.put_on(topic, meeting, "Frist verpasst").late == "Frist verpasst"

    def test_the_form_asks_for_it(self, board):
        from kim.portal.meetings.item import IAgendaItem
        from types import SimpleNamespace

        meeting = board.plan(papers_until=today() - timedelta(days=1))
        data = SimpleNamespace(kind="discussion", late=None, __context__=meeting)
        with pytest.raises(Invalid):
            IAgendaItem.validateInvariants(data)


class TestSingleCase:
    def test_nothing_about_it_is_stored(self, integration, portal):
        from tests.meetings.round import build_round

        with api.env.adopt_roles(["Manager"]):
            case = build_round(portal, level="case")
            item = agenda.add(case.plan(), title="Frau M.", kind="case", text="wohnt in")
        assert item.title == "Einzelfall"
        assert item.text is None
