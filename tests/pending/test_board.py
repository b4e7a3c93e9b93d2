"""The board and what waits, as page and API."""

from datetime import timedelta
from kim.portal.access.parameters import BadParameter
from kim.portal.committees.seat import today
from kim.portal.pending import board
from kim.portal.tracking import way
from kim.portal.triage import triage
from plone import api

import pytest


@pytest.fixture
def asked(loop):
    def ask(**form):
        with loop.acting("office"):
            one = board.asked(form)
            return one, board.counts(one), board.found(one)

    return ask


def titles(found):
    return [brain.Title for brain in found.brains]


class TestBoard:
    def test_counts_and_lists(self, loop, asked):
        loop.gap(title="Neu", municipalities=["altdorf"])
        loop.assigned(title="Verteilt")
        with loop.acting("office"):
            triage.drop(loop.gap(title="Vorbei"), "outdated")
            rests = loop.gap(title="Ruht")
        with loop.acting("office"):
            triage.put_off(rests, today() + timedelta(20), "Erst der Haushalt.")
        _one, counts, found = asked()
        assert counts["GapReport"] == {"reported": 2, "assigned": 1, "dropped": 1}
        assert titles(found) == ["Neu", "Ruht", "Verteilt"]
        assert titles(asked(scope="over")[2]) == ["Vorbei"]
        assert titles(asked(state="assigned")[2]) == ["Verteilt"]
        assert titles(asked(municipality="altdorf")[2]) == ["Neu"]
        assert asked(municipality="altdorf")[1]["GapReport"] == {"reported": 1}
        assert titles(asked(rests="yes")[2]) == ["Ruht"]
        assert titles(asked(waits="office")[2]) == ["Neu"]
        uid = api.content.get_uuid(loop.cases)
        assert titles(asked(committee=uid)[2]) == ["Verteilt"]
        assert titles(asked(due="overdue")[2]) == []
        assert titles(asked(due="soon")[2]) == []
        assert titles(asked(age="30")[2]) == []
        assert titles(asked(kind="Proposal")[2]) == []

    def test_what_means_nothing_is_told(self, asked):
        one, _counts, _found = asked(kind="Unfug", colour="blue", state="")
        assert one.unknown == {"kind": "Unfug", "colour": "blue"}
        assert one.chosen == {}

    @pytest.mark.parametrize("page", ["0", "-1", "abc", "100001", "9" * 30])
    def test_no_such_page(self, loop, page):
        with pytest.raises(BadParameter):
            board.asked({"page": page})

    def test_pages(self, loop, asked, monkeypatch):
        monkeypatch.setattr(board, "PAGE_SIZE", 2)
        for number in range(5):
            loop.gap(title=f"Meldung {number}")
        pages = [titles(asked(page=str(page))[2]) for page in (1, 2, 3, 4)]
        assert [len(page) for page in pages] == [2, 2, 1, 0]
        assert len({title for page in pages for title in page}) == 5
        assert asked(page="4")[2].total == 5


class TestWay:
    def test_asks_a_query_a_level_and_wakes_what_is_seen(self, loop):
        gap = loop.assigned()
        _proposal, decision = loop.decided(gap)
        with loop.acting("office"):
            found = {one.portal_type for one in way.whole(gap)}
            assert found == {"GapReport", "Proposal", "Decision"}
            assert [one.here for one in way.way(decision)][-1] is False
        with loop.acting("case"):
            assert {station.kind.default for station in way.way(gap)} == {"Gap report"}
