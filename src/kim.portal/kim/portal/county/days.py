"""Days as people say them: “in 3 days, Wed 25 November”."""

from datetime import date
from datetime import datetime
from kim.portal import _
from zope.i18n import translate


#: Days from which on the distance says less than the date.
FAR = 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def spoken(day: date, today: date, language: str) -> str:
    """The day with its distance from today, where that is near; the year where it is another."""
    written = dated(day, today, language)
    near = _near((day - today).days)
    return f"{translate(near, target_language=language)}, {written}" if near else written


def dated(day: date, today: date, language: str) -> str:
    """“Wed 25 November”, with the year where it is not this one."""

    def said(name: str) -> str:
        return translate(name, domain="plonelocales", target_language=language)

    message = _(
        "day_spoken",
        default="${weekday} ${day} ${month}",
        mapping={
            "weekday": said(f"weekday_{WEEKDAYS[day.weekday()]}_short"),
            "day": day.day,
            "month": said(f"month_{MONTHS[day.month - 1]}"),
        },
    )
    words = translate(message, target_language=language)
    return words if day.year == today.year else f"{words} {day.year}"


def clock(moment: datetime, language: str) -> str:
    """A moment as day and time: “25 November 2026, 14:30”, in the moment's own zone."""
    return f"{dated(moment.date(), date.min, language)}, {moment:%H:%M}"


def hours(times: str, language: str) -> str:
    """Times of a day as people say them: “14:00–16:00 Uhr”; nothing where there are none."""
    message = _("clock", default="${time}", mapping={"time": times})
    return translate(message, target_language=language) if times else ""


def _near(distance: int) -> str | None:
    if abs(distance) > FAR:
        return None
    mapping = {"days": abs(distance)}
    if distance == 0:
        return _("day_today", default="today")
    if distance == 1:
        return _("day_tomorrow", default="tomorrow")
    if distance == -1:
        return _("day_yesterday", default="yesterday")
    if distance > 0:
        return _("day_in", default="in ${days} days", mapping=mapping)
    return _("day_ago", default="${days} days ago", mapping=mapping)
