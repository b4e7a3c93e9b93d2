"""The extract by mail: to the working group that prepared a decision, to all reporters behind it.

Reporters may not see what is recorded but not published; the extract itself reaches them. Of what
was decided on a confidential item nothing is sent.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from kim.portal import _
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import committee_of
from kim.portal.county.days import dated
from kim.portal.decisions import extracts
from kim.portal.decisions import words
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.standing import is_secret
from kim.portal.decisions.standing import proposals_of
from kim.portal.deliberation.reports import gaps_of
from kim.portal.gaps import feedback
from kim.portal.notifications import outbox
from kim.portal.notifications.letter import Attachment
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.letter import one_line
from kim.portal.notifications.telling import address_of
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from kim.portal.tracking.bodies import people
from pathlib import Path
from plone import api
from zope.i18n import translate


TEMPLATE = Path(__file__).parent / "extract.txt.pt"
PURPOSE = "decision-extract"
SUBJECT = _("mail_extract_subject", default="Decision ${number}: ${title}")


@dataclass(frozen=True)
class Receiver:
    """Whom an extract reaches: `gap` is the title of their report, `url` what they may see."""

    address: str
    language: str
    gap: str = ""
    url: str = ""


def send_extract(decision: Decision) -> int:
    """Once to each address; how many letters these are."""
    if is_secret(decision):
        return 0
    found: dict[str, Receiver] = {}
    for one in receivers(decision):
        found.setdefault(one.address, one)
    for one in found.values():
        outbox.post(_letter(decision, one))
    return len(found)


def receivers(decision: Decision) -> Iterator[Receiver]:
    """Members of the working group, then reporters, those of merged reports included."""
    for proposal in proposals_of(decision):
        group = members_group(api.content.get_uuid(committee_of(proposal)))
        for person in people(group):
            address = address_of(person)
            if address:
                yield Receiver(address, language_of(person), url=decision.absolute_url())
        for gap in gaps_of(proposal):
            for one in feedback.with_merged(gap):
                address = address_of(one.reporter) if one.reporter else one.address
                if address:
                    language, page = language_of(one.reporter or ""), feedback.page_of(one)
                    yield Receiver(address, language, gap=one.title, url=page)


def _letter(decision: Decision, to: Receiver) -> Letter:
    def say(message: str) -> str:
        return translate(message, target_language=to.language)

    mapping = {"number": decision.number, "title": one_line(decision.title)}
    kept = extracts.extract(decision)
    text = written(
        TEMPLATE,
        to.language,
        number=decision.number,
        day=dated(decision.day, decision.day.min, to.language),
        title=decision.title,
        outcome=words.outcome(decision.outcome, say),
        text=decision.text,
        gap=to.gap,
        url=to.url,
        attached=kept is not None,
    )
    files = (Attachment(kept.file.filename, kept.file.data, "application/pdf"),) if kept else ()
    return Letter(
        to.address,
        say(_("mail_extract_subject", default=SUBJECT.default, mapping=mapping)),
        text,
        attachments=files,
        about=api.content.get_uuid(decision),
        purpose=PURPOSE,
    )
