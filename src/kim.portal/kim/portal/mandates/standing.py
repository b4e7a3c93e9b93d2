"""Who is what to a mandate: whoever is to do it, and the committees that the decision concerns."""

from collections import defaultdict
from kim.portal.committees.groups import MEMBER_ROLE
from kim.portal.committees.groups import members_group
from kim.portal.decisions.standing import concerned
from kim.portal.mandates.mandate import decision_of
from kim.portal.mandates.mandate import Mandate
from kim.portal.tracking import bodies
from kim.portal.tracking import standing


def grant(mandate: Mandate) -> None:
    roles: dict[str, set[str]] = defaultdict(set)
    for uid in concerned(decision_of(mandate)):
        roles[members_group(uid)].add(MEMBER_ROLE)
    roles[bodies.group_of(mandate.addressee)].add(standing.ADDRESSEE_ROLE)
    standing.grant(mandate, roles)
