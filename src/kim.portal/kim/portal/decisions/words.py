"""What a decision's record says, in words: its outcome, the vote, who was there."""

from collections.abc import Callable
from collections.abc import Mapping
from kim.portal import _
from kim.portal.decisions.decision import OUTCOMES
from kim.portal.sessions import votes
from typing import Any


Say = Callable[[str], str]


def outcome(name: str, say: Say) -> str:
    return say(dict(OUTCOMES)[name]) if name in dict(OUTCOMES) else name


def vote(found: Mapping[str, Any], say: Say) -> str:
    """“12 yes, 1 no, 0 abstentions; 13 of 14 seats that vote were there”"""
    there = _(
        "decision_there",
        default="${present} of ${voting} seats that vote were there",
        mapping={"present": found.get("present", 0), "voting": found.get("voting", 0)},
    )
    return "; ".join((say(_counts(found)), say(there)))


def _counts(found: Mapping[str, Any]) -> str:
    if found.get("mode") is None:
        return _("decision_no_vote", default="without a formal vote")
    if found["mode"] == votes.CONSENSUS:
        return _("vote_consensus", default="Consensus")
    return _(
        "vote_counts",
        default="${yes} yes, ${no} no, ${abstain} abstentions",
        mapping={name: found.get(name, 0) for name in votes.VOTES},
    )


def present(seats: list[Mapping[str, Any]]) -> list[str]:
    """Functions of the seats that were there, or took part."""
    return [one["function"] for one in seats if one["present"]]
