"""Approved minutes as they are kept: two PDFs, in full and for everyone, with their checksums.

They lie beside the fields of the minutes, where no page of Plone hands them out.
"""

from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.meetings.sources import said
from kim.portal.minutes import reading
from kim.portal.minutes import record
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.reading import Shown
from kim.portal.minutes.sections import Section
from kim.portal.printing.pdf import pdf
from kim.portal.theme.marks import local_zone
from persistent.mapping import PersistentMapping
from plone import api
from plone.namedfile.file import NamedBlobFile
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.annotation.interfaces import IAnnotations

import json


KEY = "kim.portal.minutes.approved"
FULL, PUBLIC = "full", "public"
FILES = (FULL, PUBLIC)


@dataclass(frozen=True)
class Approval:
    """When minutes were approved and by whom (a name); SHA-256 of both PDFs and of the sections."""

    when: datetime
    by: str
    full: str
    public: str
    sections: str


class Document(BrowserView):
    """The HTML that becomes a PDF; its words are in the language of the site's content."""

    index = ViewPageTemplateFile("document.pt")

    def __init__(
        self, minutes: Minutes, shown: Sequence[Shown], when: datetime, full: bool
    ) -> None:
        super().__init__(minutes, minutes.REQUEST)
        self.shown = [one for one in shown if not one.is_empty]
        self.when, self.full = when, full

    @property
    def committee(self) -> str:
        return committee_of(self.context).title

    def approved(self) -> str:
        day = self.when.astimezone(local_zone(api.portal.get()))
        return said(
            _(
                "minutes_approved_on",
                default="Approved on ${day}",
                mapping={"day": f"{day:%d.%m.%Y}"},
            )
        )

    def version(self) -> str:
        if self.full:
            return said(
                _("minutes_version_full", default="In full, for the members of the committee")
            )
        return said(
            _(
                "minutes_version_public",
                default="For everyone: without what is confidential and without names",
            )
        )

    def heading(self, one: Shown) -> str:
        return heading(one)

    def mark(self) -> str:
        return said(reading.CONFIDENTIAL)

    def blocks(self, text: str) -> list[list[str]]:
        return blocks(text)

    def signatures(self) -> list[str]:
        names = (
            _("minutes_sign_chair", default="Chair"),
            _("minutes_sign_taker", default="Minutes"),
        )
        return [said(name) for name in names] if self.full else []


def heading(one: Shown) -> str:
    """“TOP 3: Sprachkurse”"""
    title = said(one.heading) if one.hidden else one.heading
    if one.section is not None and one.section.gone:
        return said(
            _(
                "minutes_gone",
                default="No longer on the agenda: ${title}",
                mapping={"title": title},
            )
        )
    if not one.number:
        return title
    mapping = {"number": one.number, "title": title}
    return said(_("minutes_item", default="Item ${number}: ${title}", mapping=mapping))


def blocks(text: str) -> list[list[str]]:
    """Paragraphs of a text, each with its lines."""
    return [part.strip("\n").split("\n") for part in text.split("\n\n") if part.strip()]


def keep(minutes: Minutes, when: datetime) -> Approval:
    """Make both PDFs and keep them.

    :raises Unprintable: where they cannot be made.
    """
    user = api.user.get_current()
    files = {
        FULL: _pdf(minutes, reading.in_full(minutes), when, full=True),
        PUBLIC: _pdf(minutes, reading.for_public(minutes), when, full=False),
    }
    approval = Approval(
        when=when,
        by=user.getProperty("fullname", "") or user.getUserName() or "",
        sections=digest(record.sections(minutes)),
        **{name: sha256(data).hexdigest() for name, data in files.items()},
    )
    IAnnotations(minutes)[KEY] = PersistentMapping(
        approval=asdict(approval),
        files={name: _blob(minutes, name, data) for name, data in files.items()},
    )
    return approval


def approval(minutes: Minutes) -> Approval | None:
    kept = IAnnotations(minutes).get(KEY)
    return Approval(**kept["approval"]) if kept else None


def file(minutes: Minutes, full: bool) -> NamedBlobFile | None:
    """One of the PDFs, whoever may have it."""
    kept = IAnnotations(minutes).get(KEY)
    return kept["files"][FULL if full else PUBLIC] if kept else None


def verify(minutes: Minutes) -> bool:
    """Whether PDFs and sections are what was approved, by their checksums."""
    found = approval(minutes)
    if found is None:
        return False
    files = all(
        sha256(file(minutes, full=name == FULL).data).hexdigest() == getattr(found, name)
        for name in FILES
    )
    return files and digest(record.sections(minutes)) == found.sections


def digest(sections: Sequence[Section]) -> str:
    """SHA-256 of the sections as JSON, keys in order, without blanks."""
    rows: list[dict[str, Any]] = [asdict(section) for section in sections]
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode("utf-8")).hexdigest()


def _pdf(minutes: Minutes, shown: Sequence[Shown], when: datetime, full: bool) -> bytes:
    title = minutes.title
    return pdf(
        Document(minutes, shown, when, full).index(),
        title=title,
        language=api.portal.get_default_language(),
        running=f"{committee_of(minutes).title} · {title}",
        when=when,
    )


def _blob(minutes: Minutes, name: str, data: bytes) -> NamedBlobFile:
    ending = "" if name == PUBLIC else "-vollstaendig"
    filename = f"{minutes.getId()}-{minutes.day.isoformat()}{ending}.pdf"
    return NamedBlobFile(data, "application/pdf", filename)
