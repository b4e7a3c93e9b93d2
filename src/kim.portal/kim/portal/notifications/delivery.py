"""Sending what waits: after the commit that posted it, or by ``make deliver``.

On a connection and in transactions of its own. Several processes may deliver at once: whoever
commits first that a letter is being sent has it.
"""

from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from kim.portal.notifications import ledger
from kim.portal.notifications import server
from kim.portal.notifications.ledger import Ledger
from kim.portal.notifications.ledger import letter_of
from kim.portal.notifications.ledger import NoLetter
from kim.portal.notifications.letter import mail
from kim.portal.notifications.settings import kept_for
from persistent.mapping import PersistentMapping
from Products.CMFPlone.Portal import PloneSite
from transaction import TransactionManager
from ZODB.DB import DB
from ZODB.POSException import ConflictError
from zope.component.hooks import site as in_site
from zope.globalrequest import clearRequest
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest

import transaction


#: A server that says "later" (4xx) is asked again until a letter is as old as this.
PATIENCE = timedelta(days=3)
ATTEMPTS = 5
#: Rows that one delivery forgets at most.
PORTION = 200


@dataclass(frozen=True)
class Delivered:
    """How many letters were sent, failed, became unclear, and how many still wait."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0
    unclear: int = 0


@dataclass(frozen=True)
class Round:
    """A deliverer at work: the site on its own connection."""

    site: PloneSite
    manager: TransactionManager
    session: server.Session

    @property
    def letters(self) -> Ledger:
        return Ledger(self.site)


def deliver(
    db: DB,
    path: tuple[str, ...],
    only: Collection[str] | None = None,
    told: Callable[[int, int], None] | None = None,
) -> Delivered:
    """Send what waits in the site at a path, or what of `only` does; `told`: so many of so many."""
    manager = TransactionManager()
    with _opened(db, path, manager) as site:
        waiting = [each for each in Ledger(site).waiting() if only is None or each in only]
        settings = server.settings(site)
        if waiting and settings is not None:
            with server.Session(settings) as session:
                _send_all(Round(site, manager, session), waiting, told)
        _forget_old(site, manager)
        manager.begin()
        return _count(Ledger(site), waiting)


def send_after_commit(site: PloneSite, letter_id: str) -> None:
    """Send a letter when, and if, this transaction is committed."""
    now = transaction.get()
    try:
        letter_ids = now.data(send_after_commit)
    except KeyError:
        if site._p_jar is None:
            # The site itself is new: its letters wait for the command.
            return
        letter_ids = []
        now.set_data(send_after_commit, letter_ids)
        arguments = (site._p_jar.db(), site.getPhysicalPath(), letter_ids)
        now.addAfterCommitHook(_committed, args=arguments)
    letter_ids.append(letter_id)


def _committed(success: bool, db: DB, path: tuple[str, ...], letter_ids: list[str]) -> None:
    if success:
        deliver(db, path, only=letter_ids)


@contextmanager
def _opened(db: DB, path: tuple[str, ...], manager: TransactionManager) -> Iterator[PloneSite]:
    connection = db.open(manager)
    # Without it a connection that was used before shows the site as it was then.
    manager.begin()
    # So do settings that were read in this request: the registry keeps them there.
    request = getRequest()
    clearRequest()
    try:
        site = connection.root()["Application"].unrestrictedTraverse(path[1:])
        with in_site(site):
            yield site
    finally:
        setRequest(request)
        manager.abort()
        connection.close()


def _send_all(
    at_work: Round, letter_ids: list[str], told: Callable[[int, int], None] | None
) -> None:
    for done, letter_id in enumerate(letter_ids, 1):
        try:
            _send(at_work, letter_id)
        except server.Unreachable as error:
            for untried in letter_ids[done - 1 :]:
                _keep_waiting(at_work, untried, str(error))
            return
        if told is not None:
            told(done, len(letter_ids))


def _send(at_work: Round, letter_id: str) -> None:
    """One letter: written, marked as being sent, handed over, marked as what became of it."""
    at_work.manager.begin()
    try:
        row = at_work.letters.row(letter_id)
    except NoLetter:
        return
    if row["state"] != ledger.WAITING:
        return
    try:
        message = mail(letter_of(row), at_work.session.settings.sender, letter_id, row["posted"])
    except ValueError as error:
        _settle(at_work, letter_id, ledger.FAILED, ledger.UNWRITABLE, str(error))
        return
    at_work.session.ready()
    if _take(at_work.manager, row):
        answer = at_work.session.send(row["to"], message)
        _settle(at_work, letter_id, *_meaning(row, answer))


def _take(manager: TransactionManager, row: PersistentMapping) -> bool:
    """Commit that this letter is being sent; false where somebody else has it."""
    ledger.set_state(row, ledger.SENDING)
    try:
        manager.commit()
    except ConflictError:
        # Whoever was quicker sends it, or the office has given it up.
        manager.abort()
        return False
    return True


def _meaning(
    row: PersistentMapping, answer: server.Accepted | server.Refused | server.Doubtful
) -> tuple[str, str, str]:
    """State, reason and the server's words."""
    match answer:
        case server.Accepted():
            return ledger.SENT, "", ""
        case server.Doubtful(words):
            return ledger.UNCLEAR, ledger.INTERRUPTED, words
        case server.Refused(words, for_good):
            impatient = ledger.now() - row["posted"] > PATIENCE
            state = ledger.FAILED if for_good or impatient else ledger.WAITING
            return state, ledger.REFUSED, words


def _settle(at_work: Round, letter_id: str, state: str, reason: str, trouble: str) -> None:
    """Commit what became of a letter, over whatever else changed meanwhile: this is known."""
    for attempt in at_work.manager.attempts(ATTEMPTS):
        with attempt:
            if state == ledger.SENT:
                at_work.letters.close(letter_id, state)
            else:
                ledger.set_state(at_work.letters.row(letter_id), state, reason, trouble)


def _keep_waiting(at_work: Round, letter_id: str, trouble: str) -> None:
    """Tell the office why a letter still waits, unless somebody else has it meanwhile."""
    for attempt in at_work.manager.attempts(ATTEMPTS):
        with attempt:
            row = at_work.letters.rows.get(letter_id)
            if row is not None and row["state"] == ledger.WAITING:
                ledger.set_state(row, ledger.WAITING, ledger.UNREACHABLE, trouble)


def _forget_old(site: PloneSite, manager: TransactionManager) -> None:
    for attempt in manager.attempts(ATTEMPTS):
        with attempt:
            letters = Ledger(site)
            for letter_id in letters.older(ledger.now() - kept_for(site))[:PORTION]:
                letters.forget(letter_id)


def _count(letters: Ledger, letter_ids: list[str]) -> Delivered:
    states = [letters.rows[each]["state"] for each in letter_ids if each in letters.rows]
    return Delivered(
        sent=states.count(ledger.SENT),
        failed=states.count(ledger.FAILED),
        waiting=states.count(ledger.WAITING),
        unclear=states.count(ledger.UNCLEAR),
    )
