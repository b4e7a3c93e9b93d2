"""The register of a committee's decisions: its folder, numbers without holes, the chain.

Numbers count within a year, the sequence over all years. Both are raised in the transaction that
uses them: one that fails has used none, and of two at once the later one is repeated.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.OOBTree import OOTreeSet
from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import STEERING
from kim.portal.committees.papers import make_folder
from kim.portal.decisions import chain
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import IDecision
from persistent.mapping import PersistentMapping
from plone import api
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.content import DexterityContent
from Products.CMFCore.interfaces import IWorkflowTool
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


DECISIONS = "beschluesse"
KEY = "kim.portal.register"
WAITING = "kim.portal.decisions_to_confirm"
#: What `make verify` says of a fault.
WORDS = {
    "seal": "its record is not what was sealed",
    "before": "it does not follow the decision before it",
    "sequence": "one before it is missing, or there twice",
    "number": "its number does not follow the one before",
    "end": "decisions after the last one are missing, or were added behind the register's back",
}


class IDecisionFolder(Interface):
    """Marks the folder of a committee's decisions."""


@implementer(IWorkflowChain)
@adapter(IDecisionFolder, IWorkflowTool)
def chain_of_decisions(folder: IDecisionFolder, tool: IWorkflowTool) -> tuple[str, ...]:
    return ("kim_decisions_workflow",)


def furnish(committee: Committee) -> None:
    """Make the folder where it is missing: for the committee that decides alone."""
    if committee.level == STEERING and DECISIONS not in committee:
        title = _("folder_decisions", default="Decisions")
        make_folder(committee, DECISIONS, title, IDecisionFolder, ("Decision",))


def folder_of(committee: Committee) -> DexterityContent:
    return committee[DECISIONS]


def enter(folder: DexterityContent, year: int) -> tuple[int, str, str]:
    """The next sequence, its number (“3/2026”), and the seal before it.

    :raises ValueError: for a year that lies before that of the last decision.
    """
    kept = IAnnotations(folder).get(KEY)
    if kept is None:
        kept = IAnnotations(folder)[KEY] = PersistentMapping(
            sequence=0, year=0, number=0, seal=chain.START
        )
    if year < kept["year"]:
        raise ValueError("decisions are numbered by the year in which they are confirmed")
    number = kept["number"] + 1 if year == kept["year"] else 1
    kept.update(sequence=kept["sequence"] + 1, year=year, number=number)
    return kept["sequence"], f"{number}/{year}", kept["seal"]


def seal(folder: DexterityContent, record: dict) -> str:
    """Seal what was entered last."""
    kept = IAnnotations(folder)[KEY]
    kept["seal"] = chain.seal(record)
    return kept["seal"]


def decisions(folder: DexterityContent) -> list[Decision]:
    """All of them in their order, whoever may see them."""
    found = [one for one in folder.objectValues() if IDecision.providedBy(one)]
    return sorted(found, key=_place)


def _place(decision: Decision) -> int:
    """Somebody who got at the database may have left anything."""
    sequence = decision.record.get("sequence")
    return sequence if isinstance(sequence, int) else 0


def successor(decision: Decision) -> Decision | None:
    """The decision that replaces one, whoever may see it."""
    uid = api.content.get_uuid(decision)
    return next((d for d in decisions(aq_parent(aq_inner(decision))) if d.supersedes == uid), None)


def registers() -> list[DexterityContent]:
    """The folders of all committees that decide, or have decided, by their addresses."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="Committee", is_working_copy=False)
    found = [brain._unrestrictedGetObject() for brain in brains]
    return [c[DECISIONS] for c in sorted(found, key=lambda c: c.getId()) if DECISIONS in c]


def head(folder: DexterityContent) -> str:
    """The seal of the last decision; the start of the chain where there is none."""
    kept = IAnnotations(folder).get(KEY)
    return kept["seal"] if kept is not None else chain.START


def note_waiting(committee: Committee, uid: str, waits: bool) -> None:
    """That an agenda item (its UID) waits for the chair, or does not any more."""
    folder = folder_of(committee)
    kept = IAnnotations(folder).get(WAITING)
    if kept is None:
        kept = IAnnotations(folder)[WAITING] = OOTreeSet()
    if waits:
        kept.insert(uid)
    elif uid in kept:
        kept.remove(uid)


def waiting(folder: DexterityContent) -> list[str]:
    """UIDs of agenda items on which something is recorded that the chair has not confirmed."""
    return list(IAnnotations(folder).get(WAITING, ()))


def faults(folder: DexterityContent) -> list[chain.Fault]:
    """Where the chain of this register is broken, its end included."""
    found = decisions(folder)
    links = [chain.Link(one.record, one.seal) for one in found]
    faults = list(chain.faults(links))
    kept = IAnnotations(folder).get(KEY)
    last = links[-1].seal if links else chain.START
    if kept is None:
        faults.extend([chain.Fault("", "end")] if links else [])
    elif kept["seal"] != last or kept["sequence"] != len(links):
        faults.append(chain.Fault(f"{kept['number']}/{kept['year']}", "end"))
    return faults
