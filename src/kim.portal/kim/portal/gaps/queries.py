"""Queries of the office to whoever reported a gap, and their answers."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal import _
from kim.portal.gaps import feedback
from kim.portal.gaps import life
from kim.portal.gaps.gap import GapReport
from kim.portal.theme.marks import local_zone
from kim.portal.tracking.guarding import guarded
from kim.portal.tracking.life import check
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason
from kim.portal.tracking.life import steps
from kim.portal.tracking.settings import days
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.gap_queries"
LONGEST = 2_000


def queries(gap: GapReport) -> list[dict[str, Any]]:
    """Oldest first: ``text, by, when, answer, answered``; the last two None while it is open."""
    return [dict(one) for one in IAnnotations(gap).get(KEY, ())]


def waiting(gap: GapReport) -> dict[str, Any] | None:
    """The query that has no answer yet."""
    found = queries(gap)
    return found[-1] if found and found[-1]["answer"] is None else None


def due(query: dict[str, Any]) -> date:
    """The day until which a query is to be answered."""
    asked = query["when"].astimezone(local_zone(api.portal.get())).date()
    return asked + timedelta(days=days("gap_query"))


def unread(gap: GapReport) -> dict[str, Any] | None:
    """The last query, where it was answered and nothing was done since."""
    found = queries(gap)
    if not found or found[-1]["answer"] is None:
        return None
    done = steps(gap)
    return found[-1] if not done or done[-1].when < found[-1]["answered"] else None


def may_answer(gap: GapReport) -> bool:
    """Whoever reported it, while a query waits."""
    me = api.user.get_current().getId()
    return bool(me) and gap.reporter == me and is_open(gap) and waiting(gap) is not None


def is_open(gap: GapReport) -> bool:
    return api.content.get_state(gap) in life.OPEN


def ask(gap: GapReport, text: str) -> None:
    """Ask whoever reported it; they are told, by mail where there is an address.

    :raises NotPossible: while another query waits.
    """
    check(gap, *life.OPEN)
    if waiting(gap) is not None:
        raise NotPossible(_("query_waits", default="A query waits for its answer already."))
    words = reason(text, "text", LONGEST)
    by = api.user.get_current().getId() or ""
    row = {"text": words, "by": by, "when": datetime.now(UTC), "answer": None, "answered": None}
    IAnnotations(gap).setdefault(KEY, PersistentList()).append(PersistentMapping(row))
    gap.reindexObject()
    feedback.queried(gap, words)


def answer(gap: GapReport, text: str, confirmed: bool = False) -> None:
    """What whoever reported it says; who may is asked before.

    :raises NotPossible: where no query waits, or what is said tells of a client.
    """
    if waiting(gap) is None or not is_open(gap):
        raise NotPossible(_("query_none", default="No query waits for an answer."))
    words = guarded(text, confirmed, "text", LONGEST)
    IAnnotations(gap)[KEY][-1].update(answer=words, answered=datetime.now(UTC))
    gap.reindexObject()
