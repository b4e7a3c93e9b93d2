"""``/themen``: a folder whose sub-addresses are the topics of the county's term list."""

from kim.portal.county.terms import terms
from kim.portal.interfaces import IKimLayer
from plone.dexterity.interfaces import IDexterityContainer
from typing import Any
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces import IPublishTraverse
from ZPublisher.BaseRequest import DefaultPublishTraverse


class ITopics(Interface):
    """Marks the folder."""


@implementer(IPublishTraverse)
@adapter(ITopics, IKimLayer)
class TopicsTraverser(DefaultPublishTraverse):
    """``/themen/language`` → the topics view, set to that topic."""

    context: IDexterityContainer

    def publishTraverse(self, request: IKimLayer, name: str) -> Any:
        topic = next((term for term in terms("topics") if term.id == name), None)
        if topic is None:
            return super().publishTraverse(request, name)
        view = getMultiAdapter((self.context, request), name="topics")
        view.topic = topic
        return view
