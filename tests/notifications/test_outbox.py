"""A letter is sent after the commit, at most once, and the office sees what became of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from forms.posting import PASSWORD
from forms.posting import Person
from kim.portal.notifications import delivery
from kim.portal.notifications import ledger
from kim.portal.notifications import links
from kim.portal.notifications.delivery import deliver
from kim.portal.notifications.delivery import Delivered
from kim.portal.notifications.ledger import Ledger
from kim.portal.notifications.ledger import NoLetter
from kim.portal.notifications.ledger import Settled
from kim.portal.notifications.letter import BadLetter
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.outbox import again
from kim.portal.notifications.outbox import drop
from kim.portal.notifications.outbox import letters
from kim.portal.notifications.outbox import overview
from kim.portal.notifications.outbox import post
from kim.portal.notifications.server import Session
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.registry.interfaces import IRegistry
from tests.mailbox import commit
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.component import getUtility

import pytest
import transaction


@pytest.fixture
def site(functional, mailbox):
    """A site that knows a mail server."""
    mailbox.connect()
    commit()
    return functional["portal"]


@pytest.fixture
def later(monkeypatch):
    """Let time pass."""

    def pass_by(**much: int) -> None:
        moment = ledger.now() + timedelta(**much)
        monkeypatch.setattr(ledger, "now", lambda: moment)

    return pass_by


def posted(to: str = "anna@example.org", **values) -> str:
    letter_id = post(Letter(to, "Einladung", "Geheimes Wort", **values))
    commit()
    return letter_id


def state(letter_id: str) -> str:
    transaction.begin()
    return next(each.state for each in letters() if each.id == letter_id)


def delivered(site) -> Delivered:
    return deliver(site._p_jar.db(), site.getPhysicalPath())


def opened(site, manager: TransactionManager):
    """One more connection, as another process has it."""
    connection = site._p_jar.db().open(manager)
    manager.begin()
    return connection


class Death(BaseException):
    """The process ends here; the transaction logs it, which changes nothing."""


class TestAfterTheCommit:
    def test_sent(self, site, mailbox):
        letter_id = posted(about="uid-1", purpose="invitation")
        (mail,) = mailbox.letters
        assert (mail["Subject"], mail["To"]) == ("Einladung", "anna@example.org")
        assert "KIM Müsterkreis" in mail["From"]
        assert mail.get_content().strip() == "Geheimes Wort"
        transaction.begin()
        (found,) = letters(about="uid-1")
        assert (found.id, found.state, found.purpose) == (letter_id, "sent", "invitation")
        assert found.posted <= found.sent

    def test_nothing_of_its_text_stays(self, site):
        letter_id = posted()
        transaction.begin()
        assert Ledger(site).row(letter_id)["body"] is None
        assert list(Ledger(site).open) == []

    def test_many_in_one_transaction(self, site, mailbox):
        for number in range(5):
            post(Letter(f"p{number}@example.org", "S", "T"))
        assert mailbox.letters == []
        commit()
        assert mailbox.recipients == [f"p{number}@example.org" for number in range(5)]

    def test_not_posted_where_the_transaction_fails(self, site, mailbox):
        post(Letter("anna@example.org", "S", "T"))
        transaction.abort()
        savepoint = transaction.savepoint()
        post(Letter("anna@example.org", "S", "T"))
        savepoint.rollback()
        posted("berta@example.org")
        assert mailbox.recipients == ["berta@example.org"]

    def test_from_a_request(self, site, mailbox):
        """The way that letters go: the publisher commits."""
        letter_id = waiting_letter(mailbox)
        api.user.create(email="o@example.org", username="office", password=PASSWORD)
        api.group.add_user(groupname="kim-coordination", username="office")
        commit()
        person = Person(site.absolute_url(), "office")
        assert person.api("POST", f"/@outbox/{letter_id}/again").status_code == 204
        assert mailbox.recipients == ["anna@example.org"]


def waiting_letter(mailbox) -> str:
    """One that the server would not take now."""
    mailbox.refuse = "450 Later"
    letter_id = posted()
    mailbox.refuse = None
    return letter_id


class TestNotSent:
    def test_refused_for_good(self, site, mailbox):
        mailbox.refuse = {"gone@example.org": "550 No such user"}
        ids = [post(Letter(to, "S", "T")) for to in ("gone@example.org", "here@example.org")]
        commit()
        assert [state(each) for each in ids] == ["failed", "sent"]
        (failed,) = overview().failed
        assert (failed.reason, failed.trouble) == ("refused", "550 No such user")
        assert delivered(site) == Delivered()

    def test_refused_after_the_text(self, site, mailbox):
        mailbox.answer = "554 Looks like spam"
        assert state(posted()) == "failed"
        assert mailbox.letters == []

    def test_later(self, site, mailbox, later):
        letter_id = waiting_letter(mailbox)
        assert state(letter_id) == "waiting"
        assert letters()[0].trouble == "450 Later"
        assert delivered(site) == Delivered(sent=1)
        assert state(letter_id) == "sent"

    def test_later_for_too_long(self, site, mailbox, later):
        letter_id = waiting_letter(mailbox)
        later(days=4)
        mailbox.refuse = "450 Later"
        assert delivered(site) == Delivered(failed=1)
        assert state(letter_id) == "failed"

    def test_no_connection(self, site, mailbox):
        api.portal.set_registry_record("plone.smtp_port", 1)
        ids = [post(Letter("anna@example.org", "S", "T")) for _number in range(2)]
        commit()
        assert [state(each) for each in ids] == ["waiting", "waiting"]
        assert {each.reason for each in letters()} == {"unreachable"}
        assert all(each.trouble for each in letters())
        mailbox.connect()
        commit()
        assert delivered(site) == Delivered(sent=2)

    @pytest.mark.parametrize("name", ["email_from_address", "smtp_host"])
    def test_no_server_set_up(self, site, mailbox, monkeypatch, name):
        record = getUtility(IRegistry).records[f"plone.{name}"]
        record.field.required = False
        record.value = None
        commit()
        monkeypatch.setattr(Session, "ready", lambda self: pytest.fail("Tried"))
        letter_id = posted()
        assert state(letter_id) == "waiting"
        assert not overview().can_send
        assert delivered(site) == Delivered(waiting=1)

    def test_no_address(self, site, mailbox):
        letter_id = posted("Anna <anna@example.org>")
        assert state(letter_id) == "failed"
        assert overview().failed[0].reason == "no_address"
        assert mailbox.letters == []

    @pytest.mark.parametrize(
        "letter",
        [
            Letter("a@example.org\nBcc: b@example.org", "S", "T"),
            Letter("a@example.org", "S\r\nBcc: b@example.org", "T"),
        ],
    )
    def test_line_breaks_in_headers(self, site, letter):
        with pytest.raises(BadLetter):
            post(letter)
        assert letters() == []


class TestAtMostOnce:
    def test_process_dies_after_sending(self, site, mailbox, monkeypatch, later):
        with monkeypatch.context() as patched:
            patched.setattr(delivery, "_settle", dies)
            letter_id = posted_by_a_dying_process()
        assert len(mailbox.letters) == 1
        assert state(letter_id) == "sending"
        assert delivered(site) == Delivered()
        with pytest.raises(Settled):
            again(letter_id)
        later(hours=1)
        assert state(letter_id) == "unclear"
        assert overview().unclear[0].reason == "interrupted"
        assert delivered(site) == Delivered()
        assert len(mailbox.letters) == 1

    def test_process_dies_before_sending(self, site, mailbox, monkeypatch, later):
        with monkeypatch.context() as patched:
            patched.setattr(Session, "send", dies)
            letter_id = posted_by_a_dying_process()
        later(hours=1)
        assert (state(letter_id), delivered(site), mailbox.letters) == ("unclear", Delivered(), [])

    def test_process_dies_before_marking(self, site, mailbox, monkeypatch):
        with monkeypatch.context() as patched:
            patched.setattr(delivery, "_take", dies)
            letter_id = posted_by_a_dying_process()
        assert state(letter_id) == "waiting"
        assert delivered(site) == Delivered(sent=1)

    def test_connection_breaks_before_the_answer(self, site, mailbox):
        mailbox.breaks_off = True
        letter_id = posted()
        assert state(letter_id) == "unclear"
        mailbox.breaks_off = False
        assert delivered(site) == Delivered()
        assert len(mailbox.letters) == 1

    def test_two_take_the_same_letter(self, site, mailbox):
        letter_id = waiting_letter(mailbox)
        managers = [TransactionManager(), TransactionManager()]
        connections = [opened(site, manager) for manager in managers]
        rows = [
            Ledger(connection.root()["Application"]["plone"]).row(letter_id)
            for connection in connections
        ]
        taken = [delivery._take(*each) for each in zip(managers, rows, strict=True)]
        for connection in connections:
            connection.close()
        assert taken == [True, False]

    def test_given_up_while_it_is_taken(self, site, mailbox):
        letter_id = waiting_letter(mailbox)
        manager = TransactionManager()
        connection = opened(site, manager)
        row = Ledger(connection.root()["Application"]["plone"]).row(letter_id)
        row["state"]
        drop(letter_id)
        commit()
        assert not delivery._take(manager, row)
        connection.close()
        assert delivered(site) == Delivered()
        assert mailbox.letters == []

    def test_many_deliverers(self, site, mailbox):
        mailbox.refuse = "450 Later"
        for number in range(20):
            post(Letter(f"p{number}@example.org", "S", "T"))
        commit()
        mailbox.refuse = None
        db, path = site._p_jar.db(), site.getPhysicalPath()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _number: deliver(db, path), range(4)))
        assert sorted(mailbox.recipients) == sorted(f"p{n}@example.org" for n in range(20))
        transaction.begin()
        assert {each.state for each in letters()} == {"sent"}

    def test_a_conflict_elsewhere_is_not_swallowed(self, site, mailbox, monkeypatch):
        letter_id = waiting_letter(mailbox)

        def conflict(*args):
            raise ConflictError()

        monkeypatch.setattr(delivery, "_meaning", conflict)
        with pytest.raises(ConflictError):
            delivered(site)
        assert state(letter_id) == "sending"


def dies(*args):
    raise Death


def posted_by_a_dying_process() -> str:
    letter_id = post(Letter("anna@example.org", "S", "T"))
    commit()
    return letter_id


class TestTheOfficeDecides:
    def test_sends_what_failed_once_more(self, site, mailbox):
        mailbox.refuse = "550 No"
        letter_id = posted()
        mailbox.refuse = None
        again(letter_id)
        commit()
        assert state(letter_id) == "sent"
        assert len(mailbox.letters) == 1

    def test_sends_what_is_unclear_once_more(self, site, mailbox):
        mailbox.breaks_off = True
        letter_id = posted()
        mailbox.breaks_off = False
        again(letter_id)
        commit()
        assert state(letter_id) == "sent"
        assert len({mail["Message-ID"] for mail in mailbox.letters}) == 1

    def test_gives_up(self, site, mailbox):
        letter_id = waiting_letter(mailbox)
        drop(letter_id)
        commit()
        assert state(letter_id) == "dropped"
        assert Ledger(site).row(letter_id)["body"] is None
        assert delivered(site) == Delivered()
        assert overview().waiting == overview().unclear == overview().failed == []

    @pytest.mark.parametrize("act", [again, drop])
    def test_nothing_about_what_is_settled(self, site, act):
        letter_id = posted()
        transaction.begin()
        with pytest.raises(Settled):
            act(letter_id)
        with pytest.raises(NoLetter):
            act("none")


class TestKeeping:
    def test_found_by_content_and_purpose(self, integration):
        for about, purpose in (("a", "x"), ("a", "y"), ("ab", "x"), ("", "x")):
            post(Letter("anna@example.org", "S", "T", about=about, purpose=purpose))
        assert [(each.about, each.purpose) for each in letters(about="a")] == [
            ("a", "x"),
            ("a", "y"),
        ]
        assert len(letters(purpose="x")) == 3
        assert len(letters(about="a", purpose="y")) == 1
        assert letters(about="none") == []

    def test_forgotten_after_a_year(self, site, mailbox, later):
        posted(about="old")
        later(days=364)
        delivered(site)
        transaction.begin()
        assert len(letters()) == 1
        later(days=2)
        delivered(site)
        transaction.begin()
        assert letters() == letters(about="old") == []
        assert not list(Ledger(site).kept["about"])

    def test_as_long_as_is_set(self, site, later):
        api.portal.set_registry_record("kim.notifications.keep_days", 7)
        posted()
        later(days=8)
        delivered(site)
        transaction.begin()
        assert letters() == []

    def test_progress(self, site, mailbox):
        mailbox.refuse = "450 Later"
        for _number in range(3):
            post(Letter("anna@example.org", "S", "T"))
        commit()
        told = []
        deliver(
            site._p_jar.db(),
            site.getPhysicalPath(),
            told=lambda done, total: told.append((done, total)),
        )
        assert told == [(1, 3), (2, 3), (3, 3)]


class TestInstall:
    def test_uninstall_leaves_neither_mail_nor_key(self, integration, portal):
        setRoles(portal, TEST_USER_ID, ["Manager"])
        post(Letter("anna@example.org", "S", "T"))
        token = links.sign("answer", {})
        ledger.uninstall(portal)
        links.uninstall(portal)
        assert letters() == []
        with pytest.raises(links.Forged):
            links.read("answer", token, None)
