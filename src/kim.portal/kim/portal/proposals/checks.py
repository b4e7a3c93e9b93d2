"""What the office looks at before a submitted proposal goes onto an agenda, ticked one by one.

Who ticked what when is kept. What is given back to the working group is looked at anew.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import today
from kim.portal.privacy.findings import findings
from kim.portal.proposals import life
from kim.portal.proposals import opinions
from kim.portal.proposals import versions
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking.life import check
from kim.portal.tracking.life import NotPossible
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "kim.portal.proposal_checks"
MOTION, ADDRESSEE, COST, OPINIONS = "motion", "addressee", "cost", "opinions"
PRIVACY, TASKS, EFFECT = "privacy", "tasks", "effect"
#: In the order in which they are asked.
CHECKS = (
    (MOTION, _("check_motion", default="The decision can be taken word by word as it stands")),
    (ADDRESSEE, _("check_addressee", default="It says who is to carry it out")),
    (EFFECT, _("check_effect", default="It says what is to change by it")),
    (COST, _("check_cost", default="It says what it costs and who bears that, or that it is free")),
    (OPINIONS, _("check_opinions", default="All opinions are there, or their day is over")),
    (PRIVACY, _("check_privacy", default="Nothing in it tells of a client")),
    (TASKS, _("check_tasks", default="It is a matter for the steering group")),
)


@dataclass(frozen=True)
class Check:
    """`by` is a user's id, `when` None while it is not ticked; `hint` says what was noticed."""

    key: str
    title: str
    by: str
    when: datetime | None
    hint: str

    @property
    def done(self) -> bool:
        return self.when is not None


def checks(proposal: Proposal) -> list[Check]:
    kept: Mapping[str, Any] = IAnnotations(proposal).get(KEY, {})
    return [
        Check(
            key,
            title,
            kept[key]["by"] if key in kept else "",
            kept[key]["when"] if key in kept else None,
            hint(proposal, key),
        )
        for key, title in CHECKS
    ]


def missing(proposal: Proposal) -> list[Check]:
    return [one for one in checks(proposal) if not one.done]


def tick(proposal: Proposal, keys: Collection[str]) -> None:
    """These are ticked from now on, and no others; who ticked one before stays.

    :raises NotPossible: for a check that there is none of, while opinions are awaited, and where
        the proposal is not submitted.
    """
    check(proposal, life.SUBMITTED)
    if not set(keys) <= {key for key, _title in CHECKS}:
        raise NotPossible(_("check_unknown", default="There is no such check."), "checks")
    if OPINIONS in keys and opinions.awaited(proposal):
        raise NotPossible(
            _("check_opinions_open", default="Opinions may still come; their day is not over."),
            "checks",
        )
    kept = IAnnotations(proposal).get(KEY)
    if kept is None:
        kept = IAnnotations(proposal)[KEY] = OOBTree()
    by = api.user.get_current().getId() or ""
    for key, _title in CHECKS:
        if key in keys and key not in kept:
            kept[key] = PersistentMapping(by=by, when=datetime.now(UTC))
        elif key not in keys and key in kept:
            del kept[key]


def reset(proposal: Proposal) -> None:
    """Another text will come: it is looked at anew."""
    IAnnotations(proposal).pop(KEY, None)


def hint(proposal: Proposal, key: str) -> str:
    """What the portal sees by itself; empty where it sees nothing."""
    if key in (ADDRESSEE, EFFECT, COST) and not getattr(proposal, key):
        return _("check_hint_empty", default="Nothing stands there.")
    if key == OPINIONS and opinions.awaited(proposal):
        return _("check_hint_opinions", default="Opinions may still come.")
    if key == OPINIONS and any(
        one.counts_as(today()) == opinions.OBJECTS for one in opinions.asked(proposal)
    ):
        return _("check_hint_objects", default="Somebody does not agree.")
    if key == PRIVACY and any(findings(text) for text in versions.texts(proposal).values()):
        return _("check_hint_privacy", default="Something in it may tell of a client.")
    return ""
