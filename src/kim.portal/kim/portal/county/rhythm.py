"""When the next meeting is due by a rhythm that is stated as a number."""

from calendar import monthrange
from datetime import date
from datetime import timedelta


def due_on(last: date, every: int, unit: str) -> date:
    """`every` days or months after the last one; a day that a month lacks is its last one."""
    if unit == "days":
        return last + timedelta(days=every)
    month = last.month - 1 + every
    year, month = last.year + month // 12, month % 12 + 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))
