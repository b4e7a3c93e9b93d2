"""Pages of sessions, without script: recording, closing, voting, what members see."""

from kim.portal.admission import passes
from kim.portal.meetings import agenda
from kim.portal.meetings import life
from kim.portal.sessions import attendance
from kim.portal.sessions import conduct
from kim.portal.sessions import results
from kim.portal.sessions import votes
from plone import api
from tests.sessions.conftest import in_session
from tests.sessions.conftest import invited
from tests.sessions.conftest import procedure
from urllib.parse import urlsplit

import pytest
import transaction


CONTENT = "//*[@id='content']"
ATTENDANCE = "//form[@id='record-attendance']"


def form(name: str) -> str:
    return f"//form[.//input[@name='item' and @value='{name}']]"


def change(fields: list[tuple[str, str]], **values: str) -> list[tuple[str, str]]:
    names = {name.replace("__", "-"): value for name, value in values.items()}
    return [(n, v) for n, v in fields if n not in names] + list(names.items())


class TestNextStep:
    def test_the_office_opens(self, served):
        board = served(invited)
        office = board.person("office")
        page = office.open(board.path)
        assert "Sitzung eröffnen" in page.text(CONTENT)
        page = office.post(
            f"{board.path}/@@open", page.fields("//form[contains(@action, '@@open')]")
        )
        assert page.url.endswith("@@record")
        assert "Protokollieren" in office.open(board.path).text(CONTENT)

    def test_not_before_its_day(self, served):
        board = served(invited, days=2)
        page = board.person("office").open(board.path)
        assert "Ab ihrem Tag" in page.text(CONTENT)
        assert not page.tree.xpath("//form[contains(@action, '@@open')]")

    @pytest.mark.parametrize("name", ["anna", "carla"])
    def test_members_are_offered_nothing(self, served, name):
        board = served()
        text = board.person(name).open(board.path).text(CONTENT)
        assert "Protokollieren" not in text and "schließen" not in text

    @pytest.mark.parametrize("view", ["@@record", "@@close", "@@open"])
    @pytest.mark.parametrize("name", [None, "foreign", "carla", "anna"])
    def test_what_the_office_does_is_the_offices(self, served, name, view):
        board = served()
        page = board.person(name).open(f"{board.path}/{view}")
        assert "Erstes" not in page.text("//body")
        assert not page.tree.xpath("//form[contains(@action, '@@record')]")

    @pytest.mark.parametrize("view", ["@@record", "@@close", "@@open", "@@vote"])
    def test_a_post_needs_its_token(self, served, view):
        board = served(invited if view == "@@open" else in_session)
        page = board.person("office").post(f"{board.path}/{view}", [("act", "expected")])
        assert page.status == 403
        transaction.begin()
        assert {row.status for row in attendance.rows(board.meeting)} == {None}


class TestRecord:
    def test_attendance_of_the_rows_that_were_changed(self, served):
        board = served(quorum="half")
        office, path = board.person("office"), f"{board.path}/@@record"
        page = office.open(path)
        assert "0 von 2 stimmberechtigten Sitzen sind anwesend: nicht beschlussfähig" in page.text(
            CONTENT
        )
        # Meanwhile somebody else records another row.
        with api.env.adopt_roles(["Manager"]):
            attendance.record(board.meeting, board.seats["vorsitz"], "excused")
        transaction.commit()
        fields = change(page.fields(ATTENDANCE), **{f"status-{board.seats['stadt']}": "present"})
        page = office.post(path, fields)
        assert "1 von 2" in page.text("//*[@id='record-quorum']")
        transaction.begin()
        found = [row.status for row in attendance.rows(board.meeting)]
        assert found == ["excused", "present", None]

    def test_all_who_are_expected(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        fields = office.open(path).fields("//form[.//button[@value='expected']]")
        page = office.post(path, [*fields, ("act", "expected")])
        assert "2 von 2" in page.text("//*[@id='record-quorum']")

    def test_what_is_wrong_with_a_row_is_said_there(self, served):
        board = served()
        office, path, uid = board.person("office"), f"{board.path}/@@record", board.seats["stadt"]
        fields = change(
            office.open(path).fields(ATTENDANCE),
            **{f"status-{uid}": "present", f"came-{uid}": "15:00", f"left-{uid}": "14:00"},
        )
        page = office.post(path, fields)
        assert "Das Ende liegt vor dem Beginn" in page.text(f"//*[@id='wrong-{uid}']")
        assert page.by_id(f"left-{uid}").get("value") == "14:00"
        assert page.by_id(f"left-{uid}").get("aria-invalid") == "true"

    def test_somebody_else_by_their_address(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        other = "//form[.//input[@value='other']]"
        fields = change(office.open(path).fields(other), seat=board.seats["stadt"])
        page = office.post(path, change(fields, email="nobody@example.org"))
        assert "Konto" in page.text("//*[@id='other-wrong']")
        page = office.post(path, change(fields, email="foreign@example.org"))
        transaction.begin()
        assert attendance.rows(board.meeting)[1].name == "Foreign Test"

    def test_guests(self, served):
        board = served(guests=["Presse"])
        office, path = board.person("office"), f"{board.path}/@@record"
        fields = change(
            office.open(path).fields("//form[@id='guests-form']"),
            guests="Gast\r\nNoch <i>einer</i>",
        )
        page = office.post(path, fields)
        assert page.by_id("guests").text.strip() == "Gast\nNoch <i>einer</i>"

    def test_text_vote_and_outcome_of_an_item(self, served):
        board = served(majority="simple")
        office, path = board.person("office"), f"{board.path}/@@record"
        with api.env.adopt_roles(["Manager"]):
            attendance.record_expected(board.meeting)
        transaction.commit()
        fields = change(
            office.open(path).fields(form("top-1")),
            text="Man ist <script>alert(1)</script> einig.\r\n\r\nZwei Absätze.",
            mode="counts",
            yes="2",
            outcome="agreed",
        )
        page = office.post(path, fields)
        assert page.by_id("top-1").xpath(".//textarea")[0].text.strip() == (
            "Man ist <script>alert(1)</script> einig.\n\nZwei Absätze."
        )
        assert "2 Ja, 0 Nein, 0 Enthaltungen; angenommen" in page.text("//*[@id='top-1']")
        transaction.begin()
        item = agenda.items(board.meeting)[0]
        assert results.result(item).outcome == "agreed"
        # Once more, without a change: nothing new.
        office.post(path, page.fields(form("top-1")))
        transaction.begin()
        assert results.result(item).revision == 1
        text = board.person("carla").open(board.path).text("//section[@aria-labelledby='results']")
        assert "beschlossen" in text and "<script>alert(1)</script> einig." in text
        text = board.person("carla").open(f"{board.path}/top-1").text(CONTENT)
        assert "Zwei Absätze." in text and "2 Ja" in text

    def test_whoever_types_numbers_means_to_count(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        with api.env.adopt_roles(["Manager"]):
            attendance.record_expected(board.meeting)
        transaction.commit()
        page = office.post(path, change(office.open(path).fields(form("top-1")), yes="2"))
        assert "2 Ja" in page.text("//*[@id='top-1']")
        page = office.post(path, change(page.fields(form("top-1")), mode=""))
        assert "2 Ja" not in page.text("//*[@id='top-1']")

    def test_by_seat(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        with api.env.adopt_roles(["Manager"]):
            attendance.record_expected(board.meeting)
        transaction.commit()
        seat = {f"seat-{board.seats['stadt']}": "no"}
        fields = change(office.open(path).fields(form("top-1")), mode="seats", **seat)
        page = office.post(path, fields)
        assert "0 Ja, 1 Nein" in page.text("//*[@id='top-1']")
        text = board.person("carla").open(f"{board.path}/top-1").text(CONTENT)
        assert "Stadt: Nein" in text

    def test_what_was_typed_survives_what_is_wrong(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        fields = change(office.open(path).fields(form("top-1")), text="x" * 20_001)
        page = office.post(path, fields)
        assert page.by_id("top-1").xpath(".//textarea")[0].text.strip() == "x" * 20_001
        assert "20000" in page.text("//*[@id='wrong-top-1']")
        fields = change(
            office.open(path).fields(form("top-1")), text="Kurz", mode="counts", yes="5"
        )
        page = office.post(path, fields)
        assert "5 Stimmen" in page.text("//*[@id='wrong-top-1']")
        transaction.begin()
        assert results.result(agenda.items(board.meeting)[0]).text == "Kurz"

    def test_two_without_script(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        fields = office.open(path).fields(form("top-1"))
        office.post(path, change(fields, text="eins"))
        page = office.post(path, change(fields, text="zwei"))
        assert page.by_id("top-1").xpath(".//textarea")[0].text.strip() == "eins\nzwei"

    def test_an_outcome_that_was_not_touched_stays_as_others_set_it(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@record"
        fields = office.open(path).fields(form("top-1"))
        with api.env.adopt_roles(["Manager"]):
            results.set_outcome(agenda.items(board.meeting)[0], results.NOTED)
        transaction.commit()
        office.post(path, change(fields, text="Beraten"))
        transaction.begin()
        found = results.result(agenda.items(board.meeting)[0])
        assert (found.text, found.outcome) == ("Beraten", "noted")

    def test_a_minute_taker_who_is_not_entitled(self, served):
        board = served()
        with api.env.adopt_roles(["Manager"]):
            board.meeting.minute_taker = board.people["carla"]
            board.meeting.reindexObjectSecurity()
        transaction.commit()
        page = board.person("carla").open(f"{board.path}/@@record")
        assert "3 vertraulich" in page.text(CONTENT)
        assert "Geheimes" not in page.text("//body")
        fields = change(page.fields(form("top-1")), item="top-3", text="Hinein")
        board.person("carla").post(f"{board.path}/@@record", fields)
        transaction.begin()
        assert results.result(agenda.items(board.meeting)[2]).revision == 0


class TestClose:
    def test_says_what_is_missing_and_where(self, served):
        board = served()
        office, path = board.person("office"), f"{board.path}/@@close"
        page = office.open(path)
        links = page.tree.xpath("//section[@aria-labelledby='missing']//a/@href")
        assert [link.rpartition("/")[2] for link in links] == [
            "@@record#top-1",
            "@@record#top-2",
            "@@record#top-3",
        ]
        assert not page.tree.xpath("//form[contains(@action, '@@close')]")
        with api.env.adopt_roles(["Manager"]):
            for item in agenda.items(board.meeting):
                results.set_outcome(item, results.NOTED)
            attendance.record_expected(board.meeting)
        transaction.commit()
        page = office.open(path)
        page = office.post(path, page.fields("//form[contains(@action, '@@close')]"))
        assert "Die Sitzung ist geschlossen" in page.messages
        text = board.person("berta").open(board.path).text(CONTENT)
        assert "zur Kenntnis genommen" in text and "Berta Test" in text
        assert "2 von 2" in text

    def test_confidential_results_stay_so(self, served):
        board = served()
        with api.env.adopt_roles(["Manager"]):
            for item in agenda.items(board.meeting):
                results.save_text(item, f"Ergebnis {item.title}", 0)
        transaction.commit()
        for name in ("carla", "berta", "anna", "dora"):
            text = board.person(name).open(board.path).text(CONTENT)
            assert "Ergebnis Erstes" in text
            assert ("Ergebnis Geheimes" in text) is (name != "carla")


class TestVote:
    def vote(self, board, name: str, *words: str, **values: str):
        person, path = board.person(name), f"{board.path}/@@vote"
        page = person.open(path)
        fields = page.fields(f"{CONTENT}//form[.//textarea]")
        items = agenda.items(board.meeting)
        given = {f"vote-{api.content.get_uuid(i)}": w for i, w in zip(items, words, strict=False)}
        return person.post(path, change(fields, **given, **values))

    def test_a_holder_votes_and_votes_again(self, served):
        board = served(procedure)
        assert "Bitte stimmen Sie für Stadt ab" in board.person("berta").open(board.path).text(
            CONTENT
        )
        page = self.vote(board, "berta", "yes", "no", "abstain")
        assert "Ihre Stimme ist gespeichert" in page.messages
        assert "Berta Test" in page.text(CONTENT)
        assert len(page.tree.xpath("//input[@type='radio' and @checked]")) == 3
        self.vote(board, "berta", "no", "no", "no")
        transaction.begin()
        seat = board.seats["stadt"]
        assert {votes.vote_of(i, seat) for i in agenda.items(board.meeting)} == {"no"}
        text = board.person("carla").open(board.path).text(CONTENT)
        assert "Über alles abgestimmt haben 1 von 2 Sitzen" in text
        assert "Nein" not in text

    def test_an_objection_says_why(self, served):
        board = served(procedure)
        page = self.vote(board, "berta", "yes", objects="1")
        assert "warum" in page.text("//*[@role='alert']")
        assert page.tree.xpath("//input[@type='radio' and @checked]")
        page = self.vote(board, "berta", "yes", objects="1", objection="Zu <b>eilig</b>")
        assert "gespeichert" in page.messages
        assert "Zu <b>eilig</b>" in board.person("office").open(board.path).text(CONTENT)
        assert "eilig" not in board.person("carla").open(board.path).text(CONTENT)

    def test_nothing_voted(self, served):
        board = served(procedure)
        page = self.vote(board, "berta")
        assert "Bitte stimmen Sie" in page.text("//*[@role='alert']")

    @pytest.mark.parametrize("name", ["carla", "dora", "office"])
    def test_whoever_has_no_vote_reads_so(self, served, name):
        board = served(procedure)
        page = board.person(name).open(f"{board.path}/@@vote")
        assert "Sie stimmen hier für keinen Sitz ab" in page.text(CONTENT)
        assert not page.tree.xpath("//form[.//textarea]")

    @pytest.mark.parametrize("name", [None, "foreign"])
    def test_nobody_from_elsewhere(self, served, name):
        board = served(procedure)
        assert "Erstes" not in board.person(name).open(f"{board.path}/@@vote").text("//body")

    def test_the_office_closes_by_the_votes(self, served):
        board = served(procedure, majority="simple")
        for name in ("anna", "berta"):
            self.vote(board, name, "yes", "no", "yes")
        office, path = board.person("office"), f"{board.path}/@@close"
        page = office.open(path)
        assert "beschlossen" in page.text("//section[@aria-labelledby='settled']")
        office.post(path, page.fields("//form[contains(@action, '@@close')]"))
        text = board.person("carla").open(board.path).text("//section[@aria-labelledby='results']")
        assert "beschlossen 2 Ja" in text and "abgelehnt 0 Ja, 2 Nein" in text
        assert "Geheimes" not in text

    def test_record_of_a_procedure(self, served):
        board = served(procedure)
        self.vote(board, "berta", "yes", "yes", "yes")
        page = board.person("office").open(f"{board.path}/@@record")
        assert "1 von 2 Sitzen haben abgestimmt" in page.text("//*[@id='top-1']")
        assert page.by_id("outcome-top-1").get("disabled")
        assert not page.tree.xpath(ATTENDANCE)


class TestPass:
    def enter(self, board, seat: str, name: str):
        """A visitor with a pass, and the address of the vote."""
        with api.env.adopt_roles(["Manager"]):
            link = passes.issue(board.meeting, board.seats[seat], board.people[name])
        transaction.commit()
        visitor = board.person()
        path = urlsplit(link).path.removeprefix("/plone")
        page = visitor.open(path)
        page = visitor.post(path, page.fields(f"{CONTENT}//form"))
        return visitor, urlsplit(page.url).path.removeprefix("/plone")

    def test_opens_the_vote_of_one_seat(self, served):
        board = served(procedure)
        visitor, path = self.enter(board, "stadt", "berta")
        assert "Abstimmen" in visitor.open(path).text(CONTENT)
        page = visitor.open(f"{path}/stimme")
        assert "Beschluss Geheimes" in page.text(CONTENT)
        item = api.content.get_uuid(agenda.items(board.meeting)[0])
        fields = page.fields("//form[.//textarea]")
        page = visitor.post(f"{path}/stimme", change(fields, **{f"vote-{item}": "no"}))
        assert "Die Stimme dieses Sitzes ist gespeichert" in page.text(CONTENT)
        transaction.begin()
        assert votes.vote_of(agenda.items(board.meeting)[0], board.seats["stadt"]) == "no"
        assert life.state(board.meeting) == life.IN_SESSION

    def test_not_without_its_token_nor_for_another_seat(self, served):
        board = served(procedure)
        visitor, path = self.enter(board, "stadt", "berta")
        page = visitor.open(f"{path}/stimme")
        item = api.content.get_uuid(agenda.items(board.meeting)[0])
        fields = change(page.fields("//form[.//textarea]"), **{f"vote-{item}": "no"})
        assert visitor.post(f"{path}/stimme", change(fields, token="x")).status == 403
        visitor.post(f"{path}/stimme", change(fields, seat=board.seats["vorsitz"]))
        transaction.begin()
        assert votes.tally(agenda.items(board.meeting)[0]) is None

    def test_there_is_no_vote_in_a_session(self, served):
        board = served(invited)
        visitor, path = self.enter(board, "stadt", "berta")
        assert "Abstimmen" not in visitor.open(path).text(CONTENT)
        assert visitor.open(f"{path}/stimme").status == 403


class TestClosedProcedure:
    def test_how_seats_voted_is_seen(self, served):
        board = served(procedure)
        for name in ("anna", "berta"):
            TestVote().vote(board, name, "yes", "no", "yes")
        transaction.begin()
        with api.env.adopt_roles(["Manager"]):
            conduct.close(board.meeting)
        transaction.commit()
        text = board.person("carla").open(f"{board.path}/top-2").text(CONTENT)
        assert "Vorsitz: Nein" in text and "Stadt: Nein" in text
