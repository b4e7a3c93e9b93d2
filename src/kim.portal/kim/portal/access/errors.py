"""A program that asks gets its errors as JSON with the right status, also where pages have theirs.

Without a marker of its own, the view that the portal has for pages would take the API's place and
send programs to the login form.
"""

from kim.portal.interfaces import IKimLayer
from plone.rest.interfaces import IAPIRequest
from plone.rest.traverse import MarkAsRESTTraverser
from typing import Any
from zope.interface import alsoProvides
from zope.publisher.interfaces import IRequest


class IKimAPIRequest(IAPIRequest, IKimLayer):
    """A request of the JSON API on the portal."""


def mark(request: IRequest) -> None:
    """As soon as both are known; asking twice is harmless."""
    if IAPIRequest.providedBy(request) and IKimLayer.providedBy(request):
        alsoProvides(request, IKimAPIRequest)


class APITraverser(MarkAsRESTTraverser):
    """``++api++``."""

    def traverse(self, name: str, path: list[str]) -> Any:
        content = super().traverse(name, path)
        mark(self.request)
        return content
