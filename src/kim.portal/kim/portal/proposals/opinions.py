"""Opinions that a working group asks of other bodies, each until a day.

Whether silence counts as consent (“Schweigen gilt als Zustimmung”) is said for each when asked.
An answer may be changed until the day; every answer is kept. The right to answer ends with the day;
whoever was asked goes on seeing what becomes of the proposal.
"""

from AccessControl import getSecurityManager
from BTrees.OOBTree import OOBTree
from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from kim.portal import _
from kim.portal.committees.seat import committee_of
from kim.portal.committees.seat import today
from kim.portal.proposals import life
from kim.portal.proposals.proposal import Proposal
from kim.portal.proposals.standing import grant
from kim.portal.proposals.standing import KEY
from kim.portal.tracking import bodies
from kim.portal.tracking.guarding import guarded
from kim.portal.tracking.life import check
from kim.portal.tracking.life import NotPossible
from persistent.mapping import PersistentMapping
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


LONGEST_TIME = timedelta(days=366)
MOST_BODIES = 50
#: States in which bodies are asked and answer.
ASKING = (life.IN_CONSULTATION, life.SUBMITTED)
AGREES, OBJECTS, REMARKS = "agrees", "objects", "remarks"
ANSWERS = (
    (AGREES, _("opinion_agrees", default="agrees")),
    (REMARKS, _("opinion_remarks", default="agrees with remarks")),
    (OBJECTS, _("opinion_objects", default="does not agree")),
)


@dataclass(frozen=True)
class Opinion:
    """What one body was asked and said: `answer` is None while it has not; `by` is a user's id.

    `earlier` are the answers before, oldest first: ``answer, text, by, when``.
    """

    token: str
    until: date
    silence_agrees: bool
    asked_by: str
    asked_when: datetime
    answer: str | None = None
    text: str = ""
    by: str = ""
    when: datetime | None = None
    earlier: tuple[dict[str, Any], ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether it is waited for."""
        return self.answer is None and day <= self.until

    def may_answer(self, day: date) -> bool:
        """For the first time or anew."""
        return day <= self.until

    def counts_as(self, day: date) -> str | None:
        """The answer, or what silence means once its day is over; None for nothing."""
        if self.answer is not None or day <= self.until:
            return self.answer
        return AGREES if self.silence_agrees else None


def asked(proposal: Proposal) -> list[Opinion]:
    """All that were asked, in the order of their days."""
    kept: Mapping[str, Any] = IAnnotations(proposal).get(KEY, {})
    return sorted((Opinion(**row) for row in kept.values()), key=lambda one: (one.until, one.token))


def awaited(proposal: Proposal) -> list[Opinion]:
    return [one for one in asked(proposal) if one.is_open(today())]


def ask(
    proposal: Proposal, tokens: Collection[str], until: date | None, silence_agrees: bool | None
) -> list[Opinion]:
    """Ask several bodies at once; what a body said before stays among what was said earlier.

    :raises NotPossible: without bodies, a day to come, or a word on what silence means.
    """
    check(proposal, *ASKING)
    _check_bodies(proposal, tokens)
    if until is None or not today() <= until <= today() + LONGEST_TIME:
        raise NotPossible(
            _("opinion_day", default="Please choose a day to come, within a year."), "until"
        )
    if not isinstance(silence_agrees, bool):
        raise NotPossible(
            _("opinion_silence", default="Please say whether silence counts as consent."),
            "silence_agrees",
        )
    before = {one.token: one for one in asked(proposal)}
    by = api.user.get_current().getId() or ""
    made = [
        Opinion(
            token,
            until,
            silence_agrees,
            by,
            datetime.now(UTC),
            earlier=_said(before.get(token)),
        )
        for token in dict.fromkeys(tokens)
    ]
    for one in made:
        keep(proposal, one)
    grant(proposal)
    proposal.reindexObject()
    return made


def answer(
    proposal: Proposal, token: str, said: str, text: str = "", confirmed: bool = False
) -> Opinion:
    """What a body says, through somebody who acts for it; again, until its day is over.

    `confirmed` says that what was marked in the text tells nothing of a client.

    :raises NotPossible: for who does not act for it, after the day, for an objection or remarks
        without words, and for what tells of a client.
    """
    check(proposal, *ASKING)
    before = next((one for one in own(proposal) if one.token == token), None)
    if before is None:
        raise NotPossible(
            _("opinion_not_asked", default="You do not act for a body that was asked."), "body"
        )
    if not before.may_answer(today()):
        raise NotPossible(_("opinion_over", default="Its last day is over."), "body")
    if said not in dict(ANSWERS):
        raise NotPossible(_("opinion_answer", default="Please choose an answer."), "answer")
    words = (text or "").strip()
    if said != AGREES or words:
        words = guarded(text, confirmed, "text")
    made = replace(
        before,
        answer=said,
        text=words,
        by=api.user.get_current().getId() or "",
        when=datetime.now(UTC),
        earlier=_said(before),
    )
    keep(proposal, made)
    proposal.reindexObject()
    return made


def own(proposal: Proposal) -> list[Opinion]:
    """Those of the bodies that the current user acts for.

    The office records what a body without any account has said by letter or telephone.
    """
    groups = set(getSecurityManager().getUser().getGroups())
    return [one for one in asked(proposal) if bodies.acting_for(one.token) in groups]


def keep(proposal: Proposal, opinion: Opinion) -> None:
    kept = IAnnotations(proposal).get(KEY)
    if kept is None:
        kept = IAnnotations(proposal)[KEY] = OOBTree()
    kept[opinion.token] = PersistentMapping(asdict(opinion))


def _said(before: Opinion | None) -> tuple[dict[str, Any], ...]:
    if before is None:
        return ()
    if before.answer is None:
        return before.earlier
    last = {
        "answer": before.answer,
        "text": before.text,
        "by": before.by,
        "when": before.when,
    }
    return (*before.earlier, last)


def _check_bodies(proposal: Proposal, tokens: Collection[str]) -> None:
    if not tokens or len(tokens) > MOST_BODIES:
        raise NotPossible(
            _("opinion_whom", default="Please choose who is to be asked, fifty at most."), "bodies"
        )
    itself = f"{bodies.COMMITTEE}:{api.content.get_uuid(committee_of(proposal))}"
    if itself in tokens:
        raise NotPossible(
            _("opinion_itself", default="The working group itself is not asked."), "bodies"
        )
    if any(bodies.body(token) is None for token in tokens):
        raise NotPossible(_("ask_unknown", default="There is no such body."), "bodies")
