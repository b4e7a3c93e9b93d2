"""The office's page and its service: who, what about, when; never the text; for nobody else."""

from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.outbox import letters
from kim.portal.notifications.outbox import post
from plone import api
from plone.registry.interfaces import IRegistry
from tests.county_site import words
from tests.mailbox import commit
from zope.component import getUtility

import pytest
import transaction


SECRET = "Einmallink-geheim"


@pytest.fixture
def portal(functional, mailbox):
    """One letter is sent, one failed, one is unclear, one waits."""
    mailbox.connect()
    for user in ("office", "member"):
        api.user.create(email=f"{user}@example.org", username=user, password=PASSWORD)
    api.group.add_user(groupname="kim-coordination", username="office")
    mailbox.refuse = {"failed@example.org": "550 Unbekannt", "waiting@example.org": "450 Warten"}
    for name in ("sent", "failed", "waiting"):
        post(Letter(f"{name}@example.org", f"Betreff {name}", SECRET, about="a1", purpose="test"))
    commit()
    mailbox.breaks_off = True
    post(Letter("unclear@example.org", "Betreff unclear", SECRET))
    commit()
    mailbox.breaks_off, mailbox.refuse = False, None
    return functional["portal"]


@pytest.fixture
def office(portal) -> Person:
    return Person(portal.absolute_url(), "office")


def found(name: str):
    transaction.begin()
    return next(each for each in letters() if each.to == f"{name}@example.org")


def press(office: Person, act: str, name: str, token: bool = True):
    page = office.open("/@@outbox")
    fields = page.tree.xpath("//*[@id='content-core']//input[@name='_authenticator']/@value")
    sent = [("_authenticator", fields[0])] if token else []
    return office.post("/@@outbox", [*sent, (act, found(name).id)])


class TestPage:
    def test_each_letter_where_it_belongs(self, office):
        page = office.open("/@@outbox")
        assert page.status == 200
        assert page.response.headers["Cache-Control"] == "no-store"
        for name in ("sent", "failed", "waiting", "unclear"):
            (section,) = page.tree.xpath(f"//section[@aria-labelledby='outbox-{name}']")
            assert f"Betreff {name}" in words(section)
            assert words(section).count("@example.org") == 1
        assert "550 Unbekannt" in page.text("//section")
        assert "Vielleicht ist die E-Mail angekommen" in page.text("//section")

    def test_no_text_of_a_letter(self, office):
        assert SECRET not in office.open("/@@outbox").response.text
        assert SECRET not in office.api("GET", "/@outbox").text

    @pytest.mark.parametrize("name", ["failed", "unclear", "waiting"])
    def test_send_once_more(self, office, mailbox, name):
        page = press(office, "again", name)
        assert "erneut an den Mailserver" in page.messages
        assert found(name).state == "sent"
        assert mailbox.recipients[-1] == f"{name}@example.org"

    def test_give_up(self, office):
        page = press(office, "drop", "unclear")
        assert "Aufgegeben" in page.messages
        assert found("unclear").state == "dropped"

    def test_too_late(self, office):
        page = press(office, "again", "sent")
        assert "Nichts geändert" in page.messages

    def test_needs_the_token(self, office):
        assert press(office, "drop", "failed", token=False).status == 403
        assert found("failed").state == "failed"

    def test_says_that_there_is_no_server(self, office, portal):
        note = "//*[@id='outbox-no-server']"
        assert not office.open("/@@outbox").tree.xpath(note)
        record = getUtility(IRegistry).records["plone.email_from_address"]
        record.field.required = False
        record.value = None
        commit()
        page = office.open("/@@outbox")
        assert "kein Mailserver" in page.text(note)
        # The settings are the administrators'.
        assert not page.tree.xpath(f"{note}//a")
        api.user.grant_roles(username="office", roles=["Site Administrator"])
        commit()
        assert office.open("/@@outbox").tree.xpath(f"{note}//a")

    def test_in_the_personal_menu(self, office, portal):
        def has(person: Person) -> bool:
            return bool(person.open("/").tree.xpath("//a[contains(@href, '@@outbox')]"))

        assert has(office)
        assert not has(Person(portal.absolute_url(), "member"))
        assert not has(Person(portal.absolute_url()))


class TestService:
    def test_the_same_lists(self, office):
        answer = office.api("GET", "/@outbox")
        assert "no-store" in answer.headers["Cache-Control"]
        data = answer.json()
        assert data["can_send"] is True
        for name in ("sent", "failed", "waiting", "unclear"):
            (item,) = data[name]
            assert item["to"] == f"{name}@example.org"
            assert set(item) == {
                "@id", "id", "to", "subject", "about", "purpose", "state", "posted", "sent",
                "reason", "trouble",
            }  # fmt: skip

    def test_acts(self, office):
        letter_id = found("failed").id
        assert office.api("POST", f"/@outbox/{letter_id}/again").status_code == 204
        assert found("failed").state == "sent"
        assert office.api("POST", f"/@outbox/{letter_id}/again").status_code == 409
        assert office.api("POST", f"/@outbox/{found('unclear').id}/drop").status_code == 204
        assert found("unclear").state == "dropped"

    @pytest.mark.parametrize("path", ["", "/x", "/x/again", "/x/again/y", "/x/delete"])
    def test_nothing_there(self, office, path):
        assert office.api("POST", f"/@outbox{path}").status_code == 404


class TestNobodyElse:
    @pytest.mark.parametrize("user", [None, "member"])
    def test_finds_it(self, portal, user):
        person = Person(portal.absolute_url(), user)
        page = person.open("/@@outbox")
        assert "Betreff" not in page.response.text
        assert "login" in page.url or page.status in (401, 403) or "privileges" in page.url
        assert person.api("GET", "/@outbox").status_code == 401
        letter_id = found("failed").id
        assert person.api("POST", f"/@outbox/{letter_id}/drop").status_code == 401
        person.post("/@@outbox", [("drop", letter_id)])
        assert found("failed").state == "failed"
