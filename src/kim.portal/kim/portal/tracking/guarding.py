"""Free text of whoever works on something, or reported it: never a client's data (§ 3.6)."""

from kim.portal.privacy.guard import problems
from kim.portal.tracking.life import NotPossible
from kim.portal.tracking.life import reason


def guarded(text: str | None, confirmed: bool, field: str, most: int = 5_000) -> str:
    """The text as it is kept; `confirmed` says that what is marked tells nothing of a client.

    :raises NotPossible: where there is none, it is too long, or it tells of a client.
    """
    words = reason(text, field, most)
    told = problems({field: words}, confirmed)
    if told:
        raise NotPossible(told[field], field)
    return words
