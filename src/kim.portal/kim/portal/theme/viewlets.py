"""What editors' pages share with visitors': the name of the portal, the skip link, the footer."""

from kim.portal.theme.shell import Shell
from plone.app.layout.viewlets.common import ViewletBase


class ShellViewlet(ViewletBase):
    """A viewlet that shows a part of the shell."""

    def update(self) -> None:
        """Prepare what the template asks for as ``view/shell``."""
        self.shell = Shell(self.context, self.request)
