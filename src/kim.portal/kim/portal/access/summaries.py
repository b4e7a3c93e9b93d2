"""JSON of entries and their summaries: nothing of what the reader may not view.

Stock serializers show the title and state of a parent or a related item to whoever may view the
entry itself. A room that registers a serializer of its own on the portal's layer mixes in
:class:`Discreet`.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from kim.portal.access.authorship import discreet_lock
from kim.portal.access.authorship import may_see_authors
from kim.portal.access.authorship import PERSONAL_COLUMNS
from kim.portal.interfaces import IKimLayer
from plone import api
from plone.app.contenttypes.interfaces import ICollection
from plone.base.interfaces import IPloneSiteRoot
from plone.dexterity.interfaces import IDexterityContainer
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from plone.restapi.serializer.collection import SerializeCollectionToJson
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.serializer.relationfield import RelationChoiceFieldSerializer
from plone.restapi.serializer.relationfield import RelationListFieldSerializer
from plone.restapi.serializer.site import SerializeSiteRootToJson
from plone.restapi.serializer.summary import DefaultJSONSummarySerializer
from plone.restapi.serializer.summary import merge_serializer_metadata_utilities_data
from typing import Any
from z3c.relationfield.interfaces import IRelationChoice
from z3c.relationfield.interfaces import IRelationList
from z3c.relationfield.interfaces import IRelationValue
from zope.component import adapter
from zope.interface import implementer
from zope.publisher.interfaces import IRequest


METADATA = "kim.portal.summary_metadata"


def may_view(content: Any) -> bool:
    return bool(getSecurityManager().checkPermission("View", content))


class Discreet:
    """Mixin for an entry's serializer: hides a hidden parent and the holder of a lock."""

    def __call__(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        result = super().__call__(*args, **kwargs)
        if not may_view(aq_parent(aq_inner(self.context))):
            result["parent"] = {}
        if "lock" in result:
            result["lock"] = discreet_lock(self.context)
        return result


@implementer(ISerializeToJson)
@adapter(IDexterityContent, IKimLayer)
class ItemSerializer(Discreet, SerializeToJson):
    """Any entry."""


@implementer(ISerializeToJson)
@adapter(IDexterityContainer, IKimLayer)
class ContainerSerializer(Discreet, SerializeFolderToJson):
    """An entry with its children."""


@implementer(ISerializeToJson)
@adapter(ICollection, IKimLayer)
class CollectionSerializer(Discreet, SerializeCollectionToJson):
    """A stored search with its results."""


@implementer(ISerializeToJson)
@adapter(IPloneSiteRoot, IKimLayer)
class SiteSerializer(Discreet, SerializeSiteRootToJson):
    """The site, which has no parent to hide."""


@implementer(ISerializeToJsonSummary)
class SummarySerializer(DefaultJSONSummarySerializer):
    """A line of a list: what names persons is left out for all but reviewers.

    The fields come from the registered utilities alone, never from the request's form.
    """

    def __init__(self, context: Any, request: IRequest) -> None:
        self.context = context
        self.request = request
        metadata = request.other.get(METADATA)
        if metadata is None:
            metadata = request.other[METADATA] = merge_serializer_metadata_utilities_data()
        self.default_metadata_fields = metadata["default_metadata_fields"]
        self.field_accessors = metadata["field_accessors"]
        self.non_metadata_attributes = metadata["non_metadata_attributes"]
        self.blocklisted_attributes = metadata["blocklisted_attributes"]

    def metadata_fields(self) -> set[str]:
        fields = super().metadata_fields()
        personal = fields & PERSONAL_COLUMNS
        if personal and not may_see_authors(api.portal.get()):
            return fields - personal
        return fields


def viewable(relation: IRelationValue | None) -> bool:
    """Whether the reader may know of the other end; a broken relation has none."""
    target = relation.to_object if relation is not None else None
    return target is not None and may_view(target)


@implementer(IFieldSerializer)
@adapter(IRelationChoice, IDexterityContent, IKimLayer)
class RelationSerializer(RelationChoiceFieldSerializer):
    """One related item."""

    def get_value(self, default: Any = None) -> Any:
        value = super().get_value(default)
        return value if viewable(value) else default


@implementer(IFieldSerializer)
@adapter(IRelationList, IDexterityContent, IKimLayer)
class RelationsSerializer(RelationListFieldSerializer):
    """Several related items."""

    def get_value(self, default: Any = None) -> list[Any]:
        return [relation for relation in super().get_value(default) if viewable(relation)]
