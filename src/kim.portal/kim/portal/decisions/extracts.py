"""The extract of a decision as a PDF: made when it is confirmed, and kept as it was handed out.

The seal covers the record, not the PDF; the PDF prints number and seal, so that whoever has one can
compare it with the register.
"""

from dataclasses import dataclass
from hashlib import sha256
from kim.portal.decisions import words
from kim.portal.decisions.decision import Decision
from kim.portal.meetings.sources import said
from kim.portal.printing.pdf import pdf
from kim.portal.printing.unprintable import Unprintable
from persistent.mapping import PersistentMapping
from plone import api
from plone.namedfile.file import NamedBlobFile
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.annotation.interfaces import IAnnotations

import datetime
import logging


KEY = "kim.portal.extract"
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Extract:
    """The PDF and its SHA-256 (hex) as it was made."""

    file: NamedBlobFile
    sha256: str

    @property
    def is_whole(self) -> bool:
        return sha256(self.file.data).hexdigest() == self.sha256


class Document(BrowserView):
    """The HTML that becomes the PDF, in the language of the site's content."""

    index = ViewPageTemplateFile("extract.pt")

    @property
    def record(self) -> dict[str, Any]:
        return self.context.record

    @property
    def day(self) -> str:
        return f"{self.context.day:%d.%m.%Y}"

    def outcome(self) -> str:
        return words.outcome(self.context.outcome, said)

    def vote(self) -> str:
        return words.vote(self.record["vote"], said)

    def present(self) -> list[str]:
        return words.present(self.record["seats"])

    def paragraphs(self) -> list[list[str]]:
        parts = self.context.text.replace("\r\n", "\n").split("\n\n")
        return [part.strip("\n").split("\n") for part in parts if part.strip()]


def keep(decision: Decision) -> None:
    """Make the PDF and keep it; where none can be made, the decision stands without it."""
    try:
        data = _pdf(decision)
    except Unprintable as error:
        log.warning("no extract of decision %s: %s", decision.number, error)
        return
    file = NamedBlobFile(data, "application/pdf", f"beschluss-{decision.getId()}.pdf")
    IAnnotations(decision)[KEY] = PersistentMapping(file=file, sha256=sha256(data).hexdigest())


def extract(decision: Decision) -> Extract | None:
    """As it was kept, whoever may have it."""
    kept = IAnnotations(decision).get(KEY)
    return Extract(kept["file"], kept["sha256"]) if kept else None


def _pdf(decision: Decision) -> bytes:
    record = decision.record
    return pdf(
        Document(decision, decision.REQUEST).index(),
        title=f"{record['number']} {record['title']}",
        language=api.portal.get_default_language(),
        running=f"{record['committee']} · {record['number']}",
        when=datetime.datetime.fromisoformat(record["confirmed"]),
    )
