"""Somebody is told at once, or once a day in one mail; nothing is lost, nothing comes twice."""

from datetime import date
from forms.posting import PASSWORD
from kim.portal.notifications import digests
from kim.portal.notifications import keeping
from kim.portal.notifications import preferences
from kim.portal.notifications.keeping import Message
from kim.portal.notifications.letter import BadLetter
from kim.portal.notifications.outbox import letters
from kim.portal.notifications.outbox import overview
from kim.portal.notifications.telling import tell
from plone import api
from tests.mailbox import commit
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import site as in_site

import pytest
import transaction


TODAY = date(2026, 11, 25)


@pytest.fixture
def site(functional, mailbox):
    """Anna wants one mail a day, Berta each at once."""
    mailbox.connect()
    for name in ("anna", "berta"):
        account(name, f"{name}@example.org")
    preferences.choose("anna", preferences.DAILY)
    commit()
    return functional["portal"]


def account(name: str, address: str) -> None:
    """An account with this id, whose address is its own to leave empty."""
    portal = api.portal.get()
    portal.acl_users.source_users.doAddUser(name, PASSWORD)
    properties = {"email": address, "fullname": name.title()}
    api.user.get(userid=name).setMemberProperties(properties)


def sent_today() -> int:
    count = digests.send_due(TODAY)
    commit()
    return count


class TestAtOnce:
    def test_by_default(self, site, mailbox):
        tell("berta", "Rückfrage", "Wo genau?", about="gap-1", purpose="gap-query")
        commit()
        (mail,) = mailbox.letters
        assert (mail["To"], mail["Subject"]) == ("berta@example.org", "Rückfrage")
        assert mail.get_content().strip() == "Wo genau?"
        (letter,) = letters(about="gap-1", purpose="gap-query")
        assert letter.state == "sent"
        assert sent_today() == 0

    def test_what_is_urgent(self, site, mailbox):
        tell("anna", "Ladung", "Heute", urgent=True)
        commit()
        assert mailbox.recipients == ["anna@example.org"]
        assert keeping.people() == []

    def test_nobody_by_that_id(self, site, mailbox):
        tell("nobody", "S", "T")
        commit()
        assert letters() == []

    def test_the_office_sees_who_has_no_address(self, site, mailbox):
        account("carla", "")
        tell("carla", "Rückfrage", "T")
        commit()
        (failed,) = overview().failed
        assert (failed.to, failed.subject, failed.reason) == ("carla", "Rückfrage", "no_address")

    @pytest.mark.parametrize("person", ["anna", "berta"])
    def test_a_bad_letter_is_refused_when_it_is_told(self, site, person):
        with pytest.raises(BadLetter):
            tell(person, "S\nBcc: x@example.org", "T")

    def test_reading_writes_nothing(self, site):
        keeping.uninstall()
        commit()
        assert keeping.people() == keeping.messages("anna") == []
        assert preferences.chosen("anna") == preferences.AT_ONCE
        keeping.forget("anna")
        keeping.choose_at_once("anna")
        assert keeping.KEY not in IAnnotations(site)


class TestDigest:
    def test_one_mail_with_all_in_order(self, site, mailbox):
        for number in (3, 1, 2):
            tell("anna", f"Betreff {number}", f"Text {number}.\nZweite Zeile.", about=str(number))
        commit()
        assert mailbox.letters == []
        assert sent_today() == 1
        (mail,) = mailbox.letters
        assert mail["To"] == "anna@example.org"
        assert mail["Subject"] == "KIM-Portal: 3 Nachrichten vom 25.11.2026"
        text = mail.get_content().replace("\r\n", "\n")
        assert text.startswith("Guten Tag Anna,")
        parts = [f"{n}. Betreff {told}\n\nText {told}." for n, told in ((1, 3), (2, 1), (3, 2))]
        places = [text.index(part) for part in parts]
        assert places == sorted(places)
        assert f"{site.absolute_url()}/@@mail-settings" in text

    def test_a_single_message(self, site, mailbox):
        tell("anna", "Betreff", "Text")
        sent_today()
        assert mailbox.letters[0]["Subject"] == "KIM-Portal: 1 Nachricht vom 25.11.2026"

    def test_a_second_run_sends_nothing(self, site, mailbox):
        tell("anna", "Betreff", "Text")
        assert [sent_today(), sent_today()] == [1, 0]
        assert len(mailbox.letters) == 1

    def test_what_is_told_afterwards_comes_with_the_next(self, site, mailbox):
        tell("anna", "Eins", "Text")
        sent_today()
        tell("anna", "Zwei", "Text")
        sent_today()
        assert ["Eins" in mail.get_content() for mail in mailbox.letters] == [True, False]

    def test_the_same_twice_is_kept_once(self, site):
        for about, purpose, text in (("a", "p", "t"), ("a", "p", "t"), ("b", "p", "t")):
            tell("anna", "Betreff", text, about=about, purpose=purpose)
        assert [each.about for each in keeping.messages("anna")] == ["a", "b"]

    def test_very_many_are_one_mail(self, site, mailbox):
        for number in range(200):
            tell("anna", f"Betreff {number}", "Text", about=str(number))
        assert sent_today() == 1
        text = mailbox.letters[0].get_content()
        assert "200. Betreff 199" in text

    def test_dropped_where_the_account_is_gone(self, site, mailbox):
        keeping.keep("ghost", Message("S", "T"))
        assert sent_today() == 0
        assert keeping.people() == []
        assert mailbox.letters == []

    def test_a_deleted_account_leaves_nothing(self, site):
        tell("anna", "Betreff", "Text")
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username="anna")
        assert keeping.people() == []
        assert not keeping.wants_digest("anna")

    def test_not_forgotten_where_the_transaction_fails(self, site, mailbox):
        tell("anna", "Betreff", "Text")
        commit()
        digests.send_due(TODAY)
        transaction.abort()
        assert mailbox.letters == []
        assert keeping.people() == ["anna"]

    def test_ids_that_begin_alike_are_two_people(self, site):
        keeping.keep("anna", Message("S", "T"))
        keeping.keep("anna~b", Message("S", "T"))
        keeping.forget("anna")
        assert keeping.people() == ["anna~b"]


class TestChoice:
    def test_back_to_at_once_sends_what_is_kept(self, site, mailbox):
        tell("anna", "Betreff", "Text")
        preferences.choose("anna", preferences.AT_ONCE)
        commit()
        assert "Betreff" in mailbox.letters[0].get_content()
        assert sent_today() == 0

    def test_what_was_kept_while_one_went_back_is_sent_anyway(self, site, mailbox):
        keeping.keep("berta", Message("Betreff", "Text"))
        assert sent_today() == 1
        assert mailbox.recipients == ["berta@example.org"]

    def test_choosing_what_is_chosen_changes_nothing(self, site):
        tell("anna", "Betreff", "Text")
        preferences.choose("anna", preferences.DAILY)
        preferences.choose("berta", preferences.AT_ONCE)
        assert keeping.people() == ["anna"]


class Process:
    """One more connection, as another process has it."""

    def __init__(self, site) -> None:
        self.manager = TransactionManager()
        self.connection = site._p_jar.db().open(self.manager)
        self.manager.begin()
        self.site = self.connection.root()["Application"]["plone"]

    def keep(self, about: str) -> None:
        with in_site(self.site):
            keeping.keep("anna", Message("S", "T", about))

    def take(self) -> list[str]:
        with in_site(self.site):
            found = [each.about for each in keeping.messages("anna")]
            keeping.forget("anna")
        return found


@pytest.fixture
def two(site):
    """Two processes that begin when one message is kept."""
    keeping.keep("anna", Message("S", "T", "first"))
    commit()
    found = Process(site), Process(site)
    yield found
    for each in found:
        each.manager.abort()
        each.connection.close()


def kept() -> list[str]:
    transaction.begin()
    return [each.about for each in keeping.messages("anna")]


class TestTwoAtOnce:
    def test_both_tell_the_same_person(self, two):
        for process, about in zip(two, "ab", strict=True):
            process.keep(about)
        for process in two:
            process.manager.commit()
        assert sorted(kept()) == ["a", "b", "first"]

    def test_both_tell_the_same(self, two):
        for process in two:
            process.keep("a")
        two[0].manager.commit()
        with pytest.raises(ConflictError):
            two[1].manager.commit()
        assert kept() == ["first", "a"]

    @pytest.mark.parametrize("digest_first", [True, False], ids=["digest first", "digest last"])
    def test_told_while_the_digest_is_written(self, two, digest_first):
        """Whoever comes second goes through, or begins again; the message is kept or sent."""
        teller, writer = two
        teller.keep("late")
        assert writer.take() == ["first"]
        order = [(writer, writer.take), (teller, lambda: teller.keep("late"))]
        taken = ["first"]
        for process, again in order if digest_first else reversed(order):
            try:
                process.manager.commit()
            except ConflictError:
                process.manager.begin()
                taken += again() or []
                process.manager.commit()
        assert "late" in kept() or "late" in taken
        assert "first" not in kept()

    def test_two_digests(self, two):
        assert [process.take() for process in two] == [["first"], ["first"]]
        two[0].manager.commit()
        with pytest.raises(ConflictError):
            two[1].manager.commit()

    def test_both_begin_with_nothing_there(self, site):
        keeping.uninstall()
        commit()
        processes = Process(site), Process(site)
        for process, about in zip(processes, "ab", strict=True):
            process.keep(about)
        processes[0].manager.commit()
        with pytest.raises(ConflictError):
            processes[1].manager.commit()
        processes[1].manager.begin()
        processes[1].keep("b")
        processes[1].manager.commit()
        for process in processes:
            process.connection.close()
        assert sorted(kept()) == ["a", "b"]


def test_uninstall_leaves_neither_choices_nor_messages(site):
    tell("anna", "Betreff", "Text")
    with api.env.adopt_roles(["Manager"]):
        setup = api.portal.get_tool("portal_setup")
        setup.runAllImportStepsFromProfile("kim.portal:uninstall")
    assert keeping.KEY not in IAnnotations(site)
