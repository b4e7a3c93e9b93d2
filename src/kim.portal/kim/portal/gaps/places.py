"""Where a room above says that there are enquiries: a subscription adapter."""

from kim.portal.gaps.folders import IGapFolder
from zope.component import subscribers
from zope.interface import Interface


class IEnquiries(Interface):
    """Of the folder: there where its reader is asked what is lacking."""


def has_enquiries(folder: IGapFolder) -> bool:
    return bool(subscribers((folder,), IEnquiries))
