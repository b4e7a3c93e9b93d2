"""What the catalog knows of committees and seats: functions and organisations, never persons."""

from kim.portal.committees.committee import ICommittee
from kim.portal.committees.seat import ISeat
from plone.indexer import indexer


@indexer(ICommittee)
def committee_level(committee: ICommittee) -> str:
    """The one that steers is found by it."""
    return committee.level


@indexer(ISeat)
def seat_actors(seat: ISeat) -> list[str]:
    """UIDs of the actors that send somebody to the seat or are represented by it."""
    return [uid for uid in (seat.sender, *(seat.represents or ())) if uid]


@indexer(ISeat)
def seat_external_id(seat: ISeat) -> str:
    """The id by which loaders find a seat."""
    if not seat.external_id:
        raise AttributeError("external_id")
    return seat.external_id


@indexer(ICommittee)
def SearchableText(committee: ICommittee) -> str:
    """All words of a committee that everyone may read."""
    lines = (*(committee.tasks or ()), *(committee.possible_actors or ()))
    parts = (committee.title, committee.description, committee.text, *lines)
    return " ".join(part for part in parts if part)


@indexer(ISeat)
def SearchableText_seat(seat: ISeat) -> str:
    """The function and what is said of it to everyone."""
    return " ".join(part for part in (seat.title, seat.description) if part)
