"""Who made or changed something is for those who may change or review it.

Everyone else gets the entry without the ids and names of its authors.
"""

from AccessControl import getSecurityManager
from kim.portal.interfaces import IKimLayer
from plone.app.discussion.interfaces import IComment
from plone.app.layout.viewlets.common import DublinCoreViewlet
from plone.app.layout.viewlets.content import DocumentBylineViewlet
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.discussion import CommentSerializer
from plone.restapi.serializer.dxfields import CollectionFieldSerializer
from plone.restapi.services.locking import lock_info
from plone.restapi.services.locking.get import Lock
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import ITuple


PERMISSIONS = ("Modify portal content", "Review portal content")
#: Columns of the catalog that name persons.
PERSONAL_COLUMNS = frozenset(
    {"author_name", "commentators", "Creator", "in_response_to", "listCreators"}
)
#: What everyone may know of a lock: that there is one.
LOCK_STATE = ("locked", "stealable")


def may_see_authors(context: Any) -> bool:
    """Whoever may edit or review here."""
    check = getSecurityManager().checkPermission
    return any(check(permission, context) for permission in PERMISSIONS)


def discreet_lock(context: Any) -> dict[str, Any]:
    """plone.restapi's lock info, without its holder and token for those who cannot edit."""
    info = lock_info(context)
    if may_see_authors(context):
        return info
    return {key: info[key] for key in LOCK_STATE if key in info}


@implementer(IFieldSerializer)
@adapter(ITuple, IDexterityContent, IKimLayer)
class TupleSerializer(CollectionFieldSerializer):
    """The creators are a tuple among others: the lookup cannot be narrower than that."""

    def __call__(self) -> Any:
        if self.field.__name__ == "creators" and not may_see_authors(self.context):
            return []
        return super().__call__()


@implementer(ISerializeToJson)
@adapter(IComment, IKimLayer)
class DiscreetComment(CommentSerializer):
    """A comment without the account of its author."""

    def __call__(self, include_items: bool = True) -> dict[str, Any]:
        result = super().__call__(include_items)
        if not may_see_authors(self.context):
            result.update(author_username=None, author_name=None, author_image=None)
        return result


class DiscreetLock(Lock):
    """``GET @lock``."""

    def reply(self) -> dict[str, Any]:
        return discreet_lock(self.context)


class Byline(DocumentBylineViewlet):
    """The line below the title names authors whatever the site's settings say."""

    def show_about(self) -> bool:
        return may_see_authors(self.context)


class DublinCore(DublinCoreViewlet):
    """The ``meta`` elements, which every visitor can read."""

    def update(self) -> None:
        super().update()
        self.metatags = [(name, value) for name, value in self.metatags if name != "DC.creator"]
