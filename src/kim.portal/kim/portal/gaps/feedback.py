"""What whoever reported a gap is told, and the notes on its way that are no steps."""

from datetime import datetime
from datetime import UTC
from kim.portal.committees.committee import Committee
from kim.portal.gaps.gap import GapReport
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.gap_notes"


def with_merged(gap: GapReport) -> list[GapReport]:
    """It, and all that were merged into it, however far."""
    found, ahead = [], [gap]
    catalog = api.portal.get_tool("portal_catalog")
    while ahead:
        one = ahead.pop(0)
        found.append(one)
        brains = catalog.unrestrictedSearchResults(UID=list(one.merged)) if one.merged else []
        ahead.extend(brain._unrestrictedGetObject() for brain in brains)
    return found


def note(gap: GapReport, name: str, text: str) -> None:
    """Something that happened without a step: `name` says what."""
    notes = IAnnotations(gap).setdefault(KEY, PersistentList())
    by = api.user.get_current().getId() or ""
    notes.append(PersistentMapping(name=name, text=text, by=by, when=datetime.now(UTC)))


def received(gap: GapReport) -> None:
    """That it has come."""


def queried(gap: GapReport, text: str) -> None:
    """A query of the office."""


def returned(gap: GapReport, why: str) -> None:
    """That it is to be written anew."""


def assigned(gap: GapReport, committee: Committee, note: str) -> None:
    """Tell the committee's members."""


def answered(gap: GapReport, answer: str) -> None:
    """The answer, to whoever reported it and to those of all reports merged into it."""


def told(gap: GapReport, what: str, text: str) -> None:
    """What became of a proposal behind it; `what` is the name of the outcome."""
