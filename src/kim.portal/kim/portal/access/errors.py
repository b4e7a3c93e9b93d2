"""A program that asks gets its errors as JSON with the right status, also where pages have theirs.

Without a marker of its own, the view that the portal has for pages would take the API's place and
send programs to the login form. A refused parameter is named in a field of its own.
"""

from kim.portal.access.parameters import BadParameter
from kim.portal.interfaces import IKimLayer
from plone.rest.errors import ErrorHandling
from plone.rest.interfaces import IAPIRequest
from plone.rest.traverse import MarkAsRESTTraverser
from typing import Any
from zExceptions import BadRequest
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import Attribute
from zope.interface import Interface
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


class IParameterRefused(Interface):
    """Marks a 400 on account of one parameter.

    A subclass would do, did Zope not take the status from the name of the class.
    """

    parameter = Attribute("What the asker sent it as")


def refused(error: BadParameter) -> BadRequest:
    """A refused parameter is the asker's mistake: 400."""
    answer = BadRequest(str(error))
    answer.parameter = error.name
    alsoProvides(answer, IParameterRefused)
    return answer


@adapter(IParameterRefused, IKimAPIRequest)
class ParameterAnswer(ErrorHandling):
    """``{"type": "BadRequest", "message": "page: …", "parameter": "page"}``"""

    def render_exception(self, exception: BadRequest) -> dict[str, Any]:
        return super().render_exception(exception) | {"parameter": exception.parameter}
