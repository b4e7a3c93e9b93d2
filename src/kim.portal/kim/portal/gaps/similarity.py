"""Other reports to merge with, as the office finds them."""

from kim.portal import _
from kim.portal.gaps import life
from kim.portal.gaps.gap import GapReport
from kim.portal.tracking.life import NotPossible
from plone import api


def open_report(named: str) -> GapReport:
    """The open report of a UID or of the address of its page, if the user may see it.

    :raises NotPossible: where there is none.
    """
    catalog = api.portal.get_tool("portal_catalog")
    words = named.strip().rstrip("/")
    query = {"getId": words.rsplit("/", 1)[-1]} if "/" in words else {"UID": words}
    found = catalog(portal_type="GapReport", review_state=life.OPEN, **query) if words else ()
    if len(found) != 1:
        raise NotPossible(_("merge_twin", default="Please choose an open report."), "twin")
    return found[0].getObject()
