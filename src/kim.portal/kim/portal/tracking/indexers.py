"""What the catalog knows of what is tracked: who must act by when, what it came from, since when.

Days that never come stand for those that there are not, so that lists can be sorted by them.
"""

from datetime import date
from kim.portal.committees.seat import today
from kim.portal.tracking import life
from kim.portal.tracking.duties import duties
from kim.portal.tracking.duties import Duty
from kim.portal.tracking.duties import ITracked
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


#: What follows from the duties; the column `duty_rows` is written with any of them.
DUTY_INDEXES = ["awaits", "due_on", "due_order", "begins_on"]
NO_DAY = date.max
ALWAYS = date.min


@indexer(ITracked)
def awaits(content: IDexterityContent) -> list[str]:
    """Groups and users that must act, or will have to."""
    return sorted({who for duty in _left(content) for who in duty.who})


@indexer(ITracked)
def duty_rows(content: IDexterityContent) -> tuple[tuple[tuple[str, ...], str, str, str, str], ...]:
    """See `Duty.row`."""
    return tuple(duty.row for duty in _left(content))


@indexer(ITracked)
def due_on(content: IDexterityContent) -> date:
    """The first day on which something is due; `NO_DAY` where nothing is."""
    return min((duty.due for duty in _left(content) if duty.due), default=NO_DAY)


@indexer(ITracked)
def begins_on(content: IDexterityContent) -> date:
    """The day on which somebody has to act, `NO_DAY` for nobody; before that it is put off."""
    return min((duty.begins or ALWAYS for duty in _left(content)), default=NO_DAY)


@indexer(ITracked)
def due_order(content: IDexterityContent) -> str:
    """Sorts by the day that is due, then by the day since when, then anyhow, but always alike.

    One index is sorted by in a third of the time of three; without the last part, two pages of a
    list could show the same.
    """
    due = min((duty.due for duty in _left(content) if duty.due), default=NO_DAY)
    return f"{due} {life.since(content)} {api.content.get_uuid(content)}"


@indexer(ITracked)
def state_since(content: IDexterityContent) -> date:
    return life.since(content)


@indexer(ITracked)
def follows(content: IDexterityContent) -> tuple[str, ...]:
    return tuple(content.follows)


def _left(content: IDexterityContent) -> list[Duty]:
    return [duty for duty in duties(content) if not duty.is_over(today())]
