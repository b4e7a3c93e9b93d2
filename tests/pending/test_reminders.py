"""Who is reminded, when, of what; and that the catalog follows the day."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.deliberation import steps
from kim.portal.notifications import keeping
from kim.portal.notifications import preferences
from kim.portal.pending import reminders
from kim.portal.pending.letters import PURPOSE
from kim.portal.pending.refresh import Refresh
from kim.portal.pending.reminders import Reminders
from kim.portal.proposals import opinions
from kim.portal.tracking import life
from kim.portal.triage import triage
from plone import api

import pytest


def told(person):
    """Subjects and texts of reminders that are kept for somebody since it was asked for last."""
    kept = keeping.messages(person)
    found = [(one.subject, one.text) for one in kept if one.purpose == PURPOSE]
    keeping.forget(person)
    return found


@pytest.fixture
def daily(loop, portal):
    """Everybody has a digest, so what they are told can be read; runs a day."""
    for person in loop.people.values():
        preferences.choose(person, preferences.DAILY)

    def run(days: int) -> dict[str, list[tuple[str, str]]]:
        day = today() + timedelta(days)
        Refresh(portal).run(day)
        Reminders(portal).run(day)
        return {name: told(person) for name, person in loop.people.items()}

    return run


class TestStages:
    @pytest.mark.parametrize(
        "late, stage",
        [(-4, ""), (-3, "before"), (0, "before"), (1, "late-0"), (7, "late-0"), (8, "late-1")],
    )
    def test_of_a_day(self, integration, late, stage):
        assert reminders.stage(today(), today() + timedelta(late)) == stage


class TestReminders:
    def test_each_stage_is_told_once(self, loop, daily):
        gap = loop.assigned(title="Kein Kurs am Abend")
        assert not any(daily(50).values())
        before = daily(57)
        assert {name for name, messages in before.items() if messages} == {"fall", "fallchair"}
        ((subject, text),) = before["fall"]
        assert "Kein Kurs am Abend" in subject
        assert gap.absolute_url() in text
        assert not any(daily(58).values())
        assert daily(61)["fall"]
        assert not daily(62)["fall"]
        assert daily(68)["fall"]

    def test_the_office_hears_once_a_week_what_is_overdue_for_long(self, loop, daily):
        loop.assigned()
        daily(57)
        daily(68)
        assert not daily(73)["office"]
        assert "überfällig" in daily(74)["office"][0][1].lower()
        assert not daily(75)["office"]
        assert daily(81)["office"]

    def test_what_is_done_is_not_told(self, loop, daily):
        gap = loop.assigned()
        with loop.acting("office"):
            triage.resolve(gap, "Es gibt einen Kurs.")
        assert not any(daily(57).values())

    def test_nobody_is_told_of_what_they_may_not_see(self, loop, daily):
        gap = loop.assigned(title="Geheim")
        gap.manage_permission("View", ["Manager"])
        gap.manage_permission("Access contents information", ["Manager"])
        gap.reindexObjectSecurity()
        assert not any("Geheim" in str(messages) for messages in daily(57).values())

    def test_the_office_cares_where_a_body_has_nobody(self, loop, daily):
        gap = loop.assigned()
        gap.committee = api.content.get_uuid(loop.structure)
        loop.structure["sitze"]["struktur"].holder = None
        gap.committee = "nobody"
        gap.reindexObject()
        assert daily(57)["office"]

    def test_put_off_comes_back_on_its_day(self, loop, daily):
        gap = loop.gap()
        with loop.acting("office"):
            triage.put_off(gap, today() + timedelta(40), "Erst der Haushalt.")
        assert not any(daily(38).values())
        assert daily(40)["office"]

    def test_the_reporter_is_not_named(self, loop, daily):
        loop.gap()
        ((_subject, text),) = daily(12)["office"]
        assert "Case Test" not in text


class TestRefresh:
    def test_new_deadlines_reach_what_is_under_way(self, loop, portal, deadline):
        gap = loop.assigned()
        Refresh(portal).run(today())
        deadline("gap_assigned", 5)
        assert Refresh(portal).run(today()) > 0
        catalog = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
        (brain,) = catalog(UID=api.content.get_uuid(gap))
        assert brain.due_on == today() + timedelta(5)
        assert Refresh(portal).run(today()) == 0

    def test_an_opinion_that_came_too_late_is_not_due(self, loop, portal, monkeypatch):
        proposal = loop.proposal(loop.assigned())
        with loop.acting("fall"):
            steps.table(proposal)
        asked = life.steps(proposal)[0].when
        opinion = opinions.Opinion("municipality:altdorf", today(), True, "fall", asked)
        opinions.keep(proposal, opinion)
        proposal.reindexObject()
        Refresh(portal).run(today())
        catalog = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
        assert len(catalog(awaits="municipality-altdorf")) == 1
        tomorrow = today() + timedelta(1)
        monkeypatch.setattr("kim.portal.tracking.indexers.today", lambda: tomorrow)
        assert Refresh(portal).run(tomorrow) == 1
        assert len(catalog(awaits="municipality-altdorf")) == 0
