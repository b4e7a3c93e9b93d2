"""Bit sets: built from the catalog, carried along by the log of changes, the same both ways."""

from collections.abc import Iterator
from copy import deepcopy
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from kim.portal.words import snapshot
from kim.portal.words.changes import KEPT
from kim.portal.words.changes import text_index
from kim.portal.words.sets import members
from kim.portal.words.sets import to_set
from kim.portal.words.snapshot import advance
from kim.portal.words.snapshot import build
from kim.portal.words.snapshot import Snapshot
from kim.portal.words.snapshot import Snapshots
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFPlone.CatalogTool import CatalogTool
from typing import Any

import pytest
import transaction


INDEXES = ("topics", "municipalities", "portal_type", "allowedRolesAndUsers", "own_case_management")
WORDS = ("=sprachkurs", "+kurs", "=neustadt", "~abend")


class TestSets:
    @given(st.sets(st.integers(0, 5000)))
    def test_a_set_holds_what_was_put_in(self, positions):
        assert set(members(to_set(positions))) == positions

    def test_nothing(self):
        assert to_set([]) == 0
        assert list(members(0)) == []


def contents(found: Snapshot, catalog: CatalogTool) -> dict[str, Any]:
    """All that a snapshot says, by path instead of position."""
    paths = {position: path for path, position in found.paths.items()}

    def named(entries: int) -> list[str]:
        return sorted(paths[position] for position in members(entries))

    index = text_index(catalog)
    said: dict[str, Any] = {
        "alive": named(found.alive),
        "names": [(title, paths[found.positions[rid]]) for title, rid in found.names],
        "titles": sorted((paths[position], title) for position, title in found.titles.items()),
        "limited": sorted((paths[place], limits) for place, limits in found.limited.items()),
        "rids": sorted((rid, paths[place]) for rid, place in found.positions.items()),
    }
    for name in INDEXES:
        values = found.values(catalog, name)
        said[name] = {value: named(held) for value, held in values.items() if held}
    for key in WORDS:
        key_id = index.key_id(key)
        if key_id is not None:
            said[key] = [named(held) for held in found.places(catalog, key_id)]
    return said


def prime(found: Snapshot, catalog: CatalogTool) -> None:
    """Ask for all that is compared, so that it has to be carried along."""
    contents(found, catalog)


@pytest.fixture
def catalog(county, functional) -> Iterator[CatalogTool]:
    setRoles(functional["portal"], TEST_USER_ID, ["Manager"])
    transaction.commit()
    yield functional["portal"].portal_catalog
    transaction.abort()


def edit(site: Any, number: int) -> None:
    offer = site["akteure"]["sprachclub-neustadt"]["sprachkurs"]
    offer.title = f"Sprachkurs {number}"
    offer.topics = [["language"], ["housing"], []][number % 3]
    offer.municipalities = ["neustadt", "altdorf"][: number % 3]
    offer.reindexObject()


def part(site: Any, number: int) -> None:
    site["akteure"]["lotsenbuero"]["lotsengang"].reindexObject(idxs=["topics"])


def state(site: Any, number: int) -> None:
    offer = site["akteure"]["lotsenbuero"]["lotsengang"]
    acts = {"published": "retire", "archived": "reopen", "draft": "publish"}
    api.content.transition(offer, acts[api.content.get_state(offer)])


def add(site: Any, number: int) -> None:
    club = site["akteure"]["turnverein"]
    if f"kurs-{number}" not in club:
        api.content.create(club, "Offer", id=f"kurs-{number}", title=f"Sprachkurs Nummer {number}")


def remove(site: Any, number: int) -> None:
    club = site["akteure"]["turnverein"]
    for found in list(club)[:1]:
        api.content.delete(club[found], check_linkintegrity=False)


def move(site: Any, number: int) -> None:
    club = site["akteure"]["turnverein"]
    for found in list(club)[:1]:
        api.content.rename(club[found], f"umbenannt-{number}", safe_id=True)


def expire(site: Any, number: int) -> None:
    from DateTime import DateTime

    offer = site["akteure"]["sprachclub-neustadt"]["sprachkurs"]
    offer.expiration_date = DateTime() - 1 if number % 2 else None
    offer.reindexObject()


ACTS = (edit, part, state, add, remove, move, expire)


class TestCarriedAlong:
    @given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), min_size=1, max_size=6))
    @settings(
        deadline=None,
        max_examples=12,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_says_what_a_new_one_says(self, catalog, acts):
        site = api.portal.get()
        found = build(catalog, b"0")
        prime(found, catalog)
        for act, number in acts:
            act(site, number)
            new = advance(found, catalog, b"1")
            assert new is not None, f"the log has a gap: {[a.__name__ for a, _ in acts]}"
            assert contents(new, catalog) == contents(build(catalog, b"2"), catalog)
            found = new
        transaction.abort()

    def test_equal_names_stand_in_the_same_order_in_every_process(self, catalog):
        found = build(catalog, b"0")
        club = api.portal.get()["akteure"]["turnverein"]
        for number in range(6):
            api.content.create(club, "Offer", id=f"kurs-{number}", title="Sprachkurs")
        new = advance(found, catalog, b"1")
        assert new is not None
        assert contents(new, catalog)["names"] == contents(build(catalog, b"2"), catalog)["names"]

    def test_the_old_one_stays_as_it_was(self, catalog):
        found = build(catalog, b"0")
        prime(found, catalog)
        before = deepcopy((found.indexes, found.words, found.names, found.paths, found.alive))
        edit(api.portal.get(), 1)
        assert advance(found, catalog, b"1").names != found.names
        assert before == (found.indexes, found.words, found.names, found.paths, found.alive)

    def test_a_call_past_the_queue_is_noticed(self, catalog):
        found = build(catalog, b"0")
        offer = api.portal.get()["akteure"]["lotsenbuero"]["lotsengang"]
        catalog.catalog_object(offer)
        assert advance(found, catalog, b"1") is None

    def test_a_log_that_was_cut_is_noticed(self, catalog):
        found = build(catalog, b"0")
        for number in range(3):
            edit(api.portal.get(), number)
            catalog.getCounter()
        changes = text_index(catalog).changes
        del changes[changes.maxKey()]
        assert advance(found, catalog, b"1") is None

    def test_the_log_stays_small(self, catalog, monkeypatch):
        monkeypatch.setattr("kim.portal.words.changes.randrange", lambda number: 0)
        changes = text_index(catalog).changes
        for number in range(KEPT + 5):
            changes[number] = "/plone/old"
        edit(api.portal.get(), 1)
        catalog.getCounter()
        assert len(changes) <= KEPT


class TestKept:
    def test_made_once_for_a_state(self, catalog, monkeypatch):
        kept = Snapshots()
        first = kept.of(catalog)
        assert kept.of(catalog) is first

    def test_carried_along_after_a_write(self, catalog, monkeypatch):
        kept = Snapshots()
        kept.of(catalog)
        edit(api.portal.get(), 1)
        transaction.commit()
        monkeypatch.setattr(snapshot, "build", None)
        assert any(name.startswith("sprachkurs 0") for name, _ in kept.of(catalog).names)

    def test_what_is_not_committed_is_not_kept(self, catalog):
        kept = Snapshots()
        before = kept.of(catalog)
        edit(api.portal.get(), 2)
        assert any(name.startswith("sprachkurs 0") for name, _ in kept.of(catalog).names)
        transaction.abort()
        assert kept.of(catalog) is before

    def test_what_a_savepoint_holds_is_not_kept(self, catalog):
        kept = Snapshots()
        before = kept.of(catalog)
        edit(api.portal.get(), 2)
        transaction.savepoint()
        assert any(name.startswith("sprachkurs 0") for name, _ in kept.of(catalog).names)
        transaction.abort()
        assert kept.of(catalog) is before

    def test_an_aborted_change_leaves_no_word(self, catalog):
        offer = api.portal.get()["akteure"]["lotsenbuero"]["lotsengang"]
        offer.title = "Wortneuschöpfung"
        offer.reindexObject()
        catalog.getCounter()
        assert "wortneuschopfung" in text_index(catalog).vocabulary()
        transaction.abort()
        assert "wortneuschopfung" not in text_index(catalog).vocabulary()
