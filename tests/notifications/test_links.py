"""Signed links: for one purpose, until a date, and where wanted for one time."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal.notifications import links
from kim.portal.notifications.links import Expired
from kim.portal.notifications.links import Forged
from kim.portal.notifications.links import read
from kim.portal.notifications.links import sign
from kim.portal.notifications.links import spend
from kim.portal.notifications.links import Spent
from kim.portal.notifications.links import was_spent
from plone.keyring.interfaces import IKeyManager
from transaction import TransactionManager
from ZODB.POSException import ConflictError
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.component.hooks import site as in_site

import pytest
import time
import transaction


HOUR = timedelta(hours=1)
DATA = {"meeting": "a1b2", "seat": 3}


@pytest.fixture
def later(monkeypatch):
    """Let time pass."""

    def pass_by(days: int) -> None:
        moment = time.time() + days * 86400
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: moment)

    return pass_by


@pytest.mark.usefixtures("integration")
class TestReading:
    def test_what_was_signed(self):
        assert read("answer", sign("answer", DATA), HOUR) == DATA

    def test_no_two_are_the_same(self):
        assert sign("answer", DATA) != sign("answer", DATA)

    def test_for_another_purpose(self):
        with pytest.raises(Forged):
            read("login", sign("answer", DATA), HOUR)

    @pytest.mark.parametrize(
        "token", ["", "x", "a.b.c", "ä", "\udc80", ".....", None, ["a"], b"a.b.c", "a" * 100000]
    )
    def test_anything_else(self, token):
        with pytest.raises(Forged):
            read("answer", token, HOUR)

    def test_a_changed_one(self):
        payload, stamp, signature = sign("answer", DATA).split(".")
        other = sign("answer", {"meeting": "other"}).split(".")[0]
        for token in (
            f"{other}.{stamp}.{signature}",
            f"{payload}.{stamp[:-1]}{'B' if stamp[-1] == 'A' else 'A'}.{signature}",
            f"{payload}.{stamp}.{signature[::-1]}",
        ):
            with pytest.raises(Forged):
                read("answer", token, HOUR)

    def test_expired(self, later):
        token = sign("answer", DATA)
        later(days=2)
        with pytest.raises(Expired):
            read("answer", token, HOUR)
        assert read("answer", token, timedelta(days=3)) == DATA
        assert read("answer", token, None) == DATA

    def test_an_exchanged_key_is_good_for_reading(self):
        token = sign("answer", DATA)
        getUtility(IKeyManager).rotate(links.RING)
        assert read("answer", token, HOUR) == DATA
        getUtility(IKeyManager)[links.RING].clear()
        with pytest.raises(Forged):
            read("answer", token, HOUR)


@pytest.mark.usefixtures("integration")
class TestSealing:
    def test_what_was_sealed_always_the_same(self, later):
        token = links.seal("feed", DATA)
        assert token == links.seal("feed", DATA)
        later(5_000)
        assert links.unseal("feed", token) == DATA

    @pytest.mark.parametrize(
        "spoil", [lambda t: t[:-1], lambda t: f"x{t}", lambda t: "ä", lambda t: None]
    )
    def test_spoilt(self, spoil):
        with pytest.raises(Forged):
            links.unseal("feed", spoil(links.seal("feed", DATA)))

    def test_worth_nothing_for_another_purpose_or_as_a_link(self):
        token = links.seal("feed", DATA)
        with pytest.raises(Forged):
            links.unseal("answer", token)
        with pytest.raises(Forged):
            read("feed", token, None)
        with pytest.raises(Forged):
            links.unseal("feed", sign("feed", DATA))


@pytest.mark.usefixtures("integration")
class TestSpending:
    def test_once(self):
        token = sign("login", DATA)
        spend("login", token)
        with pytest.raises(Spent):
            spend("login", token)
        spend("login", sign("login", DATA))

    def test_another_spelling_of_the_signature_is_the_same_token(self):
        token = sign("login", DATA)
        spend("login", token)
        spellings = []
        for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
            for spelling in (token[:-1] + last, token + "!"):
                try:
                    read("login", spelling, HOUR)
                except Forged:
                    continue
                spellings.append(spelling)
        assert len(set(spellings)) > 1
        for spelling in spellings:
            with pytest.raises(Spent):
                spend("login", spelling)

    def test_forged_and_expired(self, later):
        token = sign("login", DATA)
        with pytest.raises(Forged):
            spend("answer", token)
        later(days=366)
        with pytest.raises(Expired):
            spend("login", token)

    def test_whether_it_was_is_told_without_spending_it(self):
        token = sign("login", DATA)
        assert [was_spent("login", token), was_spent("login", token)] == [False, False]
        spend("login", token)
        assert was_spent("login", token)
        with pytest.raises(Forged):
            was_spent("answer", token)

    def test_old_ones_are_forgotten(self, portal):
        spend("login", sign("login", DATA))
        spent = IAnnotations(portal)[links.SPENT]
        spent.add(links._seconds(datetime.now(UTC) - timedelta(days=400)) + "0" * 64)
        spend("login", sign("login", DATA))
        assert len(spent) == 2


class TestTwoAtOnce:
    def test_one_of_them_spends(self, functional):
        portal = functional["portal"]
        token = sign("login", DATA)
        spend("login", sign("login", DATA))
        transaction.commit()
        managers = [TransactionManager(), TransactionManager()]
        connections = [portal._p_jar.db().open(manager) for manager in managers]
        for manager, connection in zip(managers, connections, strict=True):
            manager.begin()
            with in_site(connection.root()["Application"]["plone"]):
                spend("login", token)
        managers[0].commit()
        with pytest.raises(ConflictError):
            managers[1].commit()
        managers[1].begin()
        with in_site(connections[1].root()["Application"]["plone"]), pytest.raises(Spent):
            spend("login", token)
        for manager, connection in zip(managers, connections, strict=True):
            manager.abort()
            connection.close()
