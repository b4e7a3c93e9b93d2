"""What stands in a feed, for whom, and for how long."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from kim.portal.calendars import addresses
from kim.portal.calendars import own
from kim.portal.calendars.addresses import Subscription
from kim.portal.calendars.feed import feed
from kim.portal.committees import groups
from kim.portal.committees.seat import today
from kim.portal.invitations import calendar as mailed
from kim.portal.meetings import agenda
from kim.portal.meetings import calendar
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings import sent
from plone import api
from tests.meetings.conftest import board  # noqa: F401
from tests.meetings.conftest import round_ground  # noqa: F401
from zope.lifecycleevent import modified

import pytest


def read(person: str, committee: str = "") -> Calendar:
    return Calendar.from_ical(feed(Subscription(person, committee)))


def events(person: str, committee: str = "") -> list:
    return read(person, committee).walk("VEVENT")


def invite(meeting) -> None:
    sent.keep(meeting, datetime.now(UTC), "office")
    life.take(meeting, life.INVITE)


@pytest.fixture
def uid(board) -> str:  # noqa: F811
    return api.content.get_uuid(board.committee)


@pytest.fixture
def clock(monkeypatch):
    """Another day, for seats and their rights."""

    def set_day(day: date) -> None:
        monkeypatch.setattr(groups, "local_date", lambda site: day)

    return set_day


class TestCalendar:
    def test_says_what_clients_ask_for(self, board):  # noqa: F811
        board.plan()
        found = read(board.people["anna"])
        assert found["version"] == "2.0" and found["prodid"]
        assert found["name"] == found["x-wr-calname"]
        assert found["refresh-interval"].params["VALUE"] == "DURATION"
        assert found["refresh-interval"].to_ical() == found["x-published-ttl"].to_ical() == b"PT6H"
        assert "method" not in found

    def test_has_the_zone_of_the_site(self, board):  # noqa: F811
        api.portal.set_registry_record("plone.portal_timezone", "Europe/Berlin")
        meeting = board.plan(begins=time(14), finishes=time(16))
        found = read(board.people["anna"])
        assert [zone["tzid"] for zone in found.walk("VTIMEZONE")] == ["Europe/Berlin"]
        start = found.walk("VEVENT")[0]["dtstart"]
        assert start.params["TZID"] == "Europe/Berlin"
        assert start.dt.replace(tzinfo=None) == meeting.start

    def test_is_valid_without_meetings(self, board):  # noqa: F811
        found = read(board.people["anna"])
        assert not found.walk("VEVENT") and found.walk("VTIMEZONE")
        assert not read(board.people["foreign"]).walk("VEVENT")

    def test_a_committees_feed_has_its_name(self, board, uid):  # noqa: F811
        assert read(board.people["anna"], uid)["x-wr-calname"] == "Testrunde"

    def test_lines_are_folded_and_text_is_escaped(self, board):  # noqa: F811
        place = "Kreishaus, Raum; " + "größer " * 20
        board.plan(place=place.strip())
        made = feed(Subscription(board.people["anna"]))
        assert all(len(line) <= 75 for line in made.split(b"\r\n")) and made.endswith(b"\r\n")
        assert str(events(board.people["anna"])[0]["location"]) == place.strip()

    def test_the_same_twice(self, board):  # noqa: F811
        board.plan()
        wanted = Subscription(board.people["anna"])
        assert feed(wanted) == feed(wanted)


class TestEvent:
    def test_has_what_the_standard_requires(self, board):  # noqa: F811
        meeting = board.plan(finishes=time(15, 30), place="Kreishaus")
        (found,) = events(board.people["anna"])
        assert str(found["uid"]) == calendar.event_uid(meeting) == mailed.event_uid(meeting)
        assert found["dtstamp"].dt == found["last-modified"].dt
        assert str(found["url"]) == meeting.absolute_url()
        assert found["dtend"].dt - found["dtstart"].dt == timedelta(hours=1, minutes=30)
        assert str(found["location"]) == "Kreishaus"

    def test_without_an_end_it_lasts_as_long_as_usual(self, board):  # noqa: F811
        board.plan()
        (found,) = events(board.people["anna"])
        assert found["dtend"].dt - found["dtstart"].dt == calendar.USUAL

    def test_says_nothing_of_the_agenda(self, board):  # noqa: F811
        meeting = board.plan()
        item = agenda.add(meeting, title="Haushalt 2031", text="Tausend Euro")
        api.content.transition(obj=agenda.add(meeting, title="Geheimes"), transition=life.CONCEAL)
        made = feed(Subscription(board.people["anna"])).decode()
        assert item.title not in made and "Geheimes" not in made and "Euro" not in made

    def test_status_follows_the_life_of_the_meeting(self, board):  # noqa: F811
        meeting = board.plan()
        (found,) = events(board.people["anna"])
        assert found["status"] == "TENTATIVE" and found["summary"].startswith("Geplant")
        invite(meeting)
        (found,) = events(board.people["anna"])
        assert (found["status"], found["sequence"]) == ("CONFIRMED", 0)
        sent.keep(meeting, datetime.now(UTC), "office")
        (found,) = events(board.people["anna"])
        assert found["sequence"] == 1
        planning.cancel(meeting, "Zu wenige können kommen.")
        (found,) = events(board.people["anna"])
        assert (found["status"], found["sequence"]) == ("CANCELLED", 2)
        assert found["summary"].startswith("Abgesagt") and found["transp"] == "TRANSPARENT"

    @pytest.mark.parametrize("steps", [(life.OPEN,), (life.OPEN, life.CLOSE)])
    def test_stays_when_it_has_taken_place(self, board, steps):  # noqa: F811
        meeting = board.plan()
        invite(meeting)
        with api.env.adopt_roles(["Manager", "Coordination"]):
            for step in steps:
                life.take(meeting, step)
        assert events(board.people["anna"])[0]["status"] == "CONFIRMED"

    def test_a_written_procedure_is_its_last_day(self, board):  # noqa: F811
        until = today() + timedelta(days=20)
        board.plan(kind="procedure", begins=None, until=until)
        (found,) = events(board.people["anna"])
        assert (found["dtstart"].dt, found["dtend"].dt) == (until, until + timedelta(days=1))
        assert found["transp"] == "TRANSPARENT"

    def test_what_lies_far_back_is_left_out(self, board):  # noqa: F811
        board.plan(days=-900)
        near = board.plan(days=-300)
        assert [str(e["uid"]) for e in events(board.people["anna"])] == [calendar.event_uid(near)]


class TestReaders:
    @pytest.mark.parametrize("name", ["anna", "berta", "carla", "dora"])
    def test_members_have_their_meetings(self, board, uid, name):  # noqa: F811
        board.plan()
        person = board.people[name]
        assert len(events(person)) == len(events(person, uid)) == 1

    def test_nobody_else_has(self, board, uid):  # noqa: F811
        board.plan()
        person = board.people["foreign"]
        assert not events(person) and not events(person, uid)

    def test_the_office_has_those_it_asks_for(self, board, uid):  # noqa: F811
        board.plan()
        office = board.people["office"]
        assert not events(office) and len(events(office, uid)) == 1

    def test_it_ends_with_the_seat(self, board, uid, clock):  # noqa: F811
        board.plan()
        seat = board.committee["sitze"]["beratung"]
        seat.valid_to = today()
        modified(seat)
        dora = board.people["dora"]
        assert events(dora) and events(dora, uid)
        clock(today() + timedelta(days=1))
        assert not events(dora) and not events(dora, uid)
        assert events(board.people["anna"])

    def test_an_account_that_is_gone_has_none(self, board):  # noqa: F811
        assert feed(Subscription("nobody")) is None


class TestAddresses:
    def name(self, address: str) -> str:
        return address.rpartition("/")[2]

    def test_opens_what_it_was_made_for_and_is_shown_again(self, board, uid):  # noqa: F811
        anna = board.people["anna"]
        everything = addresses.subscribe(Subscription(anna))
        committee = addresses.subscribe(Subscription(anna, uid))
        assert addresses.addresses(anna) == {"": everything, uid: committee}
        assert addresses.opened(self.name(committee)) == Subscription(anna, uid)
        assert not addresses.addresses(board.people["berta"])

    def test_says_nothing_of_the_person(self, board):  # noqa: F811
        anna = board.people["anna"]
        assert anna not in addresses.subscribe(Subscription(anna))

    def test_a_new_one_ends_the_old_one(self, board):  # noqa: F811
        wanted = Subscription(board.people["anna"])
        old = addresses.subscribe(wanted)
        new = addresses.subscribe(wanted)
        assert addresses.opened(self.name(old)) is None
        assert addresses.opened(self.name(new)) == wanted

    def test_ended(self, board, uid):  # noqa: F811
        anna = board.people["anna"]
        gone = addresses.subscribe(Subscription(anna, uid))
        kept = addresses.subscribe(Subscription(anna))
        addresses.unsubscribe(Subscription(anna, uid))
        addresses.unsubscribe(Subscription(anna, uid))
        assert addresses.opened(self.name(gone)) is None
        assert addresses.opened(self.name(kept))

    def test_goes_with_the_account(self, board):  # noqa: F811
        made = addresses.subscribe(Subscription(board.people["anna"]))
        api.user.delete(user=api.user.get(username="anna"))
        assert addresses.opened(self.name(made)) is None

    @pytest.mark.parametrize("spoil", [lambda n: n[:-4], lambda n: "x" + n, lambda n: n[1:]])
    def test_a_forged_one_opens_nothing(self, board, spoil):  # noqa: F811
        made = addresses.subscribe(Subscription(board.people["anna"]))
        assert addresses.opened(spoil(self.name(made))) is None

    def test_nothing_is_kept_that_opens_it(self, board, portal):  # noqa: F811
        made = self.name(addresses.subscribe(Subscription(board.people["anna"])))
        words, _owners = addresses._kept()
        assert made.removesuffix(".ics") not in words

    def test_only_what_one_may_see(self, board, uid):  # noqa: F811
        with board.acting("foreign"), pytest.raises(own.NotYours):
            own.subscribe(uid)
        with board.acting("carla"), pytest.raises(own.NotYours):
            own.subscribe("unknown")
        with board.acting("office"):
            own.subscribe(uid)
            assert [found.uid for found in own.feeds()] == [uid]
        with board.acting("anna"):
            assert [(found.uid, found.address) for found in own.feeds()] == [
                ("", None),
                (uid, None),
            ]
