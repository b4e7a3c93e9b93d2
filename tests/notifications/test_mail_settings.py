"""Everybody who logs in chooses: at once, or once a day; on a page and by the API."""

from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.notifications import preferences
from kim.portal.notifications import settings
from kim.portal.notifications.telling import tell
from plone import api
from tests.mailbox import commit

import pytest
import transaction


PAGE, SERVICE = "/@@mail-settings", "/@mail-settings"
FORM = "//*[@id='content-core']//form"


@pytest.fixture
def portal(functional, mailbox):
    mailbox.connect()
    api.user.create(email="anna@example.org", username="anna", password=PASSWORD)
    commit()
    return functional["portal"]


@pytest.fixture
def anna(portal) -> Person:
    return Person(portal.absolute_url(), "anna")


def chosen() -> str:
    transaction.begin()
    return preferences.chosen(person_id())


def told() -> None:
    transaction.begin()
    tell(person_id(), "Betreff", "Text")
    commit()


def person_id() -> str:
    return api.user.get(username="anna").getId()


def choose(person: Person, value: str | None, token: bool = True):
    fields = [("mails", value)] if value is not None else []
    for name, found in person.open(PAGE).fields(FORM):
        if name == "_authenticator" and token:
            fields.append((name, found))
    return person.post(PAGE, fields)


class TestPage:
    def test_at_once_until_somebody_says_otherwise(self, anna):
        page = anna.open(PAGE)
        assert page.status == 200
        assert page.response.headers["Cache-Control"] == "no-store"
        assert ("mails", "at_once") in page.fields(FORM)
        assert "Einmal am Tag, zusammengefasst" in page.text(FORM)

    def test_once_a_day_and_back(self, anna, mailbox):
        page = choose(anna, "daily")
        assert "Gespeichert" in page.messages
        assert ("mails", "daily") in page.fields(FORM)
        told()
        assert mailbox.letters == []
        assert anna.open(PAGE).text("//*[@id='mail-settings-kept']").endswith(": 1")
        choose(anna, "at_once")
        assert chosen() == "at_once"
        assert "Betreff" in mailbox.letters[0].get_content()
        assert not anna.open(PAGE).tree.xpath("//*[@id='mail-settings-kept']")

    @pytest.mark.parametrize("value", [None, "", "never"])
    def test_nothing_else(self, anna, value):
        assert "Nichts gespeichert" in choose(anna, value).messages
        assert chosen() == "at_once"

    def test_needs_the_token(self, anna):
        assert choose(anna, "daily", token=False).status == 403
        assert chosen() == "at_once"

    def test_a_visitor_logs_in_first(self, portal):
        page = Person(portal.absolute_url()).open(PAGE)
        assert "login" in page.url or page.status == 401

    def test_in_the_personal_menu(self, portal, anna):
        def has(person: Person) -> bool:
            return bool(person.open("/").tree.xpath("//a[contains(@href, '@@mail-settings')]"))

        assert has(anna)
        assert not has(Person(portal.absolute_url()))


class TestService:
    def test_the_same(self, anna, mailbox):
        answer = anna.api("GET", SERVICE)
        assert "no-store" in answer.headers["Cache-Control"]
        assert (answer.json()["mails"], answer.json()["kept"]) == ("at_once", 0)
        answer = anna.api("PATCH", SERVICE, {"mails": "daily"})
        assert (answer.status_code, answer.json()["mails"]) == (200, "daily")
        told()
        assert anna.api("GET", SERVICE).json()["kept"] == 1
        assert anna.api("PATCH", SERVICE, {"mails": "at_once"}).json()["kept"] == 0
        assert mailbox.recipients == ["anna@example.org"]

    @pytest.mark.parametrize(
        "sent", [{}, {"mails": "never"}, {"mails": ["daily"]}, {"mails": None}]
    )
    def test_names_what_is_wrong(self, anna, sent):
        answer = anna.api("PATCH", SERVICE, sent)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "mails"
        assert chosen() == "at_once"

    def test_not_for_visitors(self, portal):
        visitor = Person(portal.absolute_url())
        assert visitor.api("GET", SERVICE).status_code == 401
        assert visitor.api("PATCH", SERVICE, {"mails": "daily"}).status_code == 401


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://kim.example.org", True),
        ("http://localhost:8081/", True),
        ("https://kim.example.org/portal", False),
        ("kim.example.org", False),
        ("https://kim.example.org\nx", False),
    ],
)
def test_address_of_the_portal(address, good):
    assert settings.is_root(address) is good
