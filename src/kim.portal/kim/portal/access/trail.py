"""Breadcrumbs: the way down to an entry, without the steps that the reader may not view."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from kim.portal.access.summaries import may_view
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from typing import Any
from zope.component import getMultiAdapter


class Breadcrumbs(PhysicalNavigationBreadcrumbs):
    """A hidden step is left out; the steps above and below it stay."""

    def breadcrumbs(self) -> tuple[dict[str, Any], ...]:
        if may_view(self.context):
            return super().breadcrumbs()
        parent = aq_parent(aq_inner(self.context))
        return tuple(getMultiAdapter((parent, self.request), name="breadcrumbs_view").breadcrumbs())
