"""Loading a county: idempotent, gentle with what was edited, all or nothing."""

from kim.portal.county import terms
from kim.portal.county.loading import load
from kim.portal.county.records import CountyDataError
from kim.portal.county.settings import setting
from kim.portal.networks.loaders import NetworkLoader
from pathlib import Path
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import shutil


TINY = Path(__file__).parent / "tiny"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture
def site(integration, portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal


def replace(county: Path, file: str, old: str, new: str) -> None:
    text = (county / file).read_text(encoding="utf-8")
    assert old in text
    (county / file).write_text(text.replace(old, new), encoding="utf-8")


class TestFirstLoad:
    def test_everything_is_there_and_published(self, site, county):
        summary = load(county)
        assert summary.changed == 1 + 8 + 2 + 5 + 2 + 2 + 1 + 2 + (2 + 3)
        states = {
            brain.getId: brain.review_state
            for brain in api.content.find(context=site, portal_type=["Actor", "Offer", "Network"])
        }
        assert states["sprachkurs"] == "published"
        assert states["amtsrunde"] == "internal"

    def test_values_reach_their_fields(self, site, county):
        load(county)
        office = site["akteure"]["lotsenbuero"]
        assert office.contacts[0]["phone"] == "02131 123456"
        assert office.opening_hours[0]["opens"].hour == 8
        assert (
            site["akteure"]["standesamt-neustadt"].parent == site["akteure"]["stadt-neustadt"].UID()
        )
        assert site["kommunen"]["neustadt"].sources == ["latitude: Testregister"]

    def test_terms_have_labels_in_several_languages_and_fall_back(self, site, county):
        load(county)
        assert terms.titles("topics", "en") == {
            "arrival": "Arriving",
            "language": "Language",
            "housing": "Wohnen",
            "work": "Work",
        }
        assert terms.below(terms.terms("topics"), "arrival") == ["arrival", "language", "housing"]

    def test_settings(self, site, county):
        load(county)
        assert setting("title") == "Musterkreis (Testdaten)"
        assert setting("concept_date").isoformat() == "2030-01-31"

    def test_progress_is_told(self, site, county):
        lines = []
        summary = load(county, lines.append)
        assert "actors: 5 of 5" in lines
        assert "actors: 5 created" in summary.lines()


class TestSecondLoad:
    def test_changes_nothing(self, site, county):
        load(county)
        before = {b.getPath(): b.modified for b in api.content.find(context=site)}
        summary = load(county)
        assert summary.changed == 0
        assert {b.getPath(): b.modified for b in api.content.find(context=site)} == before

    def test_a_changed_record_is_updated(self, site, county):
        load(county)
        replace(county, "offers.yaml", "Deutsch für den Alltag.", "Deutsch für jeden Tag.")
        summary = load(county)
        assert summary.counts["offers"] == {"updated": 1, "unchanged": 1}
        offer = site["akteure"]["sprachclub-neustadt"]["sprachkurs"]
        assert offer.description == "Deutsch für jeden Tag."

    def test_what_was_edited_in_the_site_is_not_overwritten(self, site, county):
        load(county)
        offer = site["akteure"]["sprachclub-neustadt"]["sprachkurs"]
        offer.description = "Von Hand."
        replace(county, "offers.yaml", "Deutsch für den Alltag.", "Deutsch für jeden Tag.")
        summary = load(county)
        assert offer.description == "Von Hand."
        assert summary.kept == ["offers/sprachkurs"]

    @pytest.mark.parametrize("edited", [None, 3])
    def test_a_field_that_the_loader_has_learned_is_no_edit(
        self, site, county, monkeypatch, edited
    ):
        """As on a site that was loaded before networks had a rhythm as a number."""
        state = NetworkLoader.state
        monkeypatch.setattr(
            NetworkLoader,
            "state",
            lambda self, found, entry: {
                name: value
                for name, value in state(self, found, entry).items()
                if name not in self.added
            },
        )
        load(county)
        monkeypatch.undo()
        network = next(iter(site["netzwerke"].objectValues()))
        network.meets_every = edited
        replace(
            county,
            "networks.yaml",
            f"id: {network.external_id}\n",
            f"""\
id: {network.external_id}
  meets_every: {{days: 14}}
""",
        )
        load(county)
        assert network.meets_every == (edited or 14)

    def test_a_renamed_entry_is_found_by_its_external_id(self, site, county):
        load(county)
        api.content.rename(site["akteure"]["turnverein"], new_id="sportverein")
        replace(county, "actors.yaml", "title: Turnverein", "title: Sportverein")
        load(county)
        assert site["akteure"]["sportverein"].title == "Sportverein"
        assert "turnverein" not in site["akteure"]

    def test_what_was_removed_in_the_site_does_not_come_back(self, site, county):
        load(county)
        site["akteure"].manage_delObjects(["turnverein"])
        replace(county, "actors.yaml", "title: Turnverein", "title: Sportverein")
        summary = load(county)
        assert "turnverein" not in site["akteure"]
        assert "actors/turnverein" in summary.kept

    def test_a_term_list_edited_by_the_office_is_kept(self, site, county):
        load(county)
        terms.taxonomy("phases").update("de", [("\u241fEinleben", "settling")])
        replace(county, "vocabularies.yaml", "Erste Schritte", "Die ersten Schritte")
        summary = load(county)
        assert "vocabularies/phases" in summary.kept
        assert "settling" in terms.titles("phases")

    def test_a_responsibility_edited_in_the_site_is_kept(self, site, county):
        load(county)
        town = site["akteure"]["stadt-neustadt"]
        town.responsibilities = [{**row, "section": "§ 9"} for row in town.responsibilities]
        replace(county, "responsibilities.yaml", '"§ 3"', '"§ 5"')
        load(county)
        assert {row["section"] for row in town.responsibilities} == {"§ 9"}


class TestBadData:
    def test_nothing_is_written(self, site, county):
        replace(county, "offers.yaml", "age_to: 27", "age_to: 270")
        with pytest.raises(CountyDataError) as error:
            load(county)
        assert str(error.value).startswith("offers.yaml:")
        assert len(site["akteure"]) == 0
        assert setting("title") is None

    def test_another_county_is_refused(self, site, county):
        load(county)
        replace(county, "county.yaml", "id: musterkreis", "id: nachbarkreis")
        with pytest.raises(CountyDataError, match="needs a portal of its own"):
            load(county)


class TestCommittees:
    def test_seats_with_their_functions_and_nobody_in_them(self, site, county):
        load(county)
        committee = site["gremien"]["steuerungsrunde"]
        seats = committee["sitze"].objectValues()
        assert [seat.title for seat in seats] == [
            "Kreisdirektion",
            "Sprecher der Vereine",
            "Vertretung der Zielgruppe",
        ]
        assert committee.chair == seats[0].UID()
        assert seats[1].valid_from.isoformat() == "2020-02-01"
        assert len(seats[1].represents) == 2 and not seats[2].voting
        assert not any(seat.holder for seat in seats)

    def test_who_holds_a_seat_is_no_change_of_the_record(self, site, county):
        load(county)
        seat = site["gremien"]["steuerungsrunde"]["sitze"]["vereine"]
        seat.holder = TEST_USER_ID
        replace(county, "committees.yaml", "Sprecher der Vereine", "Sprecherin der Vereine")
        assert load(county).counts["committees"] == {"unchanged": 4, "updated": 1}
        assert (seat.title, seat.holder) == ("Sprecherin der Vereine", TEST_USER_ID)
