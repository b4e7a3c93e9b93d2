"""What higher rooms offer here: pages for those who were let in, and who speaks for a seat.

A page is a named multi-adapter of (pass, request) to `IPassPage`, on the portal's layer; its name
is its address below ``@@zugang/<meeting>/``. It is rendered as the account that the pass belongs
to (`passes.as_holder`), and shown inside the portal's page as a visitor sees it.
"""

from typing import Any
from zope.component import getAdapters
from zope.component import queryMultiAdapter
from zope.interface import Attribute
from zope.interface import Interface
from ZPublisher.HTTPRequest import HTTPRequest


class IPass(Interface):
    """What pages for those who were let in are registered for: `passes.Pass`."""


class IPassPage(Interface):
    """One page that a pass opens."""

    title = Attribute("What the link to it says, and its heading: a message.")
    order = Attribute("Whole number; lower comes first.")

    def render() -> str | bytes:
        """HTML below the heading, or a whole answer as bytes (its type is set by the page).

        Asked for a POST too, whose token has been checked: every form holds a hidden field named
        `posting.FIELD` with the value ``posting.token(posting.subject(pass))``. A page that has
        acted redirects and returns an empty string.
        """


class ISpeakers(Interface):
    """Adapter of a meeting: who is expected to speak for its seats. Without one: the holders."""

    def speaker(seat_uid: str) -> str | None:
        """The id of the person who is expected for a seat."""


def pages(given: Any, request: HTTPRequest) -> list[tuple[str, IPassPage]]:
    """Name and page of all that a pass opens, in their order."""
    every = getAdapters((given, request), IPassPage)
    return sorted(every, key=lambda pair: (pair[1].order, pair[0]))


def page(given: Any, request: HTTPRequest, name: str) -> IPassPage | None:
    return queryMultiAdapter((given, request), IPassPage, name=name) if name else None
