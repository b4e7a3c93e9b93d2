"""The whole way, by the rules alone: from a gap report to its result and back."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.decisions import register
from kim.portal.mandates import steps as mandate_steps
from kim.portal.tracking import way
from plone import api


def state(content) -> str:
    return api.content.get_state(content)


class TestWholeWay:
    def test_from_the_report_to_the_result(self, loop):
        gap = loop.assigned(municipalities=["altdorf"])
        proposal, decision = loop.decided(gap)
        assert (state(gap), state(proposal), decision.number) == (
            "in_proposal",
            "adopted",
            f"1/{today().year}",
        )
        with loop.acting("office"):
            mandate = mandate_steps.issue(
                decision, "Kurse am Abend anbieten", "municipality:altdorf", today() + timedelta(30)
            )
        with loop.acting("town"):
            mandate_steps.accept(mandate)
            mandate_steps.report(mandate, "Drei Kurse am Abend.")
        with loop.acting("office2"):
            mandate_steps.confirm(mandate)
        states = [state(one) for one in (mandate, proposal, gap)]
        assert states == ["confirmed", "implemented", "resolved"]
        assert register.faults(decision.aq_parent) == []
        with loop.acting("office"):
            names = [station.what.default for station in way.way(gap)]
        assert names[0] == "Reported"
        assert "Adopted" in names
