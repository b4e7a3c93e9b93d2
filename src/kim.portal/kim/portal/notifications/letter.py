"""A letter as a room hands it over, and the mail that is made of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

import datetime
import re


METHODS = ("REQUEST", "CANCEL", "PUBLISH", "REPLY")
ADDRESS = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII | re.IGNORECASE
)
CONTENT_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+", re.IGNORECASE)
#: What would end a header's line, or hide in it.
CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
#: Only to try whether a mail can be made.
NOBODY = Address("", "nobody", "example.org")


class MailPolicy(EmailPolicy):
    """Python's own, but for long subjects: folding them, it loses blanks between encoded words."""

    def fold_binary(self, name: str, value: str) -> bytes:
        if name != "Subject":
            return super().fold_binary(name, value)
        charset = "us-ascii" if value.isascii() else "utf-8"
        written = Header(str(value), charset, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {written}{self.linesep}".encode("ascii")


POLICY = MailPolicy(linesep="\r\n")


class BadLetter(ValueError):
    """What was handed over is no letter: it would break the headers, or cannot be written down."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter; `content_type` is a bare "text/calendar"."""

    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True)
class Letter:
    """One mail to one person.

    `to` is a bare address. `calendar` is an iCalendar object; mail programs offer its `method`
    (RFC 5546) beside the text. `about` is the UID of the content, `purpose` a word of the room.
    """

    to: str
    subject: str
    text: str
    calendar: bytes | None = None
    method: str = "REQUEST"
    attachments: tuple[Attachment, ...] = ()
    about: str = ""
    purpose: str = ""


def is_address(text: str) -> bool:
    """Whether a mail could be sent there."""
    return len(text) <= 254 and ADDRESS.fullmatch(text) is not None


def one_line(text: str) -> str:
    """What somebody has typed, as a subject may hold it: titles are pasted with tabs and worse."""
    return " ".join(CONTROL.sub(" ", text).split())


def check(letter: Letter) -> None:
    """:raises BadLetter: for what must never come near a mail server."""
    lines = list(_lines(letter))
    if any(CONTROL.search(line) for line in lines):
        raise BadLetter("A header takes a single line.")
    if letter.method not in METHODS:
        raise BadLetter("The calendar's method is unknown.")
    if not all(CONTENT_TYPE.fullmatch(each.content_type) for each in letter.attachments):
        raise BadLetter("An attachment's content type is no type.")
    try:
        "".join(lines).encode()
        if is_address(letter.to):
            mail(letter, NOBODY, "try", datetime.datetime.now(datetime.UTC)).as_bytes()
    except ValueError as error:
        raise BadLetter(f"The letter cannot be written down: {error}") from error


def mail(
    letter: Letter, sender: Address, letter_id: str, posted: datetime.datetime
) -> EmailMessage:
    """The mail; sent again, it bears the same Message-ID.

    :raises ValueError: for what cannot be written down.
    """
    local, _at, domain = letter.to.rpartition("@")
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = Address("", local, domain)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(posted)
    message["Message-ID"] = f"<{letter_id}@{sender.domain}>"
    # RFC 3834: who is on holiday need not answer a machine.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text, cte="quoted-printable")
    if letter.calendar is not None:
        message.add_alternative(
            letter.calendar.decode("utf-8"),
            subtype="calendar",
            cte="base64",
            params={"method": letter.method},
        )
        message.add_attachment(
            letter.calendar, maintype="application", subtype="ics", filename="termin.ics"
        )
    for each in letter.attachments:
        maintype, subtype = each.content_type.split("/")
        message.add_attachment(each.data, maintype=maintype, subtype=subtype, filename=each.name)
    return message


def _lines(letter: Letter) -> Iterator[str]:
    yield from (letter.to, letter.subject, letter.about, letter.purpose)
    for each in letter.attachments:
        yield from (each.name, each.content_type)
