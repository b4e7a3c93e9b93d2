"""What has changed since the last sending, in sentences: for the office, and for the mail.

Of an item that is or was confidential nothing is told but its number.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from datetime import time
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seats import seats_on
from kim.portal.county.days import dated
from kim.portal.meetings import agenda
from kim.portal.meetings.meeting import Meeting
from typing import Any
from zope.i18n import translate


#: When these change, everybody is asked anew.
WHEN = ("kind", "day", "begins", "finishes", "until")
#: What makes an item another one.
FACTS = ("title", "kind", "motion", "rapporteur", "late")

CONFIDENTIAL = _("confidential", default="confidential")


def moved(record: dict[str, Any], meeting: Meeting) -> bool:
    """Whether it takes place at another time than was sent."""
    return any(record[name] != getattr(meeting, name) for name in WHEN)


def since(record: dict[str, Any], meeting: Meeting, language: str) -> list[str]:
    """What those who were invited have to know."""
    lines = [agenda.facts(line) for line in agenda.lines(meeting)]
    messages = [
        *_time(record, meeting, language),
        *_place(record, meeting),
        *_agenda(record["agenda"], lines, language),
    ]
    return [translate(message, target_language=language) for message in messages]


def seats(record: dict[str, Any], meeting: Meeting) -> list[str]:
    """Functions of the seats that are not occupied as they were, or are new or gone."""
    committee = committee_of(meeting)
    now = {seat.uid: asdict(seat) for seat in seats_on(committee, meeting.day)}
    then = {seat["uid"]: seat for seat in record["seats"]}
    return [
        (now.get(uid) or then[uid])["function"]
        for uid in dict.fromkeys((*now, *then))
        if _held(now.get(uid)) != _held(then.get(uid))
    ]


def _held(seat: dict[str, Any] | None) -> tuple[Any, ...] | None:
    return None if seat is None else (seat["holder"], *seat["deputies"])


def _time(record: dict[str, Any], meeting: Meeting, language: str) -> Iterator[str]:
    if not moved(record, meeting):
        return
    if record["kind"] == meeting.kind and meeting.is_procedure:
        before = _day(record["until"], language)
        now = _day(meeting.until, language)
    else:
        before = _when(record["day"], record["begins"], record["finishes"], language)
        now = _when(meeting.day, meeting.begins, meeting.finishes, language)
    yield _(
        "change_when",
        default="Another time: ${now} (before: ${before})",
        mapping={"now": now, "before": before},
    )


def _place(record: dict[str, Any], meeting: Meeting) -> Iterator[str]:
    if record["place"] != meeting.place:
        where = {"place": meeting.place or "–"}
        yield _("change_place", default="Another place: ${place}", mapping=where)
    if record["link"] != meeting.link:
        where = {"link": meeting.link or "–"}
        yield _("change_link", default="Another video conference: ${link}", mapping=where)


def _agenda(then: list[dict[str, Any]], now: list[dict[str, Any]], language: str) -> Iterator[str]:
    before = {line["uid"]: line for line in then}
    after = {line["uid"]: line for line in now}
    for line in now:
        old = before.get(line["uid"])
        if old is None:
            yield _added(line, language)
        elif any(old[name] != line[name] for name in (*FACTS, "confidential")):
            yield _("change_item", default="Changed: ${item}", mapping=_item(line, language, old))
        if old is not None and not (line["confidential"] or old["confidential"]):
            yield from _papers(old, line)
    for uid, line in before.items():
        if uid not in after:
            yield _(
                "change_removed", default="Not any more: ${item}", mapping=_item(line, language)
            )
    if [uid for uid in before if uid in after] != [uid for uid in after if uid in before]:
        yield _("change_order", default="The items are in another order.")


def _added(line: dict[str, Any], language: str) -> str:
    mapping = _item(line, language)
    if line["late"] and not line["confidential"]:
        return _(
            "change_late",
            default="New: ${item} (comes late: ${why})",
            mapping=mapping | {"why": line["late"]},
        )
    return _("change_added", default="New: ${item}", mapping=mapping)


def _papers(old: dict[str, Any], line: dict[str, Any]) -> Iterator[str]:
    for title in line["papers"]:
        if title not in old["papers"]:
            yield _(
                "change_paper",
                default="New paper for item ${number}: ${title}",
                mapping={"number": line["number"], "title": title},
            )


def _item(line: dict[str, Any], language: str, old: dict[str, Any] | None = None) -> dict[str, str]:
    secret = line["confidential"] or (old is not None and old["confidential"])
    title = translate(CONFIDENTIAL, target_language=language) if secret else line["title"]
    return {"item": f"{line['number']} {title}"}


def _when(day: date, begins: time | None, finishes: time | None, language: str) -> str:
    hours = "–".join(f"{at:%H:%M}" for at in (begins, finishes) if at)
    return ", ".join(filter(None, (_day(day, language), hours)))


def _day(day: date | None, language: str) -> str:
    return dated(day, date.min, language) if day else "–"
