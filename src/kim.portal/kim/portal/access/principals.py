"""Lists of users and groups, and what is made for editing: not for visitors.

Visitors read the portal's own vocabularies, each of which is registered under a name of ours.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from kim.portal.access.guard import published_name
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.behavior.registration import BehaviorRegistrationNotFound
from plone.behavior.registration import lookup_behavior_registration
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from plone.restapi.services.inherit.get import InheritedBehaviorExpander
from plone.restapi.services.linkintegrity.get import LinkIntegrityGet
from plone.restapi.services.relations.get import GetRelations
from plone.restapi.services.vocabularies.get import VocabulariesGet
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces import IRequest
from ZPublisher.interfaces import IPubAfterTraversal


PUBLIC_VOCABULARIES = ("kim.", "collective.taxonomy.")
PRINCIPALS = frozenset(
    {
        "plone.app.users.group_ids",
        "plone.app.vocabularies.Groups",
        "plone.app.vocabularies.Principals",
        "plone.app.vocabularies.Users",
    }
)
#: Views that serve an editor's widgets or look members up, but ask for View alone.
MEMBERS_VIEWS = frozenset({"author", "getSource", "getVocabulary", "member-search"})


def refuse_visitors() -> None:
    if api.user.is_anonymous():
        raise Unauthorized


def keep_members_views(event: IPubAfterTraversal) -> None:
    request = event.request
    if IKimLayer.providedBy(request) and published_name(request) in MEMBERS_VIEWS:
        refuse_visitors()


class Vocabularies(VocabulariesGet):
    """``GET @vocabularies``."""

    def _has_permission_to_access_vocabulary(self, vocabulary_name: str) -> bool:
        if api.user.is_anonymous():
            return vocabulary_name.startswith(PUBLIC_VOCABULARIES)
        if vocabulary_name in PRINCIPALS:
            return bool(getSecurityManager().checkPermission("Modify portal content", self.context))
        return super()._has_permission_to_access_vocabulary(vocabulary_name)

    def reply(self) -> Any:
        result = super().reply()
        if self.params:
            return result
        return [
            vocabulary
            for vocabulary in result
            if self._has_permission_to_access_vocabulary(vocabulary["title"])
        ]


class LinkIntegrity(LinkIntegrityGet):
    """``GET @linkintegrity``: what links here, for those who may delete it."""

    def reply(self) -> Any:
        refuse_visitors()
        uids = self.request.form.get("uids", [])
        for uid in uids if isinstance(uids, list) else [uids]:
            content = uuidToObject(uid) if isinstance(uid, str) else None
            if content is None:
                raise BadRequest("uids: there is no such entry")
            if not getSecurityManager().checkPermission("Delete objects", content):
                raise Unauthorized
        return super().reply()


class Relations(GetRelations):
    """``GET @relations``."""

    def reply(self) -> Any:
        refuse_visitors()
        return super().reply()


@implementer(IExpandableElement)
@adapter(Interface, IKimLayer)
class InheritedBehaviors(InheritedBehaviorExpander):
    """``@inherit``: only behaviors that mark what provides them can be inherited."""

    def __init__(self, context: Any, request: IRequest) -> None:
        super().__init__(context, request)
        self.behavior_names = [name for name in self.behavior_names if has_marker(name)]


def has_marker(name: str) -> bool:
    try:
        return lookup_behavior_registration(name=name).marker is not None
    except BehaviorRegistrationNotFound:
        return False


class InheritedBehaviorsService(Service):
    """``GET @inherit``."""

    def reply(self) -> Any:
        expanded = InheritedBehaviors(self.context, self.request)(expand=True)
        return expanded.get("inherit", expanded)
