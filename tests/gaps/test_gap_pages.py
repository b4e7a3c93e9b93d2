"""Pages of gap reports: who sees what, what each may do, that forms lose nothing."""

from kim.portal.committees.seat import today
from kim.portal.gaps import queries
from kim.portal.tracking.places import actions
from kim.portal.triage import triage
from tests.gaps.states import bring
from tests.gaps.states import named

import datetime


WORD = "Kein Sprachkurs am Abend"
EVERYONE = ("case", "office", "fall", "struktur", "town", "foreign", None)
#: Who sees a report that concerns Altdorf, by its state.
SEES = {
    "draft": ("case",),
    "reported": ("case", "office"),
    "in_review": ("case", "office", "town"),
    "assigned": ("case", "office", "town", "fall"),
    "resolved": ("case", "office", "town", "fall"),
}


class TestWhoSees:
    def test_page_list_and_programs(self, served):
        people = {name: served.person(name) for name in EVERYONE}
        for state, seers in SEES.items():
            path = bring(served, state)
            for name, person in people.items():
                sees = name in seers
                answers = [
                    person.api("GET", path + one)
                    for one in ("", "/@way", "/@queries", "/@comments")
                ]
                assert [one.status_code == 200 for one in answers] == [sees] * 4, (state, name)
                text = person.open(path).text("//body")
                assert (WORD in text) is sees, (state, name)
                if name is not None:
                    listed = person.open(f"/luecken?state={state}").text("//main")
                    assert (WORD in listed) is sees, (state, name)
                text += "".join(one.text for one in answers)
                # Who reported it is for the office alone.
                if name not in ("case", "office"):
                    assert "Geheimwort" not in text and "Case Test" not in text
                    assert served.loop.people["case"] not in text

    def test_the_office_alone_sees_who_reported_it(self, served):
        path = bring(served, "assigned")
        assert "Case Test" in served.page("office", path).text("//main")
        assert "Geheimwort" in served.page("office", path).text("//main")

    def test_one_primary_action_and_buttons_that_lead_somewhere(self, served):
        # @@report is made where reports are written, the form of proposals above.
        elsewhere = ("report", "edit", "propose")
        people = {name: served.person(name) for name in ("case", "office", "fall", "town")}
        for state, seers in SEES.items():
            path = bring(served, state)
            for name in seers:
                page = people[name].open(path)
                primary = page.tree.xpath("//main//*[contains(@class, 'btn-primary')]")
                assert len(primary) <= 1, (state, name)
                found = named(page)
                if name == "town":
                    assert found == []
                if (state, name) == ("assigned", "fall"):
                    assert found == ["propose", "refer"]
                for action in set(found).difference(elsewhere):
                    answer = people[name].open(f"{path}/@@{action}")
                    assert answer.status == 200, (state, name, action)


class TestActions:
    def test_follow_from_the_state(self, loop):
        gap = loop.gap()

        def names():
            return [one.name for one in actions(gap)]

        with loop.acting("office"):
            assert names()[0] == "review"
            triage.put_off(gap, today() + datetime.timedelta(3), "Später.")
            assert names()[0] == "take-up"
            queries.ask(gap, "Wo genau?")
            assert "query" not in names()
        with loop.acting("case"):
            assert names() == ["answer-query"]
        with loop.acting("foreign"):
            assert names() == []


class TestLists:
    def test_are_narrowed_by_their_address(self, served):
        served.make(title="Altdorfer Lücke", municipalities=["altdorf"])
        served.make("assigned", title="Andere Lücke")
        text = served.page("office", "/luecken?municipality=altdorf").text("//main")
        assert "Altdorfer Lücke" in text and "Andere Lücke" not in text
        text = served.page("office", "/luecken?state=assigned").text("//main")
        assert "Altdorfer Lücke" not in text and "Andere Lücke" in text

    def test_have_pages(self, served):
        for number in range(27):
            served.make(title=f"Lücke {number:02}")
        first = served.page("office", "/luecken?state=reported")
        assert len(first.tree.xpath("//main//*[@class='kim-list-title']")) == 25
        second = served.page("office", "/luecken?state=reported&page=2")
        assert len(second.tree.xpath("//main//*[@class='kim-list-title']")) == 2

    def test_say_why_they_are_empty(self, served):
        assert "noch nichts" in served.page("foreign", "/luecken").text("//main").lower()
