"""What visitors see of the directory, over a made-up county."""

from kim.portal.county import publication
from plone import api
from tests.county_site import words

import pytest
import transaction


class TestStart:
    def test_search_municipalities_topics_and_what_is_new(self, visitor):
        page = visitor.open("")
        assert words(page.cssselect("h1")[0]) == "Hilfe in Ihrer Nähe"
        assert page.cssselect("#start-search")
        assert "Altdorf Neustadt" in visitor.text
        assert "Ankommen" in visitor.text
        assert "Sprachkurs am Abend" in visitor.text

    def test_the_map_links_every_municipality(self, visitor):
        page = visitor.open("")
        links = page.cssselect("svg a")
        assert [words(link) for link in links] == ["Altdorf", "Neustadt"]


class TestMunicipality:
    def test_says_first_what_it_is_to_the_visitor(self, visitor):
        page = visitor.open("/kommunen/altdorf")
        assert words(page.cssselect("h1")[0]) == "Hilfe in Altdorf"
        headings = [words(h) for h in page.cssselect("#content h2")]
        assert headings[0] == "Wer ist für mich zuständig?"

    def test_who_is_responsible_even_if_they_sit_elsewhere(self, visitor):
        visitor.open("/kommunen/altdorf")
        assert "Einbürgerung Stadt Neustadt" in visitor.text

    def test_what_nobody_knows_is_said_with_whom_to_ask(self, visitor):
        visitor.open("/kommunen/altdorf")
        unknown = "Jugendamt Das wissen wir noch nicht. Bitte fragen Sie: Lotsenbüro Musterkreis"
        assert unknown in visitor.text

    def test_neighbours_step_in_where_nothing_is_here(self, visitor):
        visitor.open("/kommunen/altdorf")
        assert "In der Nähe: Sprachclub Neustadt" in visitor.text

    def test_county_wide_is_shown_apart(self, visitor):
        text = visitor.open("/kommunen/altdorf") is not None and visitor.text
        assert text.index("Im ganzen Kreis") < text.index("Lotsengang")

    def test_an_unknown_place_is_not_county_wide(self, visitor):
        visitor.open("/kommunen/altdorf")
        assert "Turnverein" not in visitor.text
        assert "Einrichtungen, deren Ort wir nicht kennen" in visitor.text

    def test_offers_here(self, visitor):
        visitor.open("/kommunen/neustadt")
        assert "Sprachkurs am Abend" in visitor.text


class TestActor:
    def test_reach(self, visitor):
        page = visitor.open("/akteure/lotsenbuero")
        links = {link.get("href") for link in page.cssselect(".kim-actions a")}
        assert "tel:+492131123456" in links
        assert "mailto:lotsen@example.org" in links
        assert "https://www.example.org/lotsen" in links

    def test_hours_languages_offers_and_networks(self, visitor):
        visitor.open("/akteure/lotsenbuero")
        assert "Montag: 8:00–12:30 (nach Vereinbarung)" in visitor.text
        assert "Deutsch, Arabisch" in visitor.text
        assert "Lotsengang" in visitor.text
        assert "Runder Tisch" in visitor.text
        assert "Ankerprogramm" in visitor.text

    def test_without_contact_the_contact_of_last_resort_is_named(self, visitor):
        visitor.open("/akteure/turnverein")
        assert "noch nicht bekannt. Bitte fragen Sie: Lotsenbüro Musterkreis" in visitor.text
        assert "Ort bitte erfragen" in visitor.text

    def test_whole_and_part_are_linked_both_ways(self, visitor):
        visitor.open("/akteure/stadt-neustadt")
        assert "Standesamt Neustadt" in visitor.text
        assert "Zuständig: Einbürgerung Altdorf, Neustadt" in visitor.text
        visitor.open("/akteure/standesamt-neustadt")
        assert "Gehört zu Stadt Neustadt" in visitor.text

    def test_origin(self, visitor):
        visitor.open("/akteure/turnverein")
        assert "Aus dem KIM-Konzept vom 31.01.2030, § 2" in visitor.text


class TestOffer:
    def test_at_a_glance(self, visitor):
        visitor.open("/akteure/sprachclub-neustadt/sprachkurs")
        for fact in (
            "Wer Sprachclub Neustadt",
            "Wo Neustadt",
            "Wann Freitag: 18:00–19:30",
            "Sprachen vor Ort Deutsch, Sprachmittlung auf Anfrage",
            "Kosten kostenlos",
            "Für wen 16 bis 27 Jahre, Familien, Aufenthaltserlaubnis",
            "Was Sie mitbringen Ausweis",
            "Zuletzt geprüft von der Einrichtung noch nicht bestätigt",
            "Hier lernen Sie Deutsch.",
        ):
            assert fact in visitor.text, fact

    def test_the_actors_contact_serves_where_the_offer_has_none(self, visitor):
        page = visitor.open("/akteure/lotsenbuero/lotsengang")
        links = {link.get("href") for link in page.cssselect(".kim-actions a")}
        assert "tel:+492131123456" in links


class TestLists:
    def test_actors_by_category(self, visitor):
        visitor.open("/akteure")
        assert "Vereine 2" in visitor.text
        visitor.open("/akteure?category=clubs")
        assert "2 Einträge" in visitor.text
        assert "Stadt Neustadt" not in visitor.text

    def test_both_filters_hold(self, visitor):
        visitor.open("/akteure?category=clubs&municipality=neustadt")
        assert "Sprachclub Neustadt" in visitor.text
        assert "Turnverein" not in visitor.text

    def test_an_empty_list_says_why(self, visitor):
        visitor.open("/akteure?category=clubs&municipality=altdorf")
        assert "noch niemand etwas mitgeteilt" in visitor.text

    @pytest.mark.parametrize(
        "query",
        [
            "page=-1",
            "page=1000000000",
            "page=zwei",
            "page=1&page=2",
            "category=atlantis",
            "category=clubs&category=offices",
            "municipality:list=neustadt",
            "type=%00",
            "page=%D9%A3",
        ],
    )
    def test_rubbish_in_the_address_still_gets_an_answer(self, visitor, query):
        visitor.open(f"/akteure?{query}")
        assert visitor.status in (200, 400)

    def test_topic_takes_in_what_is_below_it(self, visitor):
        visitor.open("/themen/arrival")
        assert "Sprachkurs am Abend" in visitor.text
        assert "Lotsengang" in visitor.text
        visitor.open("/themen/arrival?municipality=altdorf")
        assert "Sprachkurs am Abend" not in visitor.text
        assert "Lotsengang" in visitor.text

    def test_an_unknown_topic_is_not_found(self, visitor):
        visitor.open("/themen/atlantis")
        assert visitor.status == 404

    def test_programmes(self, visitor):
        visitor.open("/programme")
        assert "Ankerprogramm" in visitor.text
        visitor.open("/programme/ankerprogramm")
        for fact in ("Teststiftung", "KIM macht das nicht.", "KIM knüpft hier an."):
            assert fact in visitor.text


class TestEnglish:
    def test_the_interface_speaks_english_the_content_stays_marked_german(self, visitor):
        visitor.open("/kommunen/altdorf?set_language=en")
        page = visitor.open("/kommunen/altdorf")
        assert page.get("lang") == "en"
        assert words(page.cssselect("h1")[0]) == "Help in Altdorf"
        assert "Naturalisation" in visitor.text


class TestCountyWideForAll:
    def test_a_change_shows_on_every_municipalitys_page(self, visitor, functional):
        visitor.open("/kommunen/altdorf")
        assert "Lotsengang" in visitor.text
        offer = functional["portal"]["akteure"]["lotsenbuero"]["lotsengang"]
        with api.env.adopt_roles(["Manager"]):
            publication.retire(offer)
        transaction.commit()
        visitor.open("/kommunen/altdorf")
        assert "Lotsengang" not in visitor.text
        visitor.open("/kommunen/neustadt")
        assert "Lotsengang" not in visitor.text

    def test_in_the_visitors_language(self, visitor):
        visitor.open("/kommunen/neustadt")
        assert "Im ganzen Kreis" in visitor.text
        visitor.open("/kommunen/neustadt?set_language=en")
        assert "In the whole county" in visitor.text
