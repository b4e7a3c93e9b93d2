"""Reporting a gap by its form and by the API."""

from plone import api
from tests.gaps.served_gaps import BORN
from tests.gaps.served_gaps import FORM
from tests.gaps.served_gaps import NAMED
from tests.gaps.served_gaps import rest
from tests.gaps.served_gaps import Served
from tests.gaps.served_gaps import TEXT
from tests.gaps.served_gaps import TITLE
from tests.grounds import ground

import pytest
import transaction


REPORT, KEEP, CHECK = "form.buttons.report", "form.buttons.keep", "form.buttons.check"


served_ground = ground(Served)


@pytest.fixture
def served(served_ground, functional) -> Served:
    return served_ground()


@pytest.fixture
def case(served):
    return served.person("case")


def state(gap) -> str:
    return api.content.get_state(gap)


class TestForm:
    def test_reports_with_what_is_asked_first(self, served, case):
        values = {"title": TITLE, "text": TEXT, "municipalities": ["altdorf"]}
        page = case.send(FORM, values, REPORT)
        (gap,) = served.gaps()
        assert state(gap) == "reported"
        assert (gap.title, gap.municipalities, gap.reporter) == (
            TITLE,
            ["altdorf"],
            served.loop.people["case"],
        )
        assert gap.creators == ()
        assert page.url == gap.absolute_url()
        assert "Danke" in page.messages

    def test_has_one_main_button_and_boxes_to_tick(self, served, case):
        tree = case.open(FORM).tree
        (main,) = tree.xpath("//main//button[contains(@class, 'btn-primary')]")
        assert main.get("name") == REPORT
        (actors,) = tree.xpath("//*[@class='kim-pick']")
        assert not actors.xpath(".//select")

    def test_keeps_a_draft_that_only_its_writer_sees(self, served, case):
        case.send(FORM, {"title": TITLE, "text": TEXT}, KEEP)
        (gap,) = served.gaps()
        assert state(gap) == "draft"
        assert TITLE not in served.person("office").open(served.path(gap)).text("//body")

    def test_the_add_view_of_the_type_is_the_same_form(self, served, case):
        case.send("/luecken/++add++GapReport", {"title": TITLE, "text": TEXT}, REPORT)
        assert [state(gap) for gap in served.gaps()] == ["reported"]

    @pytest.mark.parametrize("name", ["edit", "@@report"])
    def test_a_draft_is_finished_in_its_edit_form(self, served, case, name):
        case.send(FORM, {"title": TITLE, "text": TEXT}, KEEP)
        (gap,) = served.gaps()
        case.send(f"{served.path(gap)}/{name}", {"text": f"{TEXT} Immer noch."}, REPORT)
        (gap,) = served.gaps()
        assert (state(gap), gap.text) == ("reported", f"{TEXT} Immer noch.")

    def test_the_office_corrects_what_was_reported(self, served):
        with served.loop.acting("case"):
            gap = served.loop.gap()
        transaction.commit()
        office = served.person("office")
        page = office.open(f"{served.path(gap)}/edit")
        assert not page.tree.xpath("//input[@name='form.buttons.report']")
        office.send(f"{served.path(gap)}/edit", {"title": "Klarer gesagt"}, page=page)
        (gap,) = served.gaps()
        assert (gap.title, gap.creators) == ("Klarer gesagt", ())

    def test_visitors_cannot_report(self, served):
        page = served.person().open(FORM)
        assert not page.tree.xpath("//form[contains(@class, 'kim-report')]")

    def test_a_get_does_nothing(self, served, case):
        case.open(f"{FORM}?form.widgets.title=A&form.widgets.text=B&form.buttons.report=1")
        assert served.gaps() == []

    def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(self, served, case):
        page = case.send(FORM, {"title": TITLE, "tried": "Angerufen."}, REPORT)
        assert list(page.summary) == ["form-widgets-text"]
        assert page.by_id("form-widgets-title").get("value") == TITLE
        assert page.by_id("form-widgets-tried").text.strip() == "Angerufen."
        assert served.gaps() == []


class TestPersonalData:
    def test_what_is_certain_is_refused_with_the_place_marked(self, served, case):
        values = {"title": TITLE, "text": BORN, "no_clients": "selected"}
        page = case.send(FORM, values, REPORT)
        assert "form-widgets-text" in page.summary
        assert "12.03.1990" in page.text("//mark[@class='kim-refused']")
        assert BORN in page.by_id("form-widgets-text").text
        assert served.gaps() == []

    def test_what_may_be_a_name_is_asked_about_once(self, served, case):
        page = case.send(FORM, {"title": TITLE, "text": NAMED}, REPORT)
        assert "Samira K." in page.text("//mark")
        assert served.gaps() == []
        case.send(FORM, {"no_clients": "selected"}, REPORT, page)
        assert [gap.text for gap in served.gaps()] == [NAMED]

    def test_the_question_is_not_there_before_it_is_asked(self, case):
        page = case.open(FORM)
        assert not page.tree.xpath("//*[starts-with(@name, 'form.widgets.no_clients')]")

    @pytest.mark.parametrize("field", ["title", "works", "tried", "behalf"])
    def test_every_text_is_looked_through(self, served, case, field):
        page = case.send(FORM, {"title": TITLE, "text": TEXT, field: BORN}, REPORT)
        assert list(page.summary) == [f"form-widgets-{field}"]
        assert served.gaps() == []


class TestAddress:
    def test_fills_fields_and_leaves_out_what_is_unknown(self, served, case):
        page = case.open(f"{FORM}?municipality=altdorf&municipality=xx&kind=need&title=Da&topic=xx")
        names = dict(page.fields())
        assert names["form.widgets.title"] == "Da"
        assert names["form.widgets.kind"] == "need"
        checked = [v for n, v in page.fields() if n.startswith("form.widgets.municipalities")]
        assert "altdorf" in checked and "xx" not in checked
        assert not [v for n, v in page.fields() if n == "form.widgets.topics"]

    def test_an_agenda_item_is_kept_for_those_who_may_see_it(self, served):
        meeting = served.loop.meeting()
        with api.env.adopt_roles(["Manager"]):
            item = api.content.create(meeting, "AgendaItem", title="Geheimer Punkt")
        transaction.commit()
        uid = api.content.get_uuid(item)
        chair = served.person("chair")
        link = chair.open(served.path(item)).tree.xpath("//a[contains(@href, '@@melden')]/@href")
        assert link == [f"{served.base}{FORM}?item={uid}"]
        page = chair.open(f"{FORM}?item={uid}")
        assert "Geheimer Punkt" in page.text("//form")
        chair.send(FORM, {"title": TITLE, "text": TEXT}, REPORT, page)
        assert [gap.from_item for gap in served.gaps()] == [uid]

    def test_an_item_that_is_hidden_is_as_if_it_were_not_there(self, served, case):
        meeting = served.loop.meeting()
        with api.env.adopt_roles(["Manager"]):
            item = api.content.create(meeting, "AgendaItem", title="Geheimer Punkt")
        transaction.commit()
        uid = api.content.get_uuid(item)
        hidden, nowhere = (case.open(f"{FORM}?item={one}") for one in (uid, "0" * 32))
        for page in (hidden, nowhere):
            assert "Geheimer" not in page.text("//body")
            assert "item" not in dict(page.fields())
        case.post(FORM, [*hidden.fields(), ("item", uid), (REPORT, "x")])
        assert served.gaps() == []


class TestSuggestions:
    def test_without_script_a_button_shows_what_exists(self, served, case):
        served.offer("Sprachkurs am Abend")
        with served.loop.acting("case"):
            served.loop.gap(title="Sprachkurs fehlt abends")
        transaction.commit()
        page = case.send(FORM, {"title": TITLE}, CHECK)
        found = page.text("//*[@id='gap-suggestions']")
        assert "Sprachkurs am Abend" in found
        assert "Sprachkurs fehlt abends" in found
        assert "Volkshochschule Sprachkurs" in found
        assert page.by_id("form-widgets-title").get("value") == TITLE
        assert len(served.gaps()) == 1

    def test_the_part_for_scripts_says_the_same_and_doubts(self, served, case):
        served.offer("Sprachkurs am Abend")
        page = case.post("/luecken/@@gap-suggestions", [("title", TITLE), ("text", BORN)])
        assert "Sprachkurs am Abend" in page.text("//a")
        assert "12.03.1990" in page.text("//*[contains(@class, 'kim-note')]")

    def test_reports_of_others_are_not_suggested(self, served):
        with served.loop.acting("case"):
            served.loop.gap(title="Sprachkurs fehlt abends")
        transaction.commit()
        foreign = served.person("foreign")
        answer = foreign.session.post("/luecken/@@gap-suggestions", data={"title": TITLE})
        assert (answer.status_code, "fehlt abends" in answer.text) == (200, False)

    def test_not_for_visitors(self, served):
        served.offer("Sprachkurs am Abend")
        answer = served.person().session.post("/luecken/@@gap-suggestions", data={"title": TITLE})
        assert "Sprachkurs am Abend" not in answer.text


class TestApi:
    def test_a_report_is_made_and_handed_in(self, served, case):
        body = {"@type": "GapReport", "title": TITLE, "text": TEXT, "behalf": "Jugendamt"}
        made = rest(case, "POST", "/luecken", body)
        assert made.status_code == 201
        path = made.json()["@id"].removeprefix(served.base)
        assert rest(case, "POST", f"{path}/@workflow/report", {}).status_code == 200
        assert [state(gap) for gap in served.gaps()] == ["reported"]

    def test_the_same_guard(self, served, case):
        body = {"@type": "GapReport", "title": TITLE, "text": NAMED}
        refused = rest(case, "POST", "/luecken", body)
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == "text"
        assert rest(case, "POST", "/luecken", {**body, "no_clients": True}).status_code == 201

    def test_a_hidden_item_is_unknown(self, served, case):
        with api.env.adopt_user(username="case"):
            gap = api.content.create(served.portal["luecken"], "GapReport", title="A", text="B")
        transaction.commit()
        path = f"{served.path(gap)}/@workflow/report"
        refused = rest(case, "POST", path, {"item": "0" * 32})
        assert (refused.status_code, refused.json()["parameter"]) == (400, "item")

    def test_nobody_else_hands_it_in(self, served):
        with api.env.adopt_user(username="case"):
            gap = api.content.create(served.portal["luecken"], "GapReport", title="A", text="B")
        transaction.commit()
        path = f"{served.path(gap)}/@workflow/report"
        assert rest(served.person("office"), "POST", path, {}).status_code in (401, 403, 404)
