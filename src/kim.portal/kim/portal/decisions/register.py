"""The register of a committee's decisions: its folder, numbers without holes, the chain.

Numbers count within a year, the sequence over all years. Both are raised in the transaction that
uses them: one that fails has used none, and of two at once the later one is repeated.
"""

from kim.portal import _
from kim.portal.committees.committee import Committee
from kim.portal.committees.committee import STEERING
from kim.portal.committees.papers import make_folder
from kim.portal.decisions import chain
from kim.portal.decisions.decision import Decision
from kim.portal.decisions.decision import IDecision
from persistent.mapping import PersistentMapping
from plone.base.interfaces import IWorkflowChain
from plone.dexterity.content import DexterityContent
from Products.CMFCore.interfaces import IWorkflowTool
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


DECISIONS = "beschluesse"
KEY = "kim.portal.register"


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
    return sorted(found, key=lambda one: one.record["sequence"])


def faults(folder: DexterityContent) -> list[chain.Fault]:
    """Where the chain of this register is broken, its end included."""
    found = decisions(folder)
    links = [chain.Link(one.record, one.seal) for one in found]
    faults = list(chain.faults(links))
    kept = IAnnotations(folder).get(KEY)
    last = links[-1].seal if links else chain.START
    if kept is not None and (kept["seal"] != last or kept["sequence"] != len(links)):
        faults.append(chain.Fault(f"{kept['number']}/{kept['year']}", "end"))
    return faults
