"""What lists say of a mandate without waking it."""

from datetime import date
from kim.portal.mandates.mandate import IMandate
from plone.indexer import indexer


@indexer(IMandate)
def mandate_due(mandate: IMandate) -> date:
    return mandate.due


@indexer(IMandate)
def mandate_addressee(mandate: IMandate) -> str:
    return mandate.addressee
