"""A mail server for tests: takes what the portal sends, or refuses it."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from aiosmtpd.smtp import Session
from aiosmtpd.smtp import SMTP
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from plone import api

import socket
import transaction


SENDER = "portal@example.org"


class Mailbox:
    """What has arrived, and what the server says next.

    `refuse` is said to every recipient ("550 Unknown", "450 Later"), or to those that it names;
    `answer` is said after the text. One that `breaks_off` takes the text and hangs up.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refuse: str | dict[str, str] | None = None
        self.answer = "250 OK"
        self.breaks_off = False
        self.port = _free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        self.controller.start()

    def stop(self) -> None:
        self.controller.stop()

    def connect(self) -> None:
        """Tell the site of the test about this server; the caller commits."""
        for name, value in (
            ("smtp_host", "127.0.0.1"),
            ("smtp_port", self.port),
            ("email_from_address", SENDER),
            ("email_from_name", "KIM Müsterkreis"),
        ):
            api.portal.set_registry_record(f"plone.{name}", value)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = self.refuse.get(address) if isinstance(self.refuse, dict) else self.refuse
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=default))
            self.recipients += envelope.rcpt_tos
        if self.breaks_off:
            server.transport.abort()
        return self.answer


def commit() -> None:
    """Commit, which sends; what was written of that on another connection is seen from now on."""
    transaction.commit()
    transaction.begin()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]
