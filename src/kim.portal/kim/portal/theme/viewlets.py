"""What editors' pages share with visitors': titles, the name of the portal, skip link, footer."""

from html import escape
from kim.portal.theme.shell import Shell
from plone.app.layout.viewlets.common import TitleViewlet
from plone.app.layout.viewlets.common import ViewletBase
from zope.i18n import translate


class ShellViewlet(ViewletBase):
    """A viewlet that shows a part of the shell."""

    def update(self) -> None:
        """Prepare what the template asks for as ``view/shell``."""
        self.shell = Shell(self.context, self.request)


class PageTitle(TitleViewlet):
    """The title of the window: what the page is, where Plone names no more than its object."""

    def update(self) -> None:
        super().update()
        # Forms on an object stand in a wrapper that does not know what they are called.
        view = getattr(self.view, "form_instance", self.view)
        title = Shell(self.context, self.request).title(view)
        if title:
            said = escape(translate(title, context=self.request))
            self.site_title = f"{said}{self.sep}{escape(self.site_title_setting)}"
