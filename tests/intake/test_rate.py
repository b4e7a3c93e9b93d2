"""How much may come in within an hour."""

from BTrees.OOBTree import OOTreeSet
from kim.portal.intake import rate
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.fixture
def limits(integration, portal):
    api.portal.set_registry_record("kim.intake.per_address", 2)
    api.portal.set_registry_record("kim.intake.in_all", 3)
    return portal


def marks(portal) -> OOTreeSet:
    hours = IAnnotations(portal)[rate.KEY]
    return hours[hours.maxKey()]


class TestCount:
    def test_limits_one_connection(self, limits):
        rate.count("192.0.2.1")
        rate.count("192.0.2.1")
        with pytest.raises(rate.TooMany):
            rate.count("192.0.2.1")
        rate.count("192.0.2.2")

    def test_limits_all(self, limits):
        for number in range(3):
            rate.count(f"192.0.2.{number}")
        with pytest.raises(rate.TooMany):
            rate.count("192.0.2.9")

    def test_takes_a_network_for_one(self, limits):
        rate.count("2001:db8::1")
        rate.count("2001:db8::2")
        with pytest.raises(rate.TooMany):
            rate.count("2001:db8::3")

    def test_begins_anew_each_hour_and_forgets(self, limits, monkeypatch):
        for hour in range(4):
            monkeypatch.setattr(rate, "time", lambda hour=hour: 1_800_000_000 + hour * rate.HOUR)
            rate.count("192.0.2.1")
        assert len(IAnnotations(limits)[rate.KEY]) == 2

    def test_keeps_no_address(self, limits):
        rate.count("192.0.2.1")
        rate.count("no address")
        assert all(len(mark) == 40 for mark in marks(limits))
        assert not [mark for mark in marks(limits) if "192" in mark[:3]]

    def test_two_processes_do_not_conflict(self):
        """BTrees resolve marks of two connections that started from one state."""
        start, mine, theirs = OOTreeSet(["a"]), OOTreeSet(["a", "b"]), OOTreeSet(["a", "c"])
        state = OOTreeSet()._p_resolveConflict(
            start.__getstate__(), theirs.__getstate__(), mine.__getstate__()
        )
        both = OOTreeSet()
        both.__setstate__(state)
        assert list(both) == ["a", "b", "c"]
