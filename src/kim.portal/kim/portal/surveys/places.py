"""What enquiries say to the folder of reports."""

from kim.portal.gaps.folders import IGapFolder
from kim.portal.gaps.places import IEnquiries
from kim.portal.surveys import surveys
from zope.component import adapter
from zope.interface import implementer


@implementer(IEnquiries)
@adapter(IGapFolder)
def own_enquiries(folder: IGapFolder) -> list[surveys.Survey] | None:
    """Those that the reader may answer."""
    return [one for one in surveys.surveys() if surveys.own(one)] or None
