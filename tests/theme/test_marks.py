"""Change marks: they move with what is committed and with nothing else."""

from DateTime import DateTime
from kim.portal.theme import marks
from kim.portal.theme.marks import cached_by_mark
from kim.portal.theme.marks import site_mark
from plone import api

import pytest
import transaction


@pytest.fixture(autouse=True)
def manager(site):
    with api.env.adopt_roles(["Manager"]):
        yield


def reindex(site):
    site["seite"].reindexObject()


def set_title(site):
    api.portal.set_registry_record("plone.site_title", "Umbenannt")


@pytest.mark.parametrize("change", [reindex, set_title])
class TestSiteMark:
    def test_moves_with_a_committed_change(self, site, change):
        before = site_mark(site)
        change(site)
        assert site_mark(site) is None
        transaction.commit()
        assert site_mark(site) not in (None, before)

    def test_stands_still_when_a_change_is_aborted(self, site, change):
        before = site_mark(site)
        change(site)
        transaction.abort()
        assert site_mark(site) == before

    def test_reading_changes_nothing(self, site, change):
        site_mark(site)
        assert site._p_jar._registered_objects == []


class TestDates:
    @pytest.fixture
    def later(self, monkeypatch):
        def later(minutes):
            transaction.begin()
            monkeypatch.setattr(marks, "DateTime", lambda: DateTime() + minutes / 1440)

        return later

    @pytest.mark.parametrize("field", ["effective_date", "expiration_date"])
    def test_moves_when_an_entry_appears_or_expires(self, site, later, field):
        setattr(site["seite"], field, DateTime() + 10 / 1440)
        site["seite"].reindexObject()
        transaction.commit()
        before = site_mark(site)
        later(8)
        assert site_mark(site) == before
        later(12)
        assert site_mark(site) != before

    def test_stands_still_while_nothing_does(self, site, later):
        before = site_mark(site)
        later(1)
        assert site_mark(site) == before


class TestCachedByMark:
    @pytest.fixture
    def calls(self):
        return []

    @pytest.fixture
    def counted(self, calls):
        @cached_by_mark
        def counted(site, *args):
            calls.append(args)
            return len(calls)

        return counted

    def test_is_computed_once(self, site, counted, calls):
        assert (counted(site), counted(site)) == (1, 1)

    def test_arguments_count(self, site, counted):
        assert (counted(site, "de"), counted(site, "en"), counted(site, "de")) == (1, 2, 1)

    def test_is_computed_anew_after_a_change(self, site, counted):
        counted(site)
        set_title(site)
        transaction.commit()
        assert counted(site) == 2

    def test_nothing_is_kept_while_a_change_is_pending(self, site, counted):
        set_title(site)
        assert (counted(site), counted(site)) == (1, 2)
        transaction.abort()
        assert counted(site) == 3

    def test_nothing_is_kept_of_what_changes_on_the_way(self, site, calls):
        @cached_by_mark
        def renamed(site):
            calls.append(site)
            set_title(site)

        renamed(site)
        transaction.abort()
        renamed(site)
        assert len(calls) == 2
