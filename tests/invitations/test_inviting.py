"""Sending and sending again: what it needs, who gets what, what stands in it."""

from datetime import date
from datetime import time
from datetime import timedelta
from kim.portal.committees import seats
from kim.portal.committees.seat import today
from kim.portal.invitations import answers
from kim.portal.invitations import calendar
from kim.portal.invitations import changes
from kim.portal.invitations import inviting
from kim.portal.invitations.inviting import invite
from kim.portal.invitations.inviting import invite_again
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.meetings import planning
from kim.portal.meetings import sent
from kim.portal.meetings.planning import MeetingError
from plone import api
from Products.CMFCore.WorkflowCore import WorkflowException
from tests.invitations.conftest import event
from tests.invitations.conftest import expected
from tests.invitations.conftest import ready
from tests.invitations.conftest import SECRET

import pytest


YESTERDAY, NEXT_MONTH = date.today() - timedelta(days=1), date.today() + timedelta(days=30)


class TestChecks:
    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"begins": None}, "begins"),
            ({"place": None}, "place"),
            ({"place": None, "link": "https://example.org/raum"}, None),
            ({"days": -1}, "day"),
            ({"kind": "procedure", "place": None, "begins": None, "until": None}, "until"),
            ({"kind": "procedure", "days": -9, "until": date.today() - timedelta(days=1)}, "until"),
            (
                {"kind": "procedure", "place": None, "until": date.today() + timedelta(days=30)},
                None,
            ),
        ],
    )
    def test_when_and_where(self, board, values, field):
        found = [problem.field for problem in inviting.problems(ready(board, **values))]
        assert found == ([field] if field else [])

    def test_the_agenda_is_not_empty(self, board):
        meeting = board.plan(place="Kreishaus")
        meeting.manage_delObjects(list(meeting.objectIds()))
        assert [problem.field for problem in inviting.problems(meeting)] == ["agenda"]

    def test_a_written_procedure_decides(self, board):
        until = today() + timedelta(days=20)
        meeting = ready(board, kind="procedure", until=until)
        for item in agenda.items(meeting):
            item.kind = "information"
        assert [problem.field for problem in inviting.problems(meeting)] == ["agenda"]

    def test_somebody_holds_a_seat(self, board, meeting):
        for seat in seats.seats_of(board.committee):
            seats.occupy(seat, None, [], today())
        assert [problem.field for problem in inviting.problems(meeting)] == ["seats"]

    def test_nothing_is_sent_while_something_is_missing(self, board, post):
        meeting = ready(board, place=None)
        with pytest.raises(MeetingError):
            invite(meeting)
        assert (life.state(meeting), sent.last(meeting), post.new()) == ("planned", None, [])

    def test_it_is_the_offices(self, board, meeting):
        with board.acting("anna"), pytest.raises(WorkflowException):
            invite(meeting)
        with board.acting("office"):
            assert invite(meeting) == 3
        assert sent.last(meeting)["by"] == board.people["office"]

    def test_once(self, meeting):
        invite(meeting)
        with pytest.raises(MeetingError):
            invite(meeting)

    def test_a_written_procedure_is_announced(self, board):
        meeting = ready(board, kind="procedure", until=today() + timedelta(days=20))
        invite(meeting)
        assert life.state(meeting) == life.INVITED


class TestLetters:
    def test_to_each_holder(self, meeting, post):
        assert invite(meeting) == 3
        assert sorted(post.by_name()) == ["anna", "berta", "dora"]

    def test_a_seat_that_nobody_holds_gets_nothing(self, board, meeting, post):
        seat = board.committee["sitze"]["stadt"]
        seats.occupy(seat, None, [board.people["carla"]], today())
        invite(meeting)
        assert sorted(post.by_name()) == ["anna", "dora"]
        assert [s.id for s in inviting.recipients(meeting).vacant] == ["stadt"]
        assert expected(meeting, "stadt").person is None

    def test_what_it_says(self, meeting, post):
        meeting.text = "Bitte pünktlich."
        meeting.papers_until = today()
        meeting.guests = ["Frau Gast"]
        invite(meeting)
        letter = post.by_name()["berta"]
        assert letter.subject == f"Einladung: Testrunde, {meeting.title}"
        for words in (
            "Guten Tag Berta Test,",
            "Ihr Sitz: Stadt",
            "14:00",
            "Ort: Kreishaus",
            "Bitte pünktlich.",
            "Gäste: Frau Gast",
            "Offenes Wort",
            "vertraulich",
            "fragen wir Ihre Vertretung",
            meeting.absolute_url(),
            "/@@antwort/",
            "/@@zugang/",
        ):
            assert words in letter.text
        assert (letter.about, letter.purpose) == (api.content.get_uuid(meeting), "invitation")

    def test_only_who_has_deputies_is_told_of_them(self, meeting, post):
        invite(meeting)
        assert "Ihre Vertretung" not in post.by_name()["anna"].text

    def test_what_is_confidential_is_in_no_letter(self, board, meeting, post, seat):
        invite(meeting)
        answers.answer(meeting, seat("stadt"), board.people["berta"], False)
        api.content.transition(obj=agenda.items(meeting)[-1], transition=life.REVEAL)
        api.content.transition(obj=agenda.items(meeting)[-1], transition=life.CONCEAL)
        hidden = agenda.items(meeting)[-1]
        hidden.title, hidden.late = f"{SECRET} neu", f"{SECRET} Grund"
        api.content.create(hidden, "File", "papier", title=f"{SECRET} Papier")
        another = agenda.add(meeting, title=f"{SECRET} zwei", kind="decision", late=SECRET)
        api.content.transition(obj=another, transition=life.CONCEAL)
        invite_again(meeting)
        planning.cancel(meeting, "Krank")
        for letter in post.new():
            assert SECRET not in letter.text and SECRET not in letter.subject
            assert SECRET.encode() not in letter.calendar

    def test_a_subject_stays_one_line(self, meeting, post):
        meeting.occasion = "Eins\r\nBcc: boese@example.org\x85zwei"
        invite(meeting)
        letter = post.by_name()["anna"]
        assert letter.subject.endswith("Eins Bcc: boese@example.org zwei")
        assert b"\nBcc:" not in letter.calendar

    def test_what_is_typed_is_no_markup(self, meeting, post):
        meeting.place = "<b>Saal</b> & ${name}"
        invite(meeting)
        assert "Ort: <b>Saal</b> & ${name}" in post.by_name()["anna"].text


class TestCalendar:
    def test_a_request(self, meeting, post):
        api.portal.set_registry_record("plone.email_from_address", "portal@example.org")
        api.portal.set_registry_record("plone.portal_timezone", "Europe/Berlin")
        meeting.finishes = time(16)
        invite(meeting)
        letter = post.by_name()["berta"]
        found, one = event(letter)
        assert (letter.method, found["method"], one["sequence"]) == ("REQUEST", "REQUEST", 0)
        assert one["uid"] == calendar.event_uid(meeting)
        assert one["organizer"] == "mailto:portal@example.org"
        assert one["attendee"] == "mailto:berta@example.org"
        assert one["attendee"].params["PARTSTAT"] == "NEEDS-ACTION"
        assert one["attendee"].params["RSVP"] == "TRUE"
        assert one["dtstart"].params["TZID"] == "Europe/Berlin"
        assert one.start.replace(tzinfo=None) == meeting.start
        assert (one.end - one.start) == timedelta(hours=2)
        assert one["location"] == "Kreishaus" and one["url"] == meeting.absolute_url()
        assert [zone["tzid"] for zone in found.walk("VTIMEZONE")] == ["Europe/Berlin"]
        assert b"Offenes" not in letter.calendar

    def test_a_written_procedure_is_its_last_day(self, board, post):
        until = today() + timedelta(days=20)
        meeting = ready(board, kind="procedure", until=until, place=None)
        invite(meeting)
        _, one = event(post.by_name()["anna"])
        assert (one.start, one.end) == (until, until + timedelta(days=1))
        assert one["transp"] == "TRANSPARENT" and "Letzter Tag" in one["summary"]

    def test_the_number_grows_and_the_uid_stays(self, meeting, post):
        invite(meeting)
        _, first = event(post.by_name()["anna"])
        invite_again(meeting)
        _, second = event(post.by_name()["anna"])
        assert first["uid"] == second["uid"]
        assert (first["sequence"], second["sequence"]) == (0, 1)

    def test_called_off(self, board, meeting, post, seat):
        invite(meeting)
        answers.answer(meeting, seat("stadt"), board.people["berta"], False)
        post.new()
        planning.cancel(meeting, "Der Saal ist gesperrt.")
        letters = post.by_name()
        assert sorted(letters) == ["anna", "berta", "carla", "dora"]
        for letter in letters.values():
            found, one = event(letter)
            assert (letter.method, found["method"], one["status"]) == (
                "CANCEL",
                "CANCEL",
                "CANCELLED",
            )
            assert one["sequence"] == 1
            assert "Grund: Der Saal ist gesperrt." in letter.text
            assert letter.subject.startswith("Abgesagt")

    def test_nobody_hears_of_what_was_never_sent(self, meeting, post):
        planning.cancel(meeting, "Krank")
        assert post.new() == []


class TestAgain:
    def test_answers_stay(self, board, meeting, post, seat):
        invite(meeting)
        answers.answer(meeting, seat("vorsitz"), board.people["anna"], True)
        post.new()
        meeting.place = "Rathaus"
        invite_again(meeting)
        letter = post.by_name()["anna"]
        assert letter.subject.startswith("Geänderte Einladung")
        assert "- Anderer Ort: Rathaus" in letter.text and "gilt weiter" in letter.text
        assert event(letter)[1]["attendee"].params["PARTSTAT"] == "ACCEPTED"
        assert expected(meeting, "vorsitz").answer == "yes"

    @pytest.mark.parametrize("name", ["begins", "day"])
    def test_another_time_is_asked_anew(self, board, meeting, post, seat, name):
        invite(meeting)
        answers.answer(meeting, seat("stadt"), board.people["berta"], False)
        post.new()
        value = {"begins": time(9), "day": meeting.day + timedelta(days=1)}[name]
        setattr(meeting, name, value)
        invite_again(meeting)
        letters = post.by_name()
        assert "Andere Zeit" in letters["berta"].text
        assert letters["carla"].method == "CANCEL"
        assert (expected(meeting, "stadt").person, expected(meeting, "stadt").answer) == (
            board.people["berta"],
            None,
        )
        assert meeting.stand_ins == ()

    def test_late_items_and_papers_are_told(self, board, meeting, post):
        invite(meeting)
        first, _secret = agenda.items(meeting)[-2:]
        agenda.add(meeting, title="Spätes", kind="discussion", late="Erst jetzt bekannt")
        api.content.create(first, "File", "papier", title="Neues Papier")
        post.new()
        invite_again(meeting)
        text = post.by_name()["anna"].text
        assert "Spätes (kommt spät: Erst jetzt bekannt)" in text
        assert "Neue Unterlage zu TOP" in text and "Neues Papier" in text

    def test_holder_and_deputy_are_told(self, board, meeting, post, seat):
        invite(meeting)
        answers.answer(meeting, seat("stadt"), board.people["berta"], False)
        post.new()
        invite_again(meeting)
        assert sorted(post.by_name()) == ["anna", "berta", "carla", "dora"]
        assert expected(meeting, "stadt").person == board.people["carla"]

    def test_a_new_holder_is_invited_the_old_one_let_go(self, board, meeting, post):
        invite(meeting)
        post.new()
        stadt = board.committee["sitze"]["stadt"]
        seats.occupy(stadt, board.people["carla"], [], today())
        assert changes.seats(sent.last(meeting), meeting) == ["Stadt"]
        invite_again(meeting)
        letters = post.by_name()
        assert letters["carla"].subject.startswith("Einladung")
        assert letters["berta"].method == "CANCEL"
        invite_again(meeting)
        assert "berta" not in post.by_name()

    def test_a_seat_that_is_gone(self, board, meeting, post):
        invite(meeting)
        post.new()
        seats.end(board.committee["sitze"]["stadt"], today())
        invite_again(meeting)
        assert post.by_name()["berta"].method == "CANCEL"

    def test_not_before_the_first_time(self, meeting):
        with pytest.raises(MeetingError):
            invite_again(meeting)
