"""Objections to minutes: while they circulate, by those who attended; the office resolves each.

Whoever has no objection says so, and once all have, nobody needs to wait for the last day.
"""

from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.meetings.item import CASE
from kim.portal.meetings.planning import MeetingError
from kim.portal.minutes import letters
from kim.portal.minutes import life
from kim.portal.minutes import making
from kim.portal.minutes import reading
from kim.portal.minutes import record
from kim.portal.minutes.circulations import AGREED
from kim.portal.minutes.circulations import Attender
from kim.portal.minutes.circulations import attender
from kim.portal.minutes.circulations import is_open
from kim.portal.minutes.circulations import meet
from kim.portal.minutes.circulations import OBJECTIONS
from kim.portal.minutes.making import NOT_NOW
from kim.portal.minutes.minutes import Minutes
from kim.portal.minutes.sections import tidy
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations


UPHELD, REFUSED = "upheld", "refused"
LONGEST = 5_000


@dataclass(frozen=True)
class Objection:
    """Against one section; `resolution` is None while it is open.

    `before` and `after` are the section's text around an objection that was upheld.
    """

    id: str
    key: str
    person: str
    seat: str
    function: str
    name: str = field(repr=False)
    text: str = field(repr=False)
    when: datetime
    resolution: str | None = None
    reason: str = ""
    before: str = ""
    after: str = ""
    resolved: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.resolution is None


def objections(minutes: Minutes) -> list[Objection]:
    """All of them, the oldest first."""
    kept = IAnnotations(minutes).get(OBJECTIONS) or {}
    return sorted((Objection(**row) for row in kept.values()), key=lambda one: (one.when, one.id))


def still_open(minutes: Minutes) -> list[Objection]:
    return [one for one in objections(minutes) if one.is_open]


def raise_objection(minutes: Minutes, key: str, text: str, person: str) -> Objection:
    """Object to a section.

    :raises MeetingError: too late, by somebody who did not attend, or to a section that is not
        there or where an objection of the same person is still open.
    """
    who = _speaker(minutes, person)
    section = record.section(minutes, key)
    if section is None or not reading.may_read(minutes, section):
        raise MeetingError(_("error_no_section", default="There is no such section."), "key")
    if section.kind == CASE:
        raise MeetingError(making.NOTHING_STORED, "key")
    text = tidy(text).strip()
    if not text:
        raise MeetingError(_("error_objection", default="Please say what is wrong."), "text")
    if len(text) > LONGEST:
        raise MeetingError(_("error_too_long", default="This is too long."), "text")
    if any(one.key == key and one.person == person for one in still_open(minutes)):
        raise MeetingError(
            _("error_objected_before", default="You have objected to this section already."), "key"
        )
    one = Objection(
        id=uuid4().hex,
        key=key,
        person=person,
        seat=who.seat,
        function=who.function,
        name=who.name,
        text=text,
        when=datetime.now(UTC),
    )
    meet(minutes)
    annotations = IAnnotations(minutes)
    annotations[OBJECTIONS][one.id] = asdict(one)
    annotations[AGREED].pop(person, None)
    return one


def agree(minutes: Minutes, person: str) -> None:
    """Say that one has no objection.

    :raises MeetingError: as `raise_objection` does, or where one's own objection is still open.
    """
    _speaker(minutes, person)
    if any(one.person == person for one in still_open(minutes)):
        raise MeetingError(
            _("error_own_objection", default="You have objected: the office answers first.")
        )
    meet(minutes)
    IAnnotations(minutes)[AGREED][person] = datetime.now(UTC)


def resolve(
    minutes: Minutes,
    objection_id: str,
    resolution: str,
    reason: str = "",
    text: str = "",
    base: int | None = None,
) -> Objection:
    """The office upholds an objection with the changed text, or refuses it with a reason.

    Whoever had agreed before the text changed is asked again.

    :raises MeetingError: naming ``id``, ``resolution``, ``reason`` or ``text``.
    """
    if life.state(minutes) != life.CIRCULATED:
        raise MeetingError(NOT_NOW)
    one = next((o for o in objections(minutes) if o.id == objection_id), None)
    if one is None or not one.is_open:
        raise MeetingError(
            _("error_no_objection", default="There is no open objection of this kind."), "id"
        )
    if resolution == REFUSED:
        if not reason.strip():
            raise MeetingError(_("error_reason", default="Please say why."), "reason")
        found = replace(one, resolution=REFUSED)
    elif resolution == UPHELD:
        found = _upheld(minutes, one, text, base)
    else:
        raise MeetingError(_("error_resolution", default="Upheld or refused?"), "resolution")
    found = replace(found, reason=tidy(reason).strip()[:LONGEST], resolved=datetime.now(UTC))
    meet(minutes)
    IAnnotations(minutes)[OBJECTIONS][one.id] = asdict(found)
    letters.resolved(minutes, one.person, one.key, resolution == UPHELD, found.reason)
    return found


def _upheld(minutes: Minutes, one: Objection, text: str, base: int | None) -> Objection:
    before = record.section(minutes, one.key)
    if before is None:
        raise MeetingError(_("error_no_section", default="There is no such section."), "key")
    if tidy(text) == before.text:
        raise MeetingError(
            _("error_unchanged", default="Please change the text as the objection asks for."),
            "text",
        )
    after = making.saved(minutes, one.key, text, before.revision if base is None else base)
    minutes.reindexObject()
    IAnnotations(minutes)[AGREED].clear()
    return replace(one, resolution=UPHELD, before=before.text, after=after.text)


def _speaker(minutes: Minutes, person: str) -> Attender:
    """:raises MeetingError: unless they attended and the last day is not over."""
    who = attender(minutes, person)
    if who is None:
        raise MeetingError(
            _("error_not_attended", default="Those who attended may object, nobody else.")
        )
    if not is_open(minutes):
        raise MeetingError(
            _("error_objection_late", default="The last day for objections is over.")
        )
    return who
