"""What the catalog knows of mandates, so that lists wake none."""

from datetime import date
from kim.portal.mandates.mandate import IMandate
from kim.portal.tracking.bodies import COMMITTEE
from plone.indexer import indexer


@indexer(IMandate)
def committee_uid(mandate: IMandate) -> str:
    """The committee that carries it out, where it is one."""
    kind, _colon, name = mandate.addressee.partition(":")
    if kind != COMMITTEE:
        raise AttributeError("committee_uid")
    return name


@indexer(IMandate)
def mandate_due(mandate: IMandate) -> date:
    return mandate.due


@indexer(IMandate)
def mandate_addressee(mandate: IMandate) -> str:
    return mandate.addressee
