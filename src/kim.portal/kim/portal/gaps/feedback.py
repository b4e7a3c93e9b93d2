"""What whoever reported a gap is told, and the notes on its way that are no steps.

A mail says the report's own title and, to whoever reported it, the answer; nothing else that was
written. Accounts are told by `notifications.telling` and led to the report's page, addresses by a
letter with their status link.
"""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.groups import members_group
from kim.portal.committees.seat import today
from kim.portal.county.days import dated
from kim.portal.gaps import status
from kim.portal.gaps.gap import GapReport
from kim.portal.gaps.gap import IGapReport
from kim.portal.notifications import outbox
from kim.portal.notifications.letter import Letter
from kim.portal.notifications.letter import one_line
from kim.portal.notifications.telling import tell
from kim.portal.notifications.writing import language_of
from kim.portal.notifications.writing import written
from kim.portal.theme.marks import local_zone
from kim.portal.tracking import bodies
from kim.portal.tracking.life import Step
from kim.portal.tracking.settings import days
from kim.portal.tracking.way import INotes
from pathlib import Path
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


KEY = "kim.portal.gap_notes"
FOLDER = Path(__file__).parent

RECEIVED, QUERIED, RETURNED = "gap-received", "gap-queried", "gap-returned"
ANSWERED, TOLD, ASSIGNED = "gap-answered", "gap-told", "gap-assigned"
VIEW_ASKED = "gap-asked"

SUBJECTS = {
    RECEIVED: _("mail_gap_received_subject", default="Your report has come: ${title}"),
    QUERIED: _("mail_gap_queried_subject", default="A query about your report: ${title}"),
    RETURNED: _("mail_gap_returned_subject", default="Please go over your report: ${title}"),
    ANSWERED: _("mail_gap_answered_subject", default="What became of your report: ${title}"),
    TOLD: _("mail_gap_told_subject", default="News of your report: ${title}"),
    VIEW_ASKED: _("mail_gap_asked_subject", default="Your view, please: ${title}"),
    ASSIGNED: _("mail_gap_assigned_subject", default="A gap report for ${committee}: ${title}"),
}
#: Told where another proposal is under way; otherwise the answer to the report says it.
DONE = _(
    "mail_gap_done",
    default="The proposal has been implemented. Another one for your report is under way.",
)
#: What became of a proposal, by the name of its step.
OUTCOMES = {
    "adopt": _("mail_gap_adopted", default="The steering group has adopted the proposal."),
    "reject": _("mail_gap_rejected", default="The steering group has not adopted the proposal."),
    "postpone": _("mail_gap_postponed", default="The steering group has postponed the proposal."),
    "refer_back": _(
        "mail_gap_referred_back",
        default="The steering group has a question first; the working group goes on with it.",
    ),
    "withdraw": _("mail_gap_withdrawn", default="The proposal has been withdrawn."),
    "complete": DONE,
    "close": DONE,
}
#: Notes on the way.
PUT_OFF, TAKEN_UP, MERGED, ASKED = "put_off", "taken_up", "merged", "asked"


def with_merged(gap: GapReport) -> list[GapReport]:
    """It, and all that were merged into it, however far; each once."""
    found: dict[str, GapReport] = {}
    ahead = [gap]
    catalog = api.portal.get_tool("portal_catalog")
    while ahead:
        one = ahead.pop(0)
        if found.setdefault(api.content.get_uuid(one), one) is not one or not one.merged:
            continue
        brains = catalog.unrestrictedSearchResults(UID=list(one.merged))
        ahead.extend(brain._unrestrictedGetObject() for brain in brains)
    return list(found.values())


def note(gap: GapReport, name: str, text: str) -> None:
    """Something that happened without a step: `name` says what."""
    kept = IAnnotations(gap).setdefault(KEY, PersistentList())
    by = api.user.get_current().getId() or ""
    kept.append(PersistentMapping(name=name, text=text, by=by, when=datetime.now(UTC)))


@implementer(INotes)
@adapter(IGapReport)
class Notes:
    """The notes as steps of its way."""

    def __init__(self, gap: GapReport) -> None:
        self.gap = gap

    def __call__(self) -> list[Step]:
        state, zone = api.content.get_state(self.gap), local_zone(api.portal.get())
        return [
            Step(one["name"], state, one["by"], one["when"].astimezone(zone), one["text"])
            for one in IAnnotations(self.gap).get(KEY, ())
        ]


def received(gap: GapReport) -> None:
    """That it has come."""
    _tell(gap, RECEIVED, "received.txt.pt")


def queried(gap: GapReport, text: str) -> None:
    """A query of the office."""
    until = today() + timedelta(days=days("gap_query"))
    _tell(gap, QUERIED, "queried.txt.pt", text=text, until=until)


def returned(gap: GapReport, why: str) -> None:
    """That it is to be written anew."""
    _tell(gap, RETURNED, "returned.txt.pt", text=why)


def assigned(gap: GapReport, committee: Committee, note: str) -> None:
    """Tell the committee's members; what the office noted stands on the page alone."""
    group = members_group(api.content.get_uuid(committee))
    by = api.user.get_current().getId()
    until = today() + timedelta(days=days("gap_assigned"))
    for person in bodies.people(group):
        if person != by:
            values = {"committee": committee.title, "until": until}
            _tell_person(gap, person, ASSIGNED, "assigned.txt.pt", **values)


def asked(gap: GapReport, tokens: Iterable[str]) -> list[str]:
    """Tell the people of bodies that their view is asked for; titles of those without anybody."""
    silent = []
    for token in tokens:
        people = bodies.people(bodies.group_of(token))
        for person in people:
            values = {"body": bodies.title_of(token)}
            _tell_person(gap, person, VIEW_ASKED, "asked.txt.pt", **values)
        if not people:
            silent.append(bodies.title_of(token))
    return silent


def answered(gap: GapReport, answer: str) -> None:
    """The answer, to whoever reported it and to those of all reports merged into it.

    Of a report that was merged itself only that it goes on there: the answer is still to come.
    """
    for one in [gap] if gap.twin else with_merged(gap):
        values = {"text": answer, "followed": bool(gap.twin), "may_object": not one.objected}
        _tell(one, ANSWERED, "answered.txt.pt", **values)


def told(gap: GapReport, what: str) -> None:
    """What became of a proposal behind it, whose title it does not say; `what` is its step's name.

    Of a decision whoever reported it gets an extract instead.
    """
    for one in with_merged(gap):
        _tell(one, TOLD, "told.txt.pt", outcome=OUTCOMES[what])


def page_of(gap: GapReport) -> str:
    """Where whoever reported it follows it: its page, or by address that of its status."""
    return gap.absolute_url() if gap.reporter else status.url(gap)


def _tell(gap: GapReport, purpose: str, template: str, **values: Any) -> None:
    """Tell whoever reported it, by account or address; nobody where there is neither."""
    if gap.reporter:
        _tell_person(gap, gap.reporter, purpose, template, **values)
        return
    if not gap.address:
        return
    language = api.portal.get_default_language()
    subject, text = _words(gap, purpose, template, language, values)
    about = api.content.get_uuid(gap)
    outbox.post(Letter(gap.address, subject, text, about=about, purpose=purpose))


def _tell_person(gap: GapReport, person: str, purpose: str, template: str, **values: Any) -> None:
    language = language_of(person)
    subject, text = _words(gap, purpose, template, language, values, gap.absolute_url())
    tell(person, subject, text, about=api.content.get_uuid(gap), purpose=purpose)


def _words(
    gap: GapReport,
    purpose: str,
    template: str,
    language: str,
    values: dict[str, Any],
    url: str = "",
) -> tuple[str, str]:
    """Subject and text; without an address of their own for whoever reported it."""
    said = {name: _said(value, language) for name, value in values.items()}
    said |= {"title": gap.title, "url": url or page_of(gap), "has_account": bool(gap.reporter)}
    subject = SUBJECTS[purpose]
    title = one_line(gap.title)
    mapping = {"title": title, "committee": said.get("committee", "")}
    message = _(subject, default=subject.default, mapping=mapping)
    return translate(message, target_language=language), written(
        FOLDER / template, language, **said
    )


def _said(value: Any, language: str) -> Any:
    """Days and messages as words."""
    if isinstance(value, date):
        return dated(value, date.min, language)
    return translate(value, target_language=language) if isinstance(value, str) else value
