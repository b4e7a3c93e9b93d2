"""Without account: the form, and the status page for whoever has its address."""

from forms.posting import Person
from kim.portal.gaps import queries
from kim.portal.gaps import status
from kim.portal.reporting import reporting
from kim.portal.reporting.target import ship_form
from kim.portal.triage import triage
from plone import api
from tests.gaps.served_gaps import BORN
from tests.gaps.served_gaps import NAMED
from tests.gaps.served_gaps import rest
from tests.gaps.served_gaps import Served
from tests.gaps.served_gaps import TEXT
from tests.gaps.served_gaps import TITLE

import pytest
import transaction


PATH = "/formulare/luecke-melden"
SEND = "form.buttons.submit"
GONE = "Dieser Link gilt nicht (mehr)"


@pytest.fixture(scope="class")
def served(functional_portal_class) -> Served:
    served = Served(functional_portal_class)
    with api.env.adopt_roles(["Manager"]):
        ship_form()
    api.portal.set_registry_record("kim.intake.seconds", 0)
    api.portal.set_registry_record("kim.intake.per_address", 1000)
    transaction.commit()
    return served


@pytest.fixture
def visitor(served) -> Person:
    return served.person()


@pytest.fixture
def gap(served):
    transaction.begin()
    with api.env.adopt_roles(["Manager"]):
        gap = reporting.receive({"title": TITLE, "text": TEXT}, "wer@example.org")
    transaction.commit()
    return gap


def path(served, gap) -> str:
    return status.url(gap).removeprefix(served.base)


def service(served, gap) -> str:
    return path(served, gap).replace("/@@meldung/", "/@gap-status/")


def state(gap) -> str:
    transaction.begin()
    return api.content.get_state(gap)


def ask(served, gap, text: str = "Wie oft?") -> None:
    with served.loop.acting("office"):
        queries.ask(gap, text)
    transaction.commit()


def answer(served, gap, words: str = "Es gibt jetzt einen Kurs.") -> None:
    with served.loop.acting("office"):
        triage.resolve(gap, words)
    transaction.commit()


def send(visitor, page, act: str, text: str, **more: str):
    fields = [("act", act), ("text", text), *more.items()]
    token = page.tree.xpath("//input[@name='token']/@value")[0]
    where = page.tree.xpath("//input[@name='token']/ancestor::form/@action")[0]
    return visitor.post(where, [("token", token), *fields])


class TestForm:
    def test_becomes_a_report_and_shows_where_it_stands(self, served, visitor):
        before = len(served.gaps())
        values = {
            "title": TITLE,
            "text": TEXT,
            "municipalities": ["altdorf"],
            "email": "wer@example.org",
        }
        page = visitor.send(PATH, values, SEND)
        assert "Danke" in page.text("//*[@id='content']")
        gap = max(served.gaps(), key=lambda one: one.created())
        assert len(served.gaps()) == before + 1
        assert (gap.municipalities, gap.address, gap.reporter) == (
            ["altdorf"],
            "wer@example.org",
            "",
        )
        (link,) = page.tree.xpath("//a[contains(@href, '@@meldung/')]/@href")
        assert link == status.url(gap)
        assert TITLE in visitor.open(link).text("//h1")

    @pytest.mark.parametrize("field", ["title", "text"])
    def test_data_of_clients_are_refused_beside_the_field(self, served, visitor, field):
        before = len(served.gaps())
        values = {"title": TITLE, "text": TEXT, "no_clients": "selected", field: BORN}
        page = visitor.send(PATH, values, SEND)
        assert list(page.summary) == [f"form-widgets-{field}"]
        assert BORN in str(page.fields())
        assert len(served.gaps()) == before

    def test_what_may_be_a_name_is_asked_about(self, served, visitor):
        page = visitor.send(PATH, {"title": TITLE, "text": NAMED}, SEND)
        assert list(page.summary) == ["form-widgets-text"]
        before = len(served.gaps())
        visitor.send(PATH, {"no_clients": "selected"}, SEND, page)
        assert len(served.gaps()) == before + 1


class TestStatusPage:
    def test_says_how_it_stands_without_names_and_keeps_nothing(self, served, visitor, gap):
        page = visitor.open(path(served, gap))
        assert "angekommen" in page.text("//*[@class='lead']")
        assert "wer@example.org" not in page.text("//body")
        headers = page.response.headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex"

    def test_carries_a_query_and_its_answer(self, served, visitor, gap):
        ask(served, gap)
        page = visitor.open(path(served, gap))
        assert "Wie oft?" in page.text("//section[@aria-labelledby='query']")
        assert "office" not in page.text("//body").lower()
        page = send(visitor, page, "answer", "Jede Woche.")
        assert "Danke" in page.text("//*[@role='status']")
        transaction.begin()
        assert queries.queries(gap)[-1]["answer"] == "Jede Woche."

    def test_an_answer_with_data_of_clients_is_refused_and_kept_on_the_page(
        self, served, visitor, gap
    ):
        ask(served, gap)
        page = send(visitor, visitor.open(path(served, gap)), "answer", BORN)
        assert page.status == 400
        assert "12.03.1990" in page.text("//mark[@class='kim-refused']")
        assert page.by_id("text-answer").text == BORN
        transaction.begin()
        assert queries.waiting(gap) is not None

    def test_what_may_be_a_name_can_be_confirmed(self, served, visitor, gap):
        ask(served, gap)
        page = send(visitor, visitor.open(path(served, gap)), "answer", NAMED)
        assert page.by_id("sure-answer") is not None
        send(visitor, page, "answer", NAMED, no_clients="1")
        transaction.begin()
        assert queries.waiting(gap) is None

    def test_an_answer_can_be_objected_to_once(self, served, visitor, gap):
        answer(served, gap)
        page = visitor.open(path(served, gap))
        assert "jetzt einen Kurs" in page.text("//section[@aria-labelledby='answer']")
        send(visitor, page, "object", "Der Kurs ist am Vormittag.")
        assert state(gap) == "reported"
        answer(served, gap, "Der Kurs ist am Abend.")
        page = visitor.open(path(served, gap))
        assert not page.tree.xpath("//*[@id='text-object']")
        assert "Der Kurs ist am Abend." in page.text("//*[@id='content']")

    def test_a_merged_report_stands_as_the_other_one(self, served, visitor, gap):
        with served.loop.acting("case"):
            twin = served.loop.gap(title="Fremde Meldung")
        with served.loop.acting("office"):
            triage.merge(gap, twin)
            triage.resolve(twin, "Es gibt jetzt einen Kurs.")
        transaction.commit()
        page = visitor.open(path(served, gap))
        assert "Es gibt jetzt einen Kurs." in page.text("//*[@id='content']")
        assert "Fremde Meldung" not in page.text("//body")

    def test_looking_writes_nothing(self, served, visitor, gap):
        ask(served, gap)
        before = served.portal._p_jar.db().lastTransaction()
        visitor.open(path(served, gap) + "?act=answer&text=Nein&said=answer")
        assert served.portal._p_jar.db().lastTransaction() == before

    def test_without_the_page_s_own_token_nothing_is_done(self, served, visitor, gap):
        ask(served, gap)
        visitor.post(path(served, gap), [("act", "answer"), ("text", "Nein.")])
        transaction.begin()
        assert queries.waiting(gap) is not None

    def test_forged_gone_and_one_s_own_account_are_the_same_page(self, served, visitor, gap):
        with served.loop.acting("case"):
            owned = served.loop.gap()
        removed = path(served, gap)
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(gap)
        transaction.commit()
        pages = [
            visitor.open(one)
            for one in (removed, path(served, owned), "/@@meldung/x", "/@@meldung")
        ]
        assert {page.status for page in pages} == {403}
        assert {page.text("//*[@id='content']") for page in pages} == {
            pages[0].text("//*[@id='content']")
        }
        assert GONE in pages[0].text("//h1")

    def test_too_often_from_one_connection(self, served, visitor, gap):
        ask(served, gap)
        api.portal.set_registry_record("kim.intake.per_address", 1)
        transaction.commit()
        page = visitor.open(path(served, gap))
        send(visitor, page, "answer", BORN)
        page = send(visitor, page, "answer", "Jede Woche.")
        assert page.status == 429
        assert page.by_id("text-answer").text == "Jede Woche."
        api.portal.set_registry_record("kim.intake.per_address", 1000)
        transaction.commit()


class TestStatusApi:
    def test_tells_and_takes_the_same(self, served, visitor, gap):
        ask(served, gap)
        told = rest(visitor, "GET", service(served, gap)).json()
        assert (told["state"], told["query"], told["answer"]) == ("reported", "Wie oft?", None)
        refused = rest(visitor, "POST", service(served, gap), {"act": "answer", "text": BORN})
        assert (refused.status_code, refused.json()["parameter"]) == (400, "text")
        said = {"act": "answer", "text": "Jede Woche."}
        assert rest(visitor, "POST", service(served, gap), said).json()["query"] is None
        assert rest(visitor, "POST", service(served, gap), said).status_code == 400

    def test_what_is_not_ours_is_not_there(self, visitor):
        assert rest(visitor, "GET", "/@gap-status/x").status_code == 404
