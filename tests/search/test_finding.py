"""Finding over the made-up county: filters, counts, order, rights."""

from collections.abc import Callable
from DateTime import DateTime
from kim.portal.search.facets import Facet
from kim.portal.search.facets import IFacet
from kim.portal.search.facets import TermFacet
from kim.portal.search.finding import FacetCounts
from kim.portal.search.finding import Found
from kim.portal.search.query import Query
from kim.portal.search.suggestions import suggestions
from kim.portal.words.sets import at_least
from plone import api
from zope.component import getGlobalSiteManager

import pytest
import transaction


def titles(found: Found) -> list[str]:
    return [brain.Title for brain in found.brains]


def counts(found: Found, facet: str) -> dict[str, int]:
    facets = {each.name: each for each in found.facets}
    return {count.value: count.count for count in facets[facet].values}


@pytest.fixture
def ask(finder) -> Callable[..., Found]:
    """``ask("words", topic="language", sort="name")`` as anonymous."""

    def asked(text: str = "", **parameters) -> Found:
        named = {
            name: parameters.pop(name) for name in ("sort", "near", "page") if name in parameters
        }
        chosen = {
            name: (value,) if isinstance(value, str) else tuple(value)
            for name, value in parameters.items()
        }
        return finder().find(Query(text, chosen, **named))

    return asked


class TestFilters:
    def test_everything_by_name(self, ask):
        found = ask(sort="name")
        assert titles(found) == sorted(titles(found), key=str.casefold)
        assert found.total == len(found.brains) > 10

    def test_the_whole_county_counts_for_each_municipality_but_comes_after_it(self, ask):
        found = titles(ask(municipality="neustadt", type="offer"))
        assert found == ["Sprachkurs am Abend", "Lotsengang"]

    def test_an_unknown_place_counts_nowhere_else(self, ask):
        assert "Turnverein" not in titles(ask(municipality="neustadt"))
        assert "Turnverein" in titles(ask(municipality="unknown"))

    def test_values_of_a_facet_are_alternatives(self, ask):
        assert set(titles(ask(topic=["language", "housing"], type="offer"))) == {
            "Sprachkurs am Abend",
            "Lotsengang",
        }

    def test_facets_narrow_each_other(self, ask):
        assert titles(ask(topic=["language", "housing"], free="yes")) == ["Sprachkurs am Abend"]

    def test_a_term_stands_for_those_below_it(self, ask):
        assert {"Sprachkurs am Abend", "Lotsengang"} <= set(titles(ask(topic="arrival")))

    @pytest.mark.parametrize(
        ("facet", "value"),
        [
            ("category", "clubs"),
            ("target_group", "families"),
            ("language", "de"),
            ("legal_area", "sgb-ii"),
            ("residence_status", "permit"),
            ("age", "18-26"),
            ("free", "yes"),
            ("case_management", "yes"),
            ("interpretation", "on_request"),
        ],
    )
    def test_each_facet_finds_the_course(self, ask, facet, value):
        assert "Sprachkurs am Abend" in titles(ask(**{facet: value}))

    @pytest.mark.parametrize(("facet", "value"), [("age", "65"), ("age", "6-13")])
    def test_other_values_do_not(self, ask, facet, value):
        assert "Sprachkurs am Abend" not in titles(ask(**{facet: value}))

    def test_what_says_nothing_of_age_or_status_is_open_to_all_and_comes_after(self, ask):
        assert titles(ask(age="18-26", type="offer")) == ["Sprachkurs am Abend", "Lotsengang"]
        assert titles(ask(residence_status="permit", type="offer"))[-1] == "Lotsengang"

    def test_verified_lately(self, ask, functional):
        offer = functional["portal"]["akteure"]["lotsenbuero"]["lotsengang"]
        offer.verified_on = (DateTime() - 100).asdatetime().date()
        offer.reindexObject()
        assert titles(ask(verified="6-months")) == ["Lotsengang"]
        assert ask(verified="3-months").total == 0
        assert titles(ask(sort="verified"))[0] == "Lotsengang"


class TestCounts:
    def test_a_count_is_what_choosing_the_value_gives(self, ask):
        found = ask(municipality="neustadt")
        for facet in found.facets:
            if facet.name == "municipality":
                continue
            for count in facet.values:
                chosen = {"municipality": ["neustadt"], facet.name: [count.value]}
                assert ask(**chosen).total == count.count, (facet.name, count.value)

    def test_of_a_facet_the_other_values_count_as_alternatives(self, ask):
        assert counts(ask(topic="language"), "topic") == counts(ask(), "topic")

    def test_what_would_give_nothing_stays(self, ask):
        assert counts(ask(topic="housing", type="offer"), "case_management") == {"yes": 0}

    def test_words_count_too(self, ask):
        assert counts(ask("Sprachkurs"), "type")["offer"] == 1

    def test_what_to_take_off(self, ask):
        found = ask(topic="housing", case_management="yes", free="yes")
        assert found.total == 0
        assert {(relief.facet, relief.total) for relief in found.reliefs} == {("topic", 1)}

    def test_what_to_keep_where_taking_off_one_does_not_help(self, ask):
        found = ask(topic="housing", case_management="yes", language="ar")
        assert found.total == 0
        kept = {(relief.facet, relief.total) for relief in found.reliefs if relief.kept}
        assert ("case_management", 1) in kept
        assert all(relief.kept for relief in found.reliefs)


class TestOrder:
    def test_pages(self, ask):
        every = titles(ask(sort="name"))
        assert titles(ask(sort="name", page=2)) == []
        assert ask(page=100_000).total == len(every)

    def test_by_distance(self, ask):
        found = titles(ask(type="actor", sort="distance", near="neustadt"))
        assert found.index("Sprachclub Neustadt") < found.index("Lotsenbüro Musterkreis")
        assert found[-1] == "Turnverein"

    def test_the_name_before_the_rest(self, ask):
        assert titles(ask("Sprachclub"))[:2] == ["Sprachclub Neustadt", "Sprachkurs am Abend"]

    def test_what_has_all_words_before_what_lacks_one(self, ask):
        found = ask("Sprachkurs Lotsengang")
        assert set(titles(found)[:2]) == {"Sprachkurs am Abend", "Lotsengang"}
        assert found.partly == found.total

    @pytest.mark.parametrize(
        ("text", "parameters"),
        [
            ("", {"sort": "name"}),
            ("", {"sort": "verified"}),
            ("", {"sort": "distance", "near": "neustadt"}),
            ("", {"municipality": "neustadt"}),
            ("Sprachkurs", {}),
            ("Sprachkurs Neustadt", {"municipality": "neustadt"}),
        ],
    )
    def test_many_results_are_the_same_ones(self, ask, monkeypatch, text, parameters):
        few = titles(ask(text, **parameters))
        monkeypatch.setattr("kim.portal.search.ranking.MOST_WEIGHED", 0)
        many = titles(ask(text, **parameters))
        assert sorted(many) == sorted(few)
        if "sort" in parameters:
            assert many == few
        else:
            assert many[0] == few[0]

    def test_at_least(self):
        assert at_least([0b110, 0b011, 0b010]) == [0b010, 0b010, 0b111]


class TestForgiving:
    @pytest.mark.parametrize(
        "text",
        ["sprachkurse", "Kurs", "KURSE", "schprachkurs", "Sprachkrus", "abend kurs", "sprachk"],
    )
    def test_finds_the_course(self, ask, text):
        assert titles(ask(text))[0] == "Sprachkurs am Abend"

    def test_says_what_a_word_was_taken_for(self, ask):
        assert ask("Sprachkrus").corrections == (("Sprachkrus", "sprachkurs"),)

    def test_says_which_word_stands_nowhere(self, ask):
        found = ask("Sprachkurs Quantenphysik")
        assert found.missing == ("Quantenphysik",)
        assert titles(found)[0] == "Sprachkurs am Abend"

    def test_nothing_at_all(self, ask):
        found = ask("Quantenphysik")
        assert (found.total, found.brains) == (0, ())

    def test_labels_are_words_in_each_of_their_languages(self, ask):
        assert "Lotsengang" in titles(ask("Wohnen"))
        assert "Sprachkurs am Abend" in titles(ask("families"))

    def test_a_place_is_where_it_is_not_what_it_is_called(self, ask):
        assert titles(ask("Sprachkurs Neustadt"))[0] == "Sprachkurs am Abend"

    @pytest.mark.parametrize(
        "text",
        ["AND OR NOT", '"*?()[]', "\u202e\u0000", "مساعدة", "помощь", "ß" * 200, "a " * 100, "-"],
    )
    def test_anything_gets_an_answer(self, ask, text):
        assert ask(text).total >= 0


class TestSynonyms:
    def test_what_the_office_says_is_found(self, ask, functional):
        api.portal.set_registry_record("kim.search.synonyms", ["Tandem, Buddy = Lotse, Lotsengang"])
        assert titles(ask("Buddy"))[0] == "Lotsengang"
        assert titles(ask("budy"))[0] == "Lotsengang"
        transaction.abort()


class TestRights:
    def test_what_is_not_public_is_neither_found_nor_counted_nor_suggested(
        self, ask, finder, functional
    ):
        club = functional["portal"]["akteure"]["turnverein"]
        before = ask()
        with api.env.adopt_roles(["Manager"]):
            hidden = api.content.create(club, "Offer", title="Zebrastreifenkurs", topics=["work"])
        assert api.content.get_state(hidden) == "draft"
        assert ask().total == before.total
        assert counts(ask(), "topic") == counts(before, "topic")
        assert ask("Zebrastreifenkurs").total == 0
        # A slip of the pen must not betray it either.
        assert ask("Zebrastreifenkrus").corrections == ()
        assert suggestions(finder(), "zebra") == []

    def test_internal_networks_are_for_those_who_log_in(self, ask, finder):
        assert "Amtsrunde" not in titles(ask("Amtsrunde"))

    def test_what_has_expired_is_gone(self, ask, functional):
        offer = functional["portal"]["akteure"]["lotsenbuero"]["lotsengang"]
        offer.expiration_date = DateTime() - 1
        offer.reindexObject()
        assert "Lotsengang" not in titles(ask())
        offer.expiration_date = DateTime() + 1
        offer.reindexObject()
        assert "Lotsengang" in titles(ask())


class TestPlugIn:
    def test_a_facet_is_one_class_and_one_registration(self, ask):
        class PhaseFacet(TermFacet):
            title = "Phase"
            index = "phases"
            vocabulary = "kim.phases"

        registry = getGlobalSiteManager()
        facet = PhaseFacet()
        registry.registerUtility(facet, IFacet, "phase")
        try:
            found = ask(phase="first-steps")
            assert titles(found) == ["Sprachkurs am Abend"]
            assert counts(ask(), "phase") == {"first-steps": 1}
            assert isinstance(found.facets[-1], FacetCounts)
        finally:
            registry.unregisterUtility(facet, IFacet, "phase")

    def test_a_facet_over_a_vocabulary(self, ask):
        class CostFacet(Facet):
            title = "Kosten"
            index = "cost"
            vocabulary = "kim.costs"

        registry = getGlobalSiteManager()
        facet = CostFacet()
        registry.registerUtility(facet, IFacet, "cost")
        try:
            assert counts(ask(), "cost")["free"] == 1
        finally:
            registry.unregisterUtility(facet, IFacet, "cost")


class TestSuggestions:
    def test_entries_filters_and_words(self, finder, functional):
        api.portal.set_registry_record("kim.search.synonyms", ["Sprachtandem = Lotsengang"])
        found = suggestions(finder(), "spra")
        assert [(each.kind, each.text) for each in found] == [
            ("word", "Sprachtandem"),
            ("filter", "Sprache"),
            ("entry", "Sprachclub Neustadt"),
            ("entry", "Sprachkurs am Abend"),
        ]
        transaction.abort()

    @pytest.mark.parametrize("text", ["", " ", "s", "xyzxyz", "*", "\x00"])
    def test_nothing_to_suggest(self, finder, text):
        assert suggestions(finder(), text) == []

    def test_an_unfinished_last_word(self, finder):
        assert [each.text for each in suggestions(finder(), "Sprachkurs am Ab")] == [
            "Sprachkurs am Abend"
        ]
