"""What lists say of a decision without waking it."""

from datetime import date
from kim.portal.decisions.decision import IDecision
from plone.indexer import indexer


@indexer(IDecision)
def decided_on(decision: IDecision) -> date | None:
    return decision.day


@indexer(IDecision)
def decision_outcome(decision: IDecision) -> str:
    return decision.outcome
