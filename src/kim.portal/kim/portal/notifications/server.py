"""The site's mail server, asked directly: only so is it known what became of a letter.

MailHost sends while the transaction ends and logs a failure. Here each step of SMTP is taken by
itself, because it depends on the step whether a broken connection leaves a doubt: before the text
is handed over a letter is certainly not sent; after that only the server knows.
"""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from plone.base.interfaces import IMailSchema
from plone.registry.interfaces import IRegistry
from Products.CMFPlone.Portal import PloneSite
from smtplib import SMTP
from smtplib import SMTP_SSL
from smtplib import SMTPDataError
from smtplib import SMTPException
from smtplib import SMTPNotSupportedError
from types import TracebackType
from typing import Self
from zope.component import getUtility


#: Seconds that a single answer of the server may take.
TIMEOUT = 20
#: Longest words of a server that are kept.
LONGEST = 300


@dataclass(frozen=True)
class Settings:
    """Plone's settings → E-mail; encryption as MailHost has it."""

    host: str
    port: int
    sender: Address
    user: str | None
    password: str | None
    force_tls: bool
    implicit_tls: bool


@dataclass(frozen=True)
class Accepted:
    """The server has taken the letter."""


@dataclass(frozen=True)
class Refused:
    """It has not; `for_good`: nor will it, if asked again (5xx, RFC 5321 § 4.2.1)."""

    words: str
    for_good: bool


@dataclass(frozen=True)
class Doubtful:
    """The connection broke when the letter had been handed over and not yet been acknowledged."""

    words: str


class Unreachable(Exception):
    """Nothing can be sent: no connection, or the server does not let us in."""


def settings(site: PloneSite) -> Settings | None:
    """``None`` where the site has not been told how to send mail."""
    registry = getUtility(IRegistry, context=site)
    found = registry.forInterface(IMailSchema, prefix="plone", check=False)
    if not found.smtp_host or not found.email_from_address:
        return None
    local, _at, domain = found.email_from_address.strip().rpartition("@")
    host = site.MailHost
    return Settings(
        found.smtp_host,
        found.smtp_port or 25,
        Address(found.email_from_name or "", local, domain),
        found.smtp_userid or None,
        found.smtp_pass or None,
        bool(getattr(host, "force_tls", False)),
        bool(getattr(host, "implicit_tls", False)),
    )


class Session:
    """One connection for many letters, made when the first one needs it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.smtp: SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def ready(self) -> None:
        """Make sure that the server listens.

        :raises Unreachable: where it does not.
        """
        if self.smtp is not None and not self._is_alive():
            self._drop()
        if self.smtp is None:
            try:
                self._connect()
            except (OSError, SMTPException) as error:
                self._drop()
                raise Unreachable(_words(error)) from error

    def send(self, to: str, message: EmailMessage) -> Accepted | Refused | Doubtful:
        """Hand one letter over; to be called when `ready`."""
        try:
            for code, answer in (
                self.smtp.mail(self.settings.sender.addr_spec),
                self.smtp.rcpt(to),
            ):
                if code not in (250, 251):
                    self._forget()
                    return _refused(code, answer)
        except (OSError, SMTPException) as error:
            self._drop()
            return Refused(_words(error), for_good=False)
        try:
            code, answer = self.smtp.data(message.as_bytes())
        except SMTPDataError as error:
            self._forget()
            return _refused(error.smtp_code, error.smtp_error)
        except (OSError, SMTPException) as error:
            self._drop()
            return Doubtful(_words(error))
        if code == 250:
            return Accepted()
        self._forget()
        return _refused(code, answer)

    def _connect(self) -> None:
        wanted = self.settings
        connect = SMTP_SSL if wanted.implicit_tls else SMTP
        self.smtp = connect(wanted.host, wanted.port, timeout=TIMEOUT)
        self.smtp.ehlo_or_helo_if_needed()
        if not wanted.implicit_tls:
            if self.smtp.has_extn("starttls"):
                self.smtp.starttls()
            elif wanted.force_tls:
                raise SMTPNotSupportedError("The server offers no encryption (STARTTLS).")
        if wanted.user:
            self.smtp.login(wanted.user, wanted.password or "")

    def _is_alive(self) -> bool:
        try:
            return self.smtp.noop()[0] == 250
        except (OSError, SMTPException):
            return False

    def _forget(self) -> None:
        """After a refusal the next letter begins anew."""
        try:
            self.smtp.rset()
        except (OSError, SMTPException):
            self._drop()

    def _leave(self) -> None:
        """What a server says to a farewell changes nothing about what it has taken."""
        try:
            if self.smtp is not None:
                self.smtp.quit()
        except (OSError, SMTPException):
            pass
        self._drop()

    def _drop(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
        self.smtp = None


def _refused(code: int, answer: bytes | str) -> Refused:
    words = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return Refused(_line(f"{code} {words}"), for_good=code >= 500)


def _words(error: Exception) -> str:
    return _line(str(error) or type(error).__name__)


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
