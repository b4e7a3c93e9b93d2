"""The site's outbox: rooms post letters here, the office sees what became of them.

A letter is posted in the caller's transaction and sent after its commit, at most once. Who posts
inside a transaction that fails has posted nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from kim.portal.notifications import ledger
from kim.portal.notifications import server
from kim.portal.notifications.delivery import send_after_commit
from kim.portal.notifications.ledger import install
from kim.portal.notifications.ledger import Ledger
from kim.portal.notifications.ledger import Posted
from kim.portal.notifications.ledger import posted
from kim.portal.notifications.ledger import Settled
from kim.portal.notifications.letter import check
from kim.portal.notifications.letter import Letter
from persistent.mapping import PersistentMapping
from plone import api


#: What the office may do with a letter, by its id.
Act = Callable[[str], None]
#: What "lately" is in the overview, and how much of it is shown.
LATELY = timedelta(days=30)
MOST = 200


@dataclass(frozen=True)
class Overview:
    """What the office looks after; lists begin with the newest.

    `can_send` is false where no mail server is set up.
    """

    can_send: bool
    waiting: list[Posted]
    unclear: list[Posted]
    failed: list[Posted]
    sent: list[Posted]


def post(letter: Letter) -> str:
    """Keep a letter and send it after the commit; its id.

    What is posted to something that is no address fails at once, for the office to see.

    :raises BadLetter: for a line break in a header, or what cannot be written as a mail.
    """
    check(letter)
    site = api.portal.get()
    install(site)
    letter_id = Ledger(site).add(letter)
    send_after_commit(site, letter_id)
    return letter_id


def letters(about: str | None = None, purpose: str | None = None) -> list[Posted]:
    """What was posted, the oldest first: about some content (a UID), for a purpose, or all."""
    kept = Ledger(api.portal.get())
    ids = kept.rows if about is None else kept.about(about)
    found = [posted(each, kept.row(each)) for each in ids]
    return [each for each in found if purpose is None or each.purpose == purpose]


def again(letter_id: str) -> None:
    """The office: send what waits, failed or is unclear (once more), after the commit.

    :raises NoLetter: where there is none with this id.
    :raises Settled: where it is sent, given up, or just being sent.
    """
    site = api.portal.get()
    ledger.set_state(_open_row(Ledger(site), letter_id), ledger.WAITING)
    send_after_commit(site, letter_id)


def drop(letter_id: str) -> None:
    """The office: give a letter up; what stands in it is gone.

    :raises NoLetter: as `again` does.
    :raises Settled: likewise.
    """
    kept = Ledger(api.portal.get())
    _open_row(kept, letter_id)
    kept.close(letter_id, ledger.DROPPED)


ACTS: dict[str, Act] = {"again": again, "drop": drop}


def overview() -> Overview:
    """What waits, what is unclear, what failed, what was sent lately."""
    site = api.portal.get()
    kept = Ledger(site)
    still_open = [posted(each, kept.row(each)) for each in reversed(list(kept.open))]

    def of(*states: str) -> list[Posted]:
        return [each for each in still_open if each.state in states]

    return Overview(
        server.settings(site) is not None,
        of(ledger.WAITING, ledger.SENDING),
        of(ledger.UNCLEAR),
        of(ledger.FAILED),
        _sent_lately(kept),
    )


def _sent_lately(kept: Ledger) -> list[Posted]:
    ids = reversed(kept.newer(ledger.now() - LATELY))
    found = (posted(each, kept.row(each)) for each in ids)
    return list(islice((each for each in found if each.state == ledger.SENT), MOST))


def _open_row(kept: Ledger, letter_id: str) -> PersistentMapping:
    row = kept.row(letter_id)
    if ledger.state_of(row) not in (ledger.WAITING, ledger.FAILED, ledger.UNCLEAR):
        raise Settled(letter_id)
    return row
