"""Whether enough seats are there, and whether a vote is carried: plain rules over whole numbers.

A seat has one vote, for however many bodies it speaks. The rules are those that a committee may
choose (`committees.committee`); without one there is nothing to say: None.
"""

from kim.portal.committees.committee import NONE


HALF, SIMPLE, ABSOLUTE, TWO_THIRDS = "half", "simple", "absolute", "two_thirds"


def quorate(rule: str | None, voting: int, present: int) -> bool | None:
    """`voting` seats have a vote, `present` of them are there; nobody's quorum is never met.

    :raises ValueError: for what is no rule.
    """
    if rule is None or rule == NONE:
        return None
    if rule == HALF:
        return 2 * present > voting
    if rule == TWO_THIRDS:
        return voting > 0 and 3 * present >= 2 * voting
    raise ValueError(rule)


def carried(rule: str | None, yes: int, no: int, abstain: int, voting: int) -> bool | None:
    """Whether so many votes carry a motion, in a committee of so many seats that vote.

    Abstentions are no votes: they count only where a rule is of all seats.

    :raises ValueError: for what is no rule.
    """
    if rule is None or rule == NONE:
        return None
    if rule == SIMPLE:
        return yes > no
    if rule == ABSOLUTE:
        return 2 * yes > voting
    if rule == TWO_THIRDS:
        return yes > 0 and 3 * yes >= 2 * (yes + no)
    raise ValueError(rule)
