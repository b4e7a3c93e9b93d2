"""A page that is open to everyone stays closed on an entry that its reader may not view.

Some of Plone's pages ask for no permission (sitemap, contact, forms of add-ons); called on a
hidden entry they would show its title around their own content.
"""

from kim.portal.access.summaries import may_view
from kim.portal.interfaces import IKimLayer
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IContentish
from typing import Any
from zExceptions import NotFound
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubAfterTraversal


def keep_hidden(event: IPubAfterTraversal) -> None:
    """404, as for an entry that does not exist."""
    request = event.request
    if not IKimLayer.providedBy(request):
        return
    content = content_of(request)
    if content is not None and not may_view(content):
        raise NotFound(request.getURL())


def content_of(request: HTTPRequest) -> Any:
    """The entry that the published view or service belongs to."""
    for parent in request["PARENTS"]:
        content = parent.context if isinstance(parent, RESTWrapper) else parent
        if IContentish.providedBy(content):
            return content
    return None
