"""Rules of the fields, each through the form and the API: the same refusal, the same place."""

from dataclasses import dataclass
from forms.posting import Person
from kim.portal.county import publication
from kim.portal.county.terms import replace
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from typing import Any

import pytest
import transaction


TERMS = [{"id": "one", "title": {"de": "Eins"}}, {"id": "two", "title": {"de": "Zwei"}}]
ACTOR, OFFER, TOWN, PROGRAMME = "/akteure/a", "/akteure/a/o", "/kommunen/hier", "/programme/p"


@pytest.fixture(scope="class")
def office(functional_portal_class) -> Person:
    """Somebody who may do everything, in a site with one entry of each type."""
    portal = functional_portal_class
    with api.env.adopt_roles(["Manager"]):
        for name in ("topics", "categories", "languages", "phases", "duties"):
            replace(name, TERMS)
        town = api.content.create(portal["kommunen"], "Municipality", "hier", title="Hier")
        publication.publish(town)
        actor = api.content.create(portal["akteure"], "Actor", "a", title="A", category="one")
        api.content.create(actor, "Offer", "o", title="O")
        api.content.create(portal["programme"], "Programme", "p", title="P")
    transaction.commit()
    return Person(portal.absolute_url(), SITE_OWNER_NAME, SITE_OWNER_PASSWORD)


@dataclass
class Wrong:
    """Values that both ways refuse: `form` and `json` are what is sent, `path` what is wrong."""

    entry: str
    form: dict[str, Any]
    json: dict[str, Any]
    path: tuple[str | int, ...]
    #: The field's id in the form where it is not made of its path.
    target: str = ""

    @property
    def link(self) -> str:
        field, *cell = self.path
        if not cell:
            return self.target or f"form-widgets-{field}"
        return f"form-widgets-{field}-{cell[0]}-widgets-{cell[1]}"


def row(field: str, cells: dict[str, Any]) -> dict[str, Any]:
    """A row of a list as the form sends it."""
    sent = {f"{field}.0.widgets.{name}": value for name, value in cells.items()}
    return {f"{field}.count": 1, f"{field}.0-empty-marker": "1", **sent}


def cell(entry: str, field: str, name: str, value: Any, **others: Any) -> Wrong:
    """One wrong cell of one row."""
    typed = {f"{key}:list" if key in CHOICES else key: v for key, v in others.items()}
    return Wrong(
        entry,
        row(field, {**typed, name: value}),
        {field: [{**others, name: value}]},
        (field, 0, name),
    )


CHOICES = ("day", "kind", "duty", "municipality")
SLOT = {"day": "monday", "opens": "10:00", "closes": "11:00"}
FIGURE = {"kind": "naturalisations", "reference_date": "2026-01-01", "source": "AZR"}
BOTH_WAYS = {
    "no phone": cell(ACTOR, "contacts", "phone", "abc"),
    "a phone with words": cell(ACTOR, "contacts", "phone", "02131 123456 Frau"),
    "too short a phone": cell(OFFER, "contacts", "phone", "1"),
    "no e-mail": cell(ACTOR, "contacts", "email", "info@example"),
    "two e-mails": cell(ACTOR, "contacts", "email", "a@example.org, b@example.org"),
    "an e-mail with markup": cell(OFFER, "contacts", "email", "<a@example.org>"),
    "too long a function": cell(ACTOR, "contacts", "function", "x" * 201),
    "javascript": Wrong(
        ACTOR, {"website": "javascript:alert(1)"}, {"website": "javascript:alert(1)"}, ("website",)
    ),
    "data": Wrong(
        OFFER, {"website": "data:text/html,x"}, {"website": "data:text/html,x"}, ("website",)
    ),
    "ftp": Wrong(
        ACTOR, {"website": "ftp://example.org"}, {"website": "ftp://example.org"}, ("website",)
    ),
    "no scheme": Wrong(
        OFFER, {"website": "www.example.org"}, {"website": "www.example.org"}, ("website",)
    ),
    "a quote in an address": Wrong(
        ACTOR,
        {"website": 'https://a.org/"><script>'},
        {"website": 'https://a.org/"><script>'},
        ("website",),
    ),
    "Austria, marked": cell(ACTOR, "addresses", "postal_code", "A-1010"),
    "Austria": cell(ACTOR, "addresses", "postal_code", "1010"),
    "beyond the last": cell(ACTOR, "addresses", "postal_code", "99999"),
    "below the first": cell(OFFER, "places", "postal_code", "00123"),
    "letters in a postcode": cell(ACTOR, "addresses", "postal_code", "4146O"),
    "north of the pole": cell(ACTOR, "addresses", "latitude", 90.5),
    "round the earth": cell(ACTOR, "addresses", "longitude", 181.0),
    "off the earth": Wrong(TOWN, {"latitude": "-91"}, {"latitude": -91}, ("latitude",)),
    "a word for a latitude": cell(ACTOR, "addresses", "latitude", "north"),
    "no time": cell(ACTOR, "opening_hours", "opens", "abends", day="monday", closes="20:00"),
    "the 25th hour": cell(OFFER, "times", "closes", "25:00", day="monday", opens="10:00"),
    "no day": cell(ACTOR, "opening_hours", "note", "x" * 201, **SLOT),
    "no end": cell(ACTOR, "opening_hours", "closes", "", day="monday", opens="10:00"),
    "an unknown weekday": cell(
        ACTOR, "opening_hours", "day", "someday", opens="10:00", closes="11:00"
    ),
    "age upside down": Wrong(
        OFFER,
        {"IAudience.age_from": "18", "IAudience.age_to": "6"},
        {"age_from": 18, "age_to": 6},
        ("age_to",),
        "form-widgets-IAudience-age_to",
    ),
    "a negative age": Wrong(
        OFFER,
        {"IAudience.age_from": "-1"},
        {"age_from": -1},
        ("age_from",),
        "form-widgets-IAudience-age_from",
    ),
    "age 999": Wrong(
        OFFER,
        {"IAudience.age_to": "999"},
        {"age_to": 999},
        ("age_to",),
        "form-widgets-IAudience-age_to",
    ),
    "half an age": Wrong(
        OFFER,
        {"IAudience.age_to": "6.5"},
        {"age_to": 6.5},
        ("age_to",),
        "form-widgets-IAudience-age_to",
    ),
    "listed without a municipality": Wrong(
        OFFER,
        {"ICoverage.coverage": "listed"},
        {"coverage": "listed"},
        ("municipalities",),
        "formfield-form-widgets-ICoverage-municipalities",
    ),
    "a municipality, county-wide": Wrong(
        ACTOR,
        {"ICoverage.coverage": "county", "ICoverage.municipalities:list": ["hier"]},
        {"coverage": "county", "municipalities": ["hier"]},
        ("coverage",),
        "formfield-form-widgets-ICoverage-coverage",
    ),
    "free with an amount": Wrong(
        OFFER, {"cost": "free", "amount": "5"}, {"cost": "free", "amount": "5"}, ("amount",)
    ),
    "a negative amount": Wrong(
        OFFER, {"cost": "fee", "amount": "-5"}, {"cost": "fee", "amount": "-5"}, ("amount",)
    ),
    "a word for an amount": Wrong(OFFER, {"amount": "viel"}, {"amount": "viel"}, ("amount",)),
    "thousands": Wrong(OFFER, {"amount": "1.000,50"}, {"amount": "1.000,50"}, ("amount",)),
    "a programme that ends first": Wrong(
        PROGRAMME,
        {"starts": "2026-02-01", "ends": "2026-01-01"},
        {"starts": "2026-02-01", "ends": "2026-01-01"},
        ("ends",),
    ),
    "a thirteenth month": Wrong(
        PROGRAMME, {"ends": "2026-13-01"}, {"ends": "2026-13-01"}, ("ends",)
    ),
    "a long title": Wrong(
        OFFER,
        {"IBasic.title": "x" * 201},
        {"title": "x" * 201},
        ("title",),
        "form-widgets-IBasic-title",
    ),
    "a long summary": Wrong(
        TOWN,
        {"IBasic.description": "x" * 501},
        {"description": "x" * 501},
        ("description",),
        "form-widgets-IBasic-description",
    ),
    "no title": Wrong(
        ACTOR, {"IBasic.title": ""}, {"title": ""}, ("title",), "form-widgets-IBasic-title"
    ),
    "blanks for a title": Wrong(
        ACTOR, {"IBasic.title": "  "}, {"title": "  "}, ("title",), "form-widgets-IBasic-title"
    ),
    "a short key": Wrong(TOWN, {"ags": "123"}, {"ags": "123"}, ("ags",)),
    "a small figure": cell(TOWN, "figures", "value", 3, **FIGURE),
    "a need that ends first": cell(
        TOWN, "local_needs", "valid_to", "2026-01-01", group="G", valid_from="2026-02-01"
    ),
    "a need without a group": cell(TOWN, "local_needs", "group", "", valid_from="2026-02-01"),
}


class TestForm:
    @pytest.mark.parametrize("name", BOTH_WAYS)
    def test_refuses(self, office, name):
        wrong = BOTH_WAYS[name]
        page = office.send(f"{wrong.entry}/edit", wrong.form)
        assert (page.status, page.url.rsplit("/", 1)[1]) == (200, "edit"), page.messages
        assert list(page.summary) == [wrong.link]
        assert len(page.summary[wrong.link]) > 20
        marked = page.tree.xpath("//*[@aria-invalid='true']")
        assert marked
        for element in marked:
            for described in element.get("aria-describedby").split():
                assert page.by_id(described).text_content().strip()


class TestApi:
    @pytest.mark.parametrize("name", BOTH_WAYS)
    def test_refuses(self, office, name):
        wrong = BOTH_WAYS[name]
        before = office.api("GET", wrong.entry).json()
        answer = office.api("PATCH", wrong.entry, wrong.json)
        assert answer.status_code == 400, answer.text
        errors = answer.json()["errors"]
        assert [tuple(error["path"]) for error in errors] == [wrong.path]
        assert errors[0]["field"] == wrong.path[0]
        assert len(errors[0]["message"]) > 20
        after = office.api("GET", wrong.entry).json()
        assert {n: after[n] for n in wrong.json} == {n: before[n] for n in wrong.json}


ONLY_JSON = {
    "a text for a list": (ACTOR, {"topics": "one"}, ["topics"]),
    "a list for a text": (ACTOR, {"text": ["one"]}, ["text"]),
    "a list for a line": (ACTOR, {"website": ["https://example.org"]}, ["website"]),
    "an object for a title": (ACTOR, {"title": {"de": "A"}}, ["title"]),
    "a number for a title": (ACTOR, {"title": 1}, ["title"]),
    "nothing for a title": (ACTOR, {"title": None}, ["title"]),
    "an unknown term": (ACTOR, {"topics": ["three"]}, ["topics"]),
    "a list in a list": (ACTOR, {"topics": [["one"]]}, ["topics", 0]),
    "nothing in a list": (ACTOR, {"topics": [None]}, ["topics", 0]),
    "the same term twice is one": (OFFER, {"cost": "cheap"}, ["cost"]),
    "a list for a choice": (OFFER, {"cost": ["free"]}, ["cost"]),
    "an unknown category": (ACTOR, {"category": "three"}, ["category"]),
    "an unknown municipality": (
        OFFER,
        {"coverage": "listed", "municipalities": ["dort"]},
        ["municipalities"],
    ),
    "yes for true": (ACTOR, {"trusted": "yes"}, ["trusted"]),
    "a text for a number": (OFFER, {"age_from": "6"}, ["age_from"]),
    "true for a number": (OFFER, {"age_from": True}, ["age_from"]),
    "no number": (OFFER, {"amount": "NaN"}, ["amount"]),
    "a text for rows": (ACTOR, {"contacts": "02131 1234"}, ["contacts"]),
    "an object for rows": (ACTOR, {"contacts": {"phone": "02131 1234"}}, ["contacts"]),
    "a text for a row": (ACTOR, {"contacts": ["02131 1234"]}, ["contacts", 0]),
    "an unknown cell": (ACTOR, {"contacts": [{"fax": "02131 1234"}]}, ["contacts", 0]),
    "a list for a cell": (
        ACTOR,
        {"contacts": [{"phone": ["02131 1234"]}]},
        ["contacts", 0, "phone"],
    ),
    "a missing cell": (
        ACTOR,
        {"opening_hours": [{"day": "monday", "opens": "10:00"}]},
        ["opening_hours", 0, "closes"],
    ),
    "a number for a time": (
        ACTOR,
        {"opening_hours": [{**SLOT, "opens": 10}]},
        ["opening_hours", 0, "opens"],
    ),
    "an end before the start": (
        ACTOR,
        {"opening_hours": [SLOT, {**SLOT, "closes": "09:00"}]},
        ["opening_hours", 1],
    ),
    "too many rows": (ACTOR, {"contacts": [{}] * 31}, ["contacts"]),
    "an unknown duty": (
        ACTOR,
        {"responsibilities": [{"duty": "x", "municipality": "hier"}]},
        ["responsibilities", 0, "duty"],
    ),
}


class TestJson:
    @pytest.mark.parametrize("name", ONLY_JSON)
    def test_refuses(self, office, name):
        entry, json, path = ONLY_JSON[name]
        answer = office.api("PATCH", entry, json)
        assert answer.status_code == 400, answer.text
        assert [error["path"] for error in answer.json()["errors"]] == [path]


class TestRulesOverSeveralFields:
    """A PATCH that sends one of two fields is judged with the other as it is stored."""

    def test_the_other_is_stored(self, office):
        assert office.api("PATCH", OFFER, {"age_from": 18, "age_to": 30}).status_code == 204
        answer = office.api("PATCH", OFFER, {"age_to": 10})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == ["age_to"]
        assert office.api("PATCH", OFFER, {"age_from": None, "age_to": 10}).status_code == 204

    def test_null_counts(self, office):
        assert (
            office.api(
                "PATCH", OFFER, {"coverage": "listed", "municipalities": ["hier"]}
            ).status_code
            == 204
        )
        assert office.api("PATCH", OFFER, {"municipalities": None}).status_code == 400

    def test_a_form_can_repair(self, office):
        office.api("PATCH", OFFER, {"cost": "fee", "amount": "5"})
        page = office.send(f"{OFFER}/edit", {"cost": "free", "amount": ""})
        assert not page.summary
        assert office.api("GET", OFFER).json()["cost"]["token"] == "free"

    def test_post(self, office):
        new = {"@type": "Offer", "title": "Neu", "coverage": "listed"}
        answer = office.api("POST", ACTOR, new)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["path"] == ["municipalities"]
        assert office.api("POST", ACTOR, {"@type": "Offer", "title": "Neu"}).status_code == 201

    def test_post_without_title(self, office):
        answer = office.api("POST", ACTOR, {"@type": "Offer"})
        assert answer.status_code == 400
        assert ["title"] in [error["path"] for error in answer.json()["errors"]]


class TestRows:
    def test_end_before_start_marks_the_row(self, office):
        sent = {
            "opening_hours.count": 2,
            **{f"opening_hours.{n}-empty-marker": "1" for n in (0, 1)},
            **{f"opening_hours.{n}.widgets.day:list": "monday" for n in (0, 1)},
            **{f"opening_hours.{n}.widgets.opens": "10:00" for n in (0, 1)},
            "opening_hours.0.widgets.closes": "11:00",
            "opening_hours.1.widgets.closes": "09:00",
        }
        page = office.send(f"{ACTOR}/edit", sent)
        target = "formfield-form-widgets-opening_hours-1"
        assert list(page.summary) == [target]
        assert page.by_id(target).get("aria-describedby") == "form-widgets-opening_hours-1-error"
        assert page.by_id("form-widgets-opening_hours-1-error").text_content().strip()

    def test_what_was_typed_stays(self, office):
        typed = {"phone": "abc", "function": "Empfang", "email": "x@example.org"}
        page = office.send(f"{ACTOR}/edit", row("contacts", typed))
        shown = {
            name: page.by_id(f"form-widgets-contacts-0-widgets-{name}").get("value")
            for name in typed
        }
        assert shown == typed

    def test_values_are_stored_in_their_types(self, office, functional_portal_class):
        office.send(
            f"{ACTOR}/edit",
            {
                **row("addresses", {"city": "Neuss", "latitude": "51,2", "longitude": "6.69"}),
                **row("opening_hours", {"day:list": "monday", "opens": "08:05", "closes": "12:00"}),
            },
        )
        transaction.begin()
        actor = functional_portal_class["akteure"]["a"]
        assert (actor.addresses[0]["latitude"], actor.addresses[0]["longitude"]) == (51.2, 6.69)
        assert actor.opening_hours[0]["opens"].isoformat() == "08:05:00"
        page = office.open(f"{ACTOR}/edit")
        assert page.by_id("form-widgets-addresses-0-widgets-latitude").get("value") == "51,2"
        time = page.by_id("form-widgets-opening_hours-0-widgets-opens")
        assert (time.get("type"), time.get("value")) == ("time", "08:05")

    def test_empty_rows_are_dropped(self, office, functional_portal_class):
        sent = {
            "contacts.count": 2,
            **{f"contacts.{n}-empty-marker": "1" for n in (0, 1)},
            "contacts.0.widgets.phone": "",
            "contacts.1.widgets.phone": "02131 123456",
        }
        assert not office.send(f"{ACTOR}/edit", sent).summary
        transaction.begin()
        assert [c["phone"] for c in functional_portal_class["akteure"]["a"].contacts] == [
            "02131 123456"
        ]

    def test_rows_can_be_emptied(self, office, functional_portal_class):
        office.send(f"{ACTOR}/edit", row("contacts", {"phone": "02131 123456"}))
        office.send(f"{ACTOR}/edit", {"contacts.count": 0, "contacts.0.widgets.phone": None})
        transaction.begin()
        assert functional_portal_class["akteure"]["a"].contacts == []


class TestMarkup:
    MARKUP = "<script>alert(1)</script><b onclick='x'>fett</b>"

    @pytest.mark.parametrize("entry", [ACTOR, OFFER, PROGRAMME, TOWN])
    def test_is_text(self, office, entry):
        sent = {"title": f"T {self.MARKUP}", "description": self.MARKUP, "text": self.MARKUP}
        assert office.api("PATCH", entry, sent).status_code == 204
        assert office.api("GET", entry).json()["text"] == self.MARKUP
        for path in (entry, f"{entry}/edit"):
            page = office.open(path)
            assert page.status == 200
            assert "<script>alert(1)" not in page.response.text
            assert not page.tree.xpath("//b[@onclick]")
            assert "&lt;script&gt;alert(1)" in page.response.text
