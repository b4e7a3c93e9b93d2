"""A network knows when it is due again; the office sees it, the public does not."""

from datetime import date
from datetime import timedelta
from kim.portal.county import publication
from kim.portal.networks import due
from plone import api
from tests.editing.world import press

import pytest
import transaction


NETWORK = "/netzwerke/runde"


def day(ago: int) -> date:
    return due.today() - timedelta(days=ago)


@pytest.fixture
def met(world):
    """The network met so many days ago."""

    def met(ago: int, network=None):
        transaction.begin()
        due.met(network or world.network, day(ago))
        transaction.commit()

    return met


class TestRule:
    def test_from_the_last_meeting(self, world, met):
        met(10)
        assert due.next_due(world.network) == day(-4)

    def test_nothing_is_claimed_without_a_day_or_a_number(self, world, met):
        assert due.next_due(world.network) is None
        other = world.add("andere", rhythm="regelmäßig")
        met(10, other)
        assert due.next_due(other) is None

    def test_not_in_the_future(self, world):
        with pytest.raises(due.NotYet):
            due.met(world.network, day(-1))

    def test_the_longest_overdue_first_then_the_unknown(self, world, met):
        late, unknown, calm = (
            world.add(name, meets_every=1, meets_unit="days") for name in ("a", "b", "c")
        )
        world.add("ohne-zahl", rhythm="monatlich")
        gone = world.add("archiviert", meets_every=1)
        met(20)
        met(30, late)
        met(0, calm)
        with api.env.adopt_roles(["Manager"]):
            publication.retire(gone)
            found = list(due.waiting())
        assert found == [(late, day(29)), (world.network, day(6)), (unknown, None)]


class TestPage:
    def test_whoever_logs_in(self, world, met):
        met(10)
        text = world.person("member").open(NETWORK).text("//*[@aria-labelledby='met']")
        assert "Letztes Treffen: vor 10 Tagen" in text
        assert "Nach dem Rhythmus ist das nächste fällig: in 4 Tagen" in text
        assert "Treffen eintragen" not in text

    def test_overdue(self, world, met):
        met(20)
        text = world.person("member").open(NETWORK).text("//*[@id='content']")
        assert "Nach dem Rhythmus war das nächste fällig: vor 6 Tagen" in text

    def test_nothing_where_nothing_is_known(self, world):
        page = world.person("member").open(NETWORK)
        assert not page.tree.xpath("//*[@id='met']")

    @pytest.mark.parametrize("path", [NETWORK, f"{NETWORK}/@@view", "/netzwerke"])
    def test_never_the_public(self, world, met, path):
        met(10)
        page = world.person().open(path)
        assert page.status == 200
        assert "Treffen" not in page.text("//*[@id='content']")
        assert not page.tree.xpath("//form[contains(@action, '@@met')]")

    def test_the_number_in_words_where_there_are_no_others(self, world):
        assert "alle 14 Tage" in world.person().open(NETWORK).text("//dl")
        world.add("zweite", meets_every=1, rhythm="mindestens monatlich")
        text = world.person().open("/netzwerke/zweite").text("//dl")
        assert "mindestens monatlich" in text and "jeden Monat" not in text


class TestEntering:
    def test_today(self, world):
        office = world.person("coordinator")
        form = office.open(NETWORK).by_id("met-day")
        assert form.get("value") == due.today().isoformat()
        page = press(office, NETWORK, "@@met", [("day", day(0).isoformat())])
        assert "Eingetragen" in page.messages
        assert "Letztes Treffen: heute" in page.text("//*[@id='content']")

    @pytest.mark.parametrize(
        ("typed", "message"),
        [("gestern", "kein Datum"), ("2090-01-01", "in der Zukunft"), ("", "kein Datum")],
    )
    def test_what_is_wrong(self, world, typed, message):
        page = press(world.person("coordinator"), NETWORK, "@@met", [("day", typed)])
        assert message in page.summary["met-day"]
        field = page.by_id("met-day")
        assert field.get("aria-invalid") == "true" and field.get("value") == typed
        assert page.by_id(field.get("aria-describedby")).text_content() in page.summary["met-day"]
        transaction.begin()
        assert world.network.last_met_on is None

    @pytest.mark.parametrize("user", [None, "member"])
    def test_only_who_may_edit(self, world, user):
        press(world.person(user), NETWORK, "@@met", [("day", day(0).isoformat())])
        transaction.begin()
        assert world.network.last_met_on is None

    def test_not_without_the_token(self, world):
        world.person("coordinator").post(f"{NETWORK}/@@met", [("day", day(0).isoformat())])
        transaction.begin()
        assert world.network.last_met_on is None

    def test_a_proposed_change_does_not_set_it_back(self, world, met):
        office = world.person("coordinator")
        copy = office.api("POST", f"{NETWORK}/@workingcopy").json()["@id"]
        assert not office.open(copy).tree.xpath("//*[@id='met-day']")
        met(3)
        assert office.api("PATCH", f"{NETWORK}/@workingcopy").status_code == 204
        transaction.begin()
        assert world.network.last_met_on == day(3)


class TestApi:
    def test_the_office_enters_a_meeting(self, world):
        answer = world.person("coordinator").api("POST", f"{NETWORK}/@met", {"day": str(day(3))})
        assert answer.json()["due"] == str(day(-11))
        answer = world.person("member").api("GET", f"{NETWORK}/@met")
        assert answer.json()["last_met_on"] == str(day(3))

    @pytest.mark.parametrize("typed", [None, 3, "gestern", "2090-01-01"])
    def test_what_is_wrong(self, world, typed):
        answer = world.person("coordinator").api("POST", f"{NETWORK}/@met", {"day": typed})
        assert answer.status_code == 400 and answer.json()["parameter"] == "day"

    @pytest.mark.parametrize(
        ("user", "method"), [(None, "GET"), (None, "POST"), ("member", "POST")]
    )
    def test_nobody_else(self, world, user, method):
        answer = world.person(user).api(method, f"{NETWORK}/@met", {"day": str(day(3))})
        assert answer.status_code == 401

    def test_the_entry_tells_the_public_nothing(self, world, met):
        met(3)
        assert "last_met_on" not in world.person().api("GET", NETWORK).text
        assert world.person("member").api("GET", NETWORK).json()["last_met_on"] == str(day(3))
        for question in ("metadata_fields=_all", "metadata_fields=last_met_on", "fullobjects=1"):
            found = world.person().api("GET", f"/@search?portal_type=Network&{question}")
            assert str(day(3)) not in found.text

    def test_no_form_and_no_patch_writes_it(self, world):
        office = world.person("coordinator")
        office.api("PATCH", NETWORK, {"last_met_on": str(day(3))})
        transaction.begin()
        assert world.network.last_met_on is None
        assert "last_met_on" not in office.open(f"{NETWORK}/edit").response.text


class TestOfficeList:
    def test_what_is_due(self, world, met):
        met(20)
        text = world.person("coordinator").open("/@@office").text("//*[@id='content']")
        assert "Treffen der Netzwerke (1)" in text
        assert "Fällig: vor 6 Tagen" in text

    def test_nothing_is_due(self, world, met):
        met(3)
        text = world.person("coordinator").open("/@@office").text("//*[@id='content']")
        assert "Treffen der Netzwerke" not in text
