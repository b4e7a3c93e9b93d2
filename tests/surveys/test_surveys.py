"""An enquiry of the office to all municipalities, from the question to the last answer."""

from datetime import timedelta
from kim.portal.committees.seat import today
from kim.portal.notifications.ledger import Ledger
from kim.portal.notifications.ledger import letter_of
from kim.portal.surveys import surveys
from kim.portal.surveys.letters import Reminders
from plone import api
from tests.gaps.served_gaps import FORM
from tests.gaps.served_gaps import rest
from tests.gaps.served_gaps import Served
from tests.gaps.served_gaps import TEXT
from tests.gaps.served_gaps import TITLE

import pytest
import transaction


PATH = "/luecken/@@abfragen"
QUESTION = "Welche Sprachkurse fehlen?"


@pytest.fixture(scope="class")
def served(functional_portal_class) -> Served:
    return Served(functional_portal_class)


@pytest.fixture
def survey(served):
    transaction.begin()
    with served.loop.acting("office"):
        survey = surveys.ask(QUESTION, today() + timedelta(days=14))
    transaction.commit()
    return survey


def post(person, fields):
    page = person.open(PATH)
    token = page.tree.xpath("//input[@name='_authenticator']/@value")[0]
    return person.post(PATH, [("_authenticator", token), *fields])


def kinds(survey):
    transaction.begin()
    return {answer.municipality: answer.kind for answer in surveys.answers(survey)}


def letters(purpose):
    kept = Ledger(api.portal.get())
    found = [letter_of(kept.row(each)) for each in kept.rows]
    return [letter for letter in found if letter.purpose == purpose]


class TestPage:
    def test_the_office_asks_and_everybody_concerned_is_told(self, served):
        until = (today() + timedelta(days=14)).isoformat()
        page = post(served.person("office"), [("question", QUESTION), ("until", until)])
        assert QUESTION in page.text("//h2")
        transaction.begin()
        told = letters("survey-asked")
        assert [letter.to for letter in told] == ["town@example.org"]
        assert QUESTION in told[0].text and "/luecken/@@abfragen#" in told[0].text

    def test_what_is_wrong_is_said_beside_the_field(self, served):
        page = post(served.person("office"), [("question", QUESTION), ("until", "2020-01-01")])
        assert page.status == 400
        assert page.by_id("survey-until").get("aria-invalid") == "true"
        assert page.by_id("survey-question").text == QUESTION

    def test_a_municipality_says_that_nothing_is_needed(self, served, survey):
        town = served.person("town")
        assert QUESTION in town.open("/@@my-entries").text("//body")
        post(town, [("survey", survey.id), ("municipality", "altdorf")])
        assert kinds(survey) == {"altdorf": "no_need"}

    def test_a_report_is_an_answer(self, served, survey):
        town = served.person("town")
        page = town.open(f"{FORM}?survey={survey.id}")
        assert QUESTION in page.text("//form")
        town.send(FORM, {"title": TITLE, "text": TEXT}, "form.buttons.report", page)
        assert kinds(survey) == {"altdorf": "reported"}

    @pytest.mark.parametrize("name", ["foreign", "case"])
    def test_nobody_else_knows_of_it(self, served, survey, name):
        person = served.person(name)
        assert QUESTION not in person.open(PATH).text("//body")
        assert QUESTION not in person.open(f"{FORM}?survey={survey.id}").text("//body")
        with served.loop.acting(name):
            assert surveys.own(survey) == []

    def test_nobody_else_answers_or_asks(self, served, survey):
        town = served.person("town")
        foreign = served.person("foreign")
        body = {"survey": survey.id, "no_need": "altdorf"}
        assert rest(foreign, "POST", "/luecken/@surveys", body).status_code == 400
        body = {"question": "Mehr?", "until": "2099-01-01"}
        assert rest(town, "POST", "/luecken/@surveys", body).status_code in (401, 403)
        assert kinds(survey) == {"altdorf": "open"}

    def test_the_same_for_programs(self, served, survey):
        town = served.person("town")
        body = {"survey": survey.id, "no_need": "altdorf"}
        answer = rest(town, "POST", "/luecken/@surveys", body).json()
        found = next(one for one in answer["items"] if one["id"] == survey.id)
        assert found["answers"] == [{"municipality": "altdorf", "answer": "no_need", "reports": 0}]


class TestReminder:
    def test_once_shortly_before_the_end_to_who_has_not_answered(self, loop):
        day = today()
        surveys.ask(QUESTION, day + timedelta(days=10))
        work = Reminders(api.portal.get())
        assert work.run(day) == 0
        assert work.run(day + timedelta(days=8)) == 1
        assert work.run(day + timedelta(days=9)) == 0
        assert [letter.to for letter in letters("survey-reminder")] == ["town@example.org"]

    def test_nobody_where_all_have_answered_or_it_is_over(self, loop):
        day = today()
        survey = surveys.ask(QUESTION, day + timedelta(days=10))
        work = Reminders(api.portal.get())
        assert work.run(day + timedelta(days=11)) == 0
        surveys.nothing_needed(survey, "altdorf")
        work.run(day + timedelta(days=8))
        assert letters("survey-reminder") == []
