"""Page panels: the place where a higher room shows something on a lower room's page.

A panel is a named multi-adapter of (content, request) to IPanel, registered on the browser layer;
``docs/development.md`` has an example. Panels appear in their order; an empty one is left out.
"""

from dataclasses import dataclass
from plone.dexterity.interfaces import IDexterityContent
from Products.Five import BrowserView
from zope.component import getAdapters
from zope.interface import Attribute
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest


EVERY = range(1_000)


class IPanel(Interface):
    """Part of a page."""

    order = Attribute("Whole number; lower comes first.")

    def render() -> str:
        """HTML with its own heading (h2), or an empty string where there is nothing to show."""


@implementer(IPanel)
@dataclass
class Panel:
    """Base for panels: set `order` and `view`, the name of a browser view that renders it."""

    context: IDexterityContent
    request: IBrowserRequest
    order = 100
    view = ""

    def render(self) -> str:
        return self.context.restrictedTraverse(f"@@{self.view}")()


def rendered(page: BrowserView, orders: range = EVERY) -> list[str]:
    """The panels of a page's content whose order lies in the range, without the empty ones."""
    adapters = getAdapters((page.context, page.request), IPanel)
    chosen = [item for item in adapters if item[1].order in orders]
    panels = sorted(chosen, key=lambda item: (item[1].order, item[0]))
    return [html for html in (panel.render() for _, panel in panels) if html.strip()]
