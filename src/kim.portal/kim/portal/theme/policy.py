"""Diazo stays with those who log in: a visitor's page leaves the shell as it is."""

from kim.portal.interfaces import IKimLayer
from kim.portal.theme.visitor import is_visitor
from plone.app.theming.interfaces import IThemeSettings
from plone.app.theming.interfaces import IThemingPolicy
from plone.app.theming.policy import ThemingPolicy
from zope.component import adapter
from zope.interface import implementer


@implementer(IThemingPolicy)
@adapter(IKimLayer)
class EditorsOnly(ThemingPolicy):
    """Plone's theming policy, off for visitors."""

    def isThemeEnabled(self, settings: IThemeSettings | None = None) -> bool:
        """Whether Diazo transforms the page of the current request."""
        return not is_visitor() and super().isThemeEnabled(settings)
