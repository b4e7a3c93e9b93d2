"""Conditions that the workflow asks beside its permissions, as a view for its guard expressions."""

from plone.app.iterate.interfaces import IWorkingCopy
from Products.Five import BrowserView


INTERNAL_KIND = "internal"


class Publication(BrowserView):
    """``@@kim-publication`` on an entry."""

    def may_be_public(self) -> bool:
        """A working copy is checked in, never published beside its original."""
        return not IWorkingCopy.providedBy(self.context) and not self._internal()

    def may_be_internal(self) -> bool:
        """Only networks are internal (§ 2.3)."""
        return not IWorkingCopy.providedBy(self.context) and self._internal()

    def _internal(self) -> bool:
        return getattr(self.context, "kind", None) == INTERNAL_KIND
