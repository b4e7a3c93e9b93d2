"""The text of a proposal as it was submitted: each time a version, which nothing changes."""

from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from kim.portal.proposals.proposal import IProposal
from kim.portal.proposals.proposal import Proposal
from kim.portal.tracking.bodies import title_of
from persistent.list import PersistentList
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.schema import getFields


KEY = "kim.portal.proposal_versions"
#: What a version holds, in the order in which it is shown.
TEXTS = ("title", "problem", "motion", "addressee", "effect", "cost", "responsible")
#: Their titles, as the form has them.
TITLES = {name: getFields(IProposal)[name].title for name in TEXTS}


@dataclass(frozen=True)
class Version:
    """`number` from 1; `texts` by the name of the field, the addressee by its title."""

    number: int
    when: datetime
    by: str
    texts: dict[str, str]


def versions(proposal: Proposal) -> list[Version]:
    """All of them, the first one first."""
    return [Version(**row) for row in IAnnotations(proposal).get(KEY, ())]


def latest(proposal: Proposal) -> Version | None:
    found = versions(proposal)
    return found[-1] if found else None


def freeze(proposal: Proposal) -> Version:
    """Keep the text as it is now."""
    kept = IAnnotations(proposal).setdefault(KEY, PersistentList())
    by = api.user.get_current().getId() or ""
    version = Version(len(kept) + 1, datetime.now(UTC), by, texts(proposal))
    kept.append(asdict(version))
    return version


def texts(proposal: Proposal) -> dict[str, str]:
    found = {name: getattr(proposal, name) or "" for name in TEXTS}
    found["addressee"] = title_of(proposal.addressee) if proposal.addressee else ""
    return found


def differs(proposal: Proposal, version: Version) -> bool:
    """Whether somebody has changed what it said; who is to carry it out may be called anew."""
    now = texts(proposal)
    return any(now[name] != version.texts[name] for name in TEXTS if name != "addressee")


def numbered(proposal: Proposal, number: int) -> Version | None:
    return next((one for one in versions(proposal) if one.number == number), None)
