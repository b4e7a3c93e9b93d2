"""Sessions over the API: whoever asks, a visitor first; wrong states, twice, at once."""

from concurrent.futures import ThreadPoolExecutor
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.sessions import results
from kim.portal.sessions import votes
from plone import api
from tests.meetings.round import PEOPLE
from tests.sessions.conftest import ask
from tests.sessions.conftest import in_session
from tests.sessions.conftest import invited
from tests.sessions.conftest import procedure

import pytest
import transaction


def take_minutes(board, name: str) -> None:
    with api.env.adopt_roles(["Manager"]):
        board.meeting.minute_taker = board.people[name]
        board.meeting.reindexObjectSecurity()
    transaction.commit()


class TestWhoRecords:
    CALLS = (
        ("@attendance", {"seat": "x", "status": "present"}),
        ("top-1/@result", {"text": "Neu", "base": 0}),
        ("top-1/@outcome", {"outcome": "noted"}),
        ("top-1/@vote", {"mode": "consensus"}),
    )

    @pytest.mark.parametrize("name", [None, "foreign", "carla", "anna"])
    def test_nobody_but_the_office_and_the_minute_taker(self, served, name):
        board = served()
        for path, data in self.CALLS:
            answer = ask(board.person(name), "POST", f"{board.path}/{path}", data)
            assert answer.status_code == 401, path
        transaction.begin()
        assert results.result(agenda.items(board.meeting)[0]).revision == 0

    @pytest.mark.parametrize("name", ["office", "carla"])
    def test_the_office_and_the_minute_taker(self, served, name):
        board = served()
        take_minutes(board, "carla")
        person = board.person(name)
        data = {"seat": board.seats["stadt"], "status": "present"}
        found = ask(person, "POST", f"{board.path}/@attendance", data).json()
        assert found["quorum"] == {"rule": "none", "voting": 2, "present": 1, "quorate": None}
        for path, data in self.CALLS[1:]:
            answer = ask(person, "POST", f"{board.path}/{path}", data)
            assert answer.status_code == 200, answer.text

    @pytest.mark.parametrize("path", ["@result", "@outcome", "@vote"])
    def test_a_confidential_item_stays_so_for_who_takes_the_minutes(self, served, path):
        board = served()
        take_minutes(board, "carla")
        data = {"text": "x", "base": 0, "outcome": "noted", "mode": "consensus"}
        answer = ask(board.person("carla"), "POST", f"{board.path}/top-3/{path}", data)
        assert answer.status_code == 404
        assert "Geheimes" not in answer.text
        answer = ask(board.person("office"), "POST", f"{board.path}/top-3/{path}", data)
        assert answer.status_code == 200

    @pytest.mark.parametrize("kind", [invited])
    def test_not_before_it_is_open(self, served, kind):
        board = served(kind)
        for path, data in self.CALLS:
            answer = ask(board.person("office"), "POST", f"{board.path}/{path}", data)
            assert answer.status_code == 401, path

    def test_not_on_topics_that_wait(self, served):
        board = served()
        with api.env.adopt_roles(["Manager"]):
            topic = agenda.add(board.committee["themen"], title="Wartet")
        transaction.commit()
        path = f"/gremien/runde/themen/{topic.getId()}/@result"
        answer = ask(board.person("office"), "POST", path, {"text": "x", "base": 0})
        assert answer.status_code in (401, 404)

    def test_the_office_alone_names_others(self, served):
        board = served()
        take_minutes(board, "carla")
        data = {"seat": board.seats["stadt"], "status": "present"}
        data["person"] = board.people["foreign"]
        answer = ask(board.person("carla"), "POST", f"{board.path}/@attendance", data)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "person")
        answer = ask(board.person("office"), "POST", f"{board.path}/@attendance", data)
        row = answer.json()["attendance"][1]
        assert (row["name"], row["stands_in"]) == ("Foreign Test", True)


class TestBadInput:
    @pytest.mark.parametrize(
        ("path", "data", "parameter"),
        [
            ("@attendance", {}, "seat"),
            ("@attendance", {"seat": [], "status": "present"}, "seat"),
            ("@attendance", {"seat": "SEAT", "status": "late"}, "status"),
            ("@attendance", {"seat": "SEAT", "status": "present", "came": "later"}, "came"),
            ("@attendance", {"seat": "SEAT", "status": "present", "person": "nobody"}, "person"),
            ("@attendance", {"guests": "Gast"}, "guests"),
            ("@attendance", {"guests": ["x" * 201]}, "guests"),
            ("top-1/@result", {}, "text"),
            ("top-1/@result", {"text": 7, "base": 0}, "text"),
            ("top-1/@result", {"text": "x"}, "base"),
            ("top-1/@result", {"text": "x", "base": -1}, "base"),
            ("top-1/@result", {"text": "x", "base": True}, "base"),
            ("top-1/@result", {"text": "x" * 20_001, "base": 0}, "text"),
            ("top-1/@outcome", {}, "outcome"),
            ("top-1/@outcome", {"outcome": "forgotten"}, "outcome"),
            ("top-1/@outcome", {"outcome": ["noted"]}, "outcome"),
            ("top-1/@vote", {"mode": "loudly"}, "mode"),
            ("top-1/@vote", {"mode": "counts", "yes": 9}, "yes"),
            ("top-1/@vote", {"mode": "counts", "yes": "many"}, "yes"),
            ("top-1/@vote", {"mode": "seats"}, "seats"),
            ("top-1/@vote", {"mode": "seats", "seats": {"nothing": "yes"}}, "seat"),
            ("top-1/@vote", {"mode": "seats", "seats": {"SEAT": "yes"}}, "seat"),
            ("@ballot", {"votes": {}}, "meeting"),
            ("@ballot", {"votes": []}, "meeting"),
            ("@ballot", {"votes": [1]}, "votes"),
            ("@ballot", {"objection": 7}, "objection"),
            # Half a character is no text: no page could show it.
            ("@ballot", {"objection": "\ud800"}, "body"),
            ("@attendance", {"seat": "x", "status": "present", "person": "\ud800"}, "body"),
        ],
    )
    def test_is_named(self, served, path, data, parameter):
        board = served()
        for key, value in data.items():
            if value == "SEAT":
                data[key] = board.seats["stadt"]
        if "seats" in data and "SEAT" in data["seats"]:
            data["seats"] = {board.seats["stadt"]: "yes"}
        answer = ask(board.person("office"), "POST", f"{board.path}/{path}", data)
        assert answer.status_code == 400, answer.text
        assert answer.json()["parameter"] == parameter


class TestResult:
    def test_is_saved_merged_and_seen_by_members(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/top-1/@result"
        assert ask(office, "POST", path, {"text": "eins", "base": 0}).json() == {
            "text": "eins",
            "revision": 1,
            "merged": False,
            "sent": 1,
        }
        saved = ask(office, "POST", path, {"text": "<b>zwei</b>", "base": 0}).json()
        assert saved["text"] == "eins\n<b>zwei</b>" and saved["merged"]
        found = ask(board.person("carla"), "GET", f"{board.path}/@session").json()
        assert found["items"][0]["text"] == saved["text"]
        assert found["items"][0]["by"] == "Office Test"

    def test_two_at_once(self, served):
        """Both are told that it is saved, so both are there."""
        board = served()

        def write(name: str) -> list[str]:
            person, base, text, done = board.person("office"), 0, "", []
            for number in range(8):
                line = f"{name} {number}"
                text = f"{text}\n{line}" if text else line
                data = {"text": text, "base": base}
                answer = ask(person, "POST", f"{board.path}/top-1/@result", data)
                if answer.status_code == 200:
                    found = answer.json()
                    text, base = found["text"], found["revision"]
                    done.append(line)
            return done

        with ThreadPoolExecutor() as pool:
            acknowledged = [line for lines in pool.map(write, "AB") for line in lines]
        transaction.begin()
        lines = results.result(agenda.items(board.meeting)[0]).text.split("\n")
        assert len(acknowledged) >= 8
        assert sorted(line for line in lines if line in acknowledged) == sorted(acknowledged)


class TestSession:
    @pytest.mark.parametrize(
        ("name", "status"), [(None, 401), ("foreign", 401), ("carla", 200), ("office", 200)]
    )
    def test_is_for_the_committee(self, served, name, status):
        board = served()
        answer = ask(board.person(name), "GET", f"{board.path}/@session")
        assert answer.status_code == status
        if status == 200:
            assert answer.headers["Cache-Control"] == "private, no-store"
        assert ("Berta Test" in answer.text) is (status == 200)

    def test_confidential_lines_have_a_number_alone(self, served):
        board = served()
        office = board.person("office")
        ask(office, "POST", f"{board.path}/top-3/@result", {"text": "Streng", "base": 0})
        ask(office, "POST", f"{board.path}/top-3/@outcome", {"outcome": "noted"})
        answer = ask(board.person("carla"), "GET", f"{board.path}/@session")
        assert answer.json()["items"][2] == {"number": "3", "confidential": True}
        assert "Streng" not in answer.text
        answer = ask(board.person("berta"), "GET", f"{board.path}/@session")
        assert answer.json()["items"][2]["text"] == "Streng"

    def test_votes_are_seen_at_once(self, served):
        board = served(majority="simple")
        office = board.person("office")
        for name in ("stadt", "vorsitz"):
            data = {"seat": board.seats[name], "status": "present"}
            ask(office, "POST", f"{board.path}/@attendance", data)
        data = {"mode": "seats", "seats": {board.seats["stadt"]: "yes", board.seats["vorsitz"]: ""}}
        answer = ask(office, "POST", f"{board.path}/top-1/@vote", data).json()
        assert answer["vote"]["seats"] == {board.seats["stadt"]: "yes"}
        assert answer["carried"] is True
        answer = ask(office, "POST", f"{board.path}/top-1/@outcome", {"outcome": "rejected"})
        assert answer.status_code == 400
        answer = ask(office, "POST", f"{board.path}/top-1/@vote", {})
        assert answer.json()["vote"] is None


class TestSteps:
    @pytest.mark.parametrize("step", ["open", "close"])
    @pytest.mark.parametrize(
        ("name", "statuses"),
        [(None, (401, 404)), ("foreign", (404,)), ("carla", (403,)), ("anna", (403,))],
    )
    def test_are_the_offices(self, served, step, name, statuses):
        board = served(invited if step == "open" else in_session)
        answer = ask(board.person(name), "POST", f"{board.path}/@workflow/{step}", {})
        assert answer.status_code in statuses

    def test_open_then_close_each_once(self, served):
        board = served(invited)
        office, path = board.person("office"), f"{board.path}/@workflow"
        # Whoever may not take a step from here does not have it.
        assert ask(office, "POST", f"{path}/close", {}).status_code in (400, 403)
        assert ask(office, "POST", f"{path}/open", {}).json()["review_state"] == "in_session"
        assert ask(office, "POST", f"{path}/open", {}).status_code in (400, 403)
        answer = ask(office, "POST", f"{path}/close", {})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "items")
        assert "1, 2, 3" in answer.text
        for number in (1, 2, 3):
            path_ = f"{board.path}/top-{number}/@outcome"
            assert ask(office, "POST", path_, {"outcome": "noted"}).status_code == 200
        assert ask(office, "POST", f"{path}/close", {}).json()["review_state"] == "held"
        assert ask(office, "POST", f"{path}/close", {}).status_code in (400, 403)

    def test_not_before_its_day(self, served):
        board = served(invited, days=1)
        answer = ask(board.person("office"), "POST", f"{board.path}/@workflow/open", {})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "day")

    def test_a_minute_taker_does_not_close(self, served):
        board = served()
        take_minutes(board, "carla")
        answer = ask(board.person("carla"), "POST", f"{board.path}/@workflow/close", {})
        assert answer.status_code == 403


class TestBallot:
    @pytest.mark.parametrize("name", [None, "foreign"])
    def test_nobody_from_elsewhere(self, served, name):
        board = served(procedure)
        answer = ask(board.person(name), "POST", f"{board.path}/@ballot", {"votes": {}})
        assert answer.status_code == 401

    @pytest.mark.parametrize("name", ["carla", "dora", "office"])
    def test_nobody_without_a_seat_that_votes(self, served, name):
        board = served(procedure)
        for seat in (None, board.seats["stadt"]):
            data = {"votes": {}, "seat": seat}
            answer = ask(board.person(name), "POST", f"{board.path}/@ballot", data)
            assert (answer.status_code, answer.json()["parameter"]) == (400, "seat")
        transaction.begin()
        assert life.state(board.meeting) == life.INVITED

    def test_a_vote_is_secret_until_the_end(self, served):
        board = served(procedure)
        item = agenda.items(board.meeting)[0]
        data = {"votes": {api.content.get_uuid(item): "no"}, "objection": "Zu eilig"}
        answer = ask(board.person("berta"), "POST", f"{board.path}/@ballot", data)
        assert answer.status_code == 200, answer.text
        own = answer.json()["seats"][0]
        assert own["votes"][api.content.get_uuid(item)] == "no"
        assert own["objection"] == "Zu eilig"
        for name in PEOPLE[:-1]:
            answer = ask(board.person(name), "GET", f"{board.path}/@session")
            found = answer.json()["items"][0]
            assert (found["vote"], found["carried"]) == (None, None)
            assert found["voted"] == [board.seats["stadt"]]
            assert ("Zu eilig" in answer.text) is (name == "office")

    def test_two_seats_at_once(self, served):
        board = served(procedure)
        given = {api.content.get_uuid(item): "yes" for item in agenda.items(board.meeting)}

        def cast(name: str) -> int:
            data = {"votes": given}
            return ask(board.person(name), "POST", f"{board.path}/@ballot", data).status_code

        with ThreadPoolExecutor() as pool:
            assert list(pool.map(cast, ["anna", "berta"])) == [200, 200]
        transaction.begin()
        for item in agenda.items(board.meeting):
            assert votes.voted(item) == {board.seats["stadt"], board.seats["vorsitz"]}

    def test_recorders_do_not_vote_for_others(self, served):
        board = served(procedure)
        office = board.person("office")
        ask(office, "POST", f"{board.path}/@workflow/open", {})
        by_seat = {"mode": "seats", "seats": {board.seats["stadt"]: "yes"}}
        for data in (by_seat, {"mode": "consensus"}, {"mode": "counts", "yes": 1}):
            answer = ask(office, "POST", f"{board.path}/top-1/@vote", data)
            assert answer.status_code == 400
        answer = ask(
            office,
            "POST",
            f"{board.path}/@attendance",
            {"seat": board.seats["stadt"], "status": "present"},
        )
        assert answer.status_code == 400
