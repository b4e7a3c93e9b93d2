"""What the site keeps of its letters: a row each, and until it is sent what stands in it.

A letter waits, is being sent, and then is sent or failed. "Being sent" is committed before
anything is sent, so a letter whose process died on the way is never sent a second time by itself:
it is unclear, and a person decides. Rows are plain mappings, each an object of its own: two
processes that take the same letter conflict, and one of them wins.
"""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal.notifications.letter import Attachment
from kim.portal.notifications.letter import is_address
from kim.portal.notifications.letter import Letter
from persistent.mapping import PersistentMapping
from Products.CMFPlone.Portal import PloneSite
from secrets import token_hex
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.notifications.outbox"

WAITING = "waiting"
SENDING = "sending"
SENT = "sent"
FAILED = "failed"
UNCLEAR = "unclear"
DROPPED = "dropped"

#: Why a letter stands where it stands; the server's own words are its `trouble`.
REFUSED = "refused"
UNREACHABLE = "unreachable"
NO_ADDRESS = "no_address"
UNWRITABLE = "unwritable"
INTERRUPTED = "interrupted"

#: Longer than handing over a letter takes: then its process is gone.
GRACE = timedelta(minutes=30)


@dataclass(frozen=True)
class Posted:
    """What may be told of a letter; never its text, which may hold a one-time link."""

    id: str
    to: str
    subject: str
    about: str
    purpose: str
    state: str
    posted: datetime
    sent: datetime | None
    reason: str
    trouble: str


class NoLetter(LookupError):
    """There is no letter with this id."""


class Settled(ValueError):
    """The letter is sent, given up, or just being sent: nothing to be done about it."""


def now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """The letters of one site, newest last: ids begin with the time."""

    def __init__(self, site: PloneSite) -> None:
        self.kept = IAnnotations(site).get(KEY) or {}

    @property
    def rows(self) -> OOBTree:
        return self.kept.get("rows", {})

    @property
    def open(self) -> OOTreeSet:
        """Ids of what is neither sent nor given up."""
        return self.kept.get("open", ())

    def row(self, letter_id: str) -> PersistentMapping:
        """:raises NoLetter: where there is none, or no more."""
        try:
            return self.rows[letter_id]
        except KeyError:
            raise NoLetter(letter_id) from None

    def about(self, uid: str) -> Iterator[str]:
        """Ids of the letters about some content."""
        if self.kept:
            # "0" follows "/".
            for entry in self.kept["about"].keys(f"{uid}/", f"{uid}0"):
                yield entry.rpartition("/")[2]

    def waiting(self) -> list[str]:
        """Ids of what has not been tried, or may be tried again; the oldest first."""
        return [each for each in self.open if self.rows[each]["state"] == WAITING]

    def add(self, letter: Letter) -> str:
        """Keep a letter; what has no address has failed already."""
        letter_id, moment = _id(now()), now()
        reachable = is_address(letter.to)
        self.rows[letter_id] = PersistentMapping(
            {
                "to": letter.to,
                "subject": letter.subject,
                "about": letter.about,
                "purpose": letter.purpose,
                "state": WAITING if reachable else FAILED,
                "reason": "" if reachable else NO_ADDRESS,
                "trouble": "",
                "posted": moment,
                "since": moment,
                "body": _body(letter),
            }
        )
        self.open.add(letter_id)
        if letter.about:
            self.kept["about"].add(f"{letter.about}/{letter_id}")
        return letter_id

    def close(self, letter_id: str, state: str) -> None:
        """Sent or given up: from now on nobody can read what stood in it."""
        set_state(self.row(letter_id), state)
        self.row(letter_id)["body"] = None
        self.open.discard(letter_id)

    def newer(self, than: datetime) -> list[str]:
        """Ids of the letters that were posted since a moment."""
        return list(self.rows.keys(_moment(than))) if self.kept else []

    def older(self, than: datetime) -> list[str]:
        """Ids of the letters that were posted before a moment."""
        return list(self.rows.keys(None, _moment(than))) if self.kept else []

    def forget(self, letter_id: str) -> None:
        """Nothing stays of it."""
        row = self.rows.pop(letter_id, None)
        if row is not None:
            self.open.discard(letter_id)
            self.kept["about"].discard(f"{row['about']}/{letter_id}")


def install(site: PloneSite) -> None:
    """Lay the ledger out; one that is there stays."""
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = PersistentMapping(
            {"rows": OOBTree(), "open": OOTreeSet(), "about": OOTreeSet()}
        )


def uninstall(site: PloneSite) -> None:
    """Take it away with all that is in it."""
    IAnnotations(site).pop(KEY, None)


def set_state(row: PersistentMapping, state: str, reason: str = "", trouble: str = "") -> None:
    row.update({"state": state, "reason": reason, "trouble": trouble, "since": now()})


def state_of(row: PersistentMapping) -> str:
    """As a person sees it: what is being sent for too long is unclear."""
    if row["state"] == SENDING and now() - row["since"] > GRACE:
        return UNCLEAR
    return row["state"]


def posted(letter_id: str, row: PersistentMapping) -> Posted:
    state = state_of(row)
    return Posted(
        letter_id,
        row["to"],
        row["subject"],
        row["about"],
        row["purpose"],
        state,
        row["posted"],
        row["since"] if state == SENT else None,
        row["reason"] or (INTERRUPTED if state == UNCLEAR else ""),
        row["trouble"],
    )


def letter_of(row: PersistentMapping) -> Letter:
    """What is still to be sent."""
    body = row["body"]
    return Letter(
        row["to"],
        row["subject"],
        body["text"],
        body["calendar"],
        body["method"],
        tuple(Attachment(*each) for each in body["attachments"]),
        row["about"],
        row["purpose"],
    )


def _body(letter: Letter) -> PersistentMapping:
    files = [(each.name, each.data, each.content_type) for each in letter.attachments]
    return PersistentMapping(
        {
            "text": letter.text,
            "calendar": letter.calendar,
            "method": letter.method,
            "attachments": tuple(files),
        }
    )


def _id(moment: datetime) -> str:
    return _moment(moment) + token_hex(6)


def _moment(moment: datetime) -> str:
    """Microseconds, so written that text sorts like time."""
    return f"{int(moment.timestamp() * 1_000_000):014x}"
