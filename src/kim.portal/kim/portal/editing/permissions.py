"""What the workflow lets people do with an entry, by the names of the permissions."""

from AccessControl import getSecurityManager
from plone.dexterity.content import DexterityContent


REVIEW = "kim.portal: Review Entry"
SUBMIT = "kim.portal: Submit Entry"
MODIFY = "Modify portal content"
DELETE = "Delete objects"
VIEW = "View"


def may(permission: str, entry: DexterityContent) -> bool:
    """Whether the user has a permission on the entry."""
    return bool(getSecurityManager().checkPermission(permission, entry))
