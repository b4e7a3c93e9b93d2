"""Daily works: in order, each committed by itself, an error in one keeps no other from running."""

from datetime import date
from forms.posting import PASSWORD
from kim.portal.notifications import daily
from kim.portal.notifications import keeping
from kim.portal.notifications import preferences
from kim.portal.notifications.telling import tell
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from tests.mailbox import commit
from ZODB.POSException import ConflictError
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pytest
import re
import transaction


TODAY = date(2026, 11, 25)


@pytest.fixture
def site(functional, mailbox):
    mailbox.connect()
    api.user.create(email="anna@example.org", username="anna", password=PASSWORD)
    preferences.choose(anna(), preferences.DAILY)
    commit()
    return functional["portal"]


def anna() -> str:
    return api.user.get(username="anna").getId()


@pytest.fixture
def works(site):
    """Register works for the length of a test."""
    manager = getGlobalSiteManager()
    registered = []

    def register(title: str, order: int, act) -> None:
        @implementer(daily.IDailyWork)
        class Work:
            def __init__(self, context) -> None:
                self.title, self.order = title, order

            def run(self, today: date) -> int:
                return act(today)

        manager.registerSubscriptionAdapter(Work, (IPloneSiteRoot,), daily.IDailyWork)
        registered.append(Work)

    yield register
    for each in registered:
        manager.unregisterSubscriptionAdapter(each, (IPloneSiteRoot,), daily.IDailyWork)


def run(site) -> list[tuple[str, int, str]]:
    """What the works of a test, and the digests, have done; those of other rooms run too."""
    ours = re.compile(r"test_daily_work$|kim\.portal\.notifications\.")
    titles = {w.title for w in daily.works(site) if ours.search(type(w).__module__)}
    found = [(done.title, done.count, repr(done.error)) for done in daily.run(site, TODAY)]
    transaction.begin()
    return [each for each in found if each[0] in titles]


class TestRun:
    def test_digests_tell_what_the_others_had_to_tell(self, site, works, mailbox):
        def remind(today: date) -> int:
            if site.Description():
                return 0
            site.setDescription("reminded")
            tell(anna(), "Erinnerung", f"Fällig am {today:%d.%m.%Y}")
            return 1

        works("Reminders", 100, remind)
        assert run(site) == [("Reminders", 1, "None"), ("Digests", 1, "None")]
        (mail,) = mailbox.letters
        assert "Fällig am 25.11.2026" in mail.get_content()
        assert run(site) == [("Reminders", 0, "None"), ("Digests", 0, "None")]
        assert len(mailbox.letters) == 1

    def test_in_their_order(self, site, works):
        works("Second", 20, lambda today: 2)
        works("First", 10, lambda today: 1)
        assert [title for title, *_rest in run(site)] == ["First", "Second", "Digests"]

    def test_an_error_stops_no_other_and_leaves_nothing(self, site, works, mailbox):
        def fail(today: date) -> int:
            tell(anna(), "Halb", "Fertig")
            raise ValueError("broken")

        works("Broken", 10, fail)
        works("Sound", 20, lambda today: 1)
        assert run(site) == [
            ("Broken", 0, "ValueError('broken')"),
            ("Sound", 1, "None"),
            ("Digests", 0, "None"),
        ]
        assert mailbox.letters == []

    def test_tried_again_after_a_conflict(self, site, works):
        tries = []

        def collide(today: date) -> int:
            tries.append(today)
            keeping.keep("anna", keeping.Message("S", str(len(tries))))
            if len(tries) < 3:
                raise ConflictError
            return 1

        works("Busy", 2000, collide)
        assert run(site)[-1] == ("Busy", 1, "None")
        assert [each.text for each in keeping.messages("anna")] == ["3"]

    def test_given_up_after_some_conflicts(self, site, works):
        def collide(today: date) -> int:
            raise ConflictError

        works("Busy", 10, collide)
        (busy, digests) = run(site)
        assert "ConflictError" in busy[2] and digests[2] == "None"
