"""Who is what to a mandate: whoever is to do it, and the committees that the decision concerns."""

from kim.portal.decisions.standing import insiders
from kim.portal.mandates.mandate import decision_of
from kim.portal.mandates.mandate import Mandate
from kim.portal.tracking import bodies
from kim.portal.tracking import standing


def grant(mandate: Mandate) -> None:
    """For a body in which nobody has an account the office says what it has done."""
    roles = insiders(decision_of(mandate))
    for group in {bodies.group_of(mandate.addressee), bodies.acting_for(mandate.addressee)}:
        roles[group].add(standing.ADDRESSEE_ROLE)
    standing.grant(mandate, roles)
