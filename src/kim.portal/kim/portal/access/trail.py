"""The way down to an entry, without the steps that the reader may not view.

Breadcrumbs, site map and navigation of stock Plone name every parent of what is looked at.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from kim.portal.access.summaries import may_view
from kim.portal.interfaces import IKimLayer
from plone.app.layout.navigation.interfaces import INavigationQueryBuilder
from plone.app.layout.navigation.interfaces import INavtreeStrategy
from plone.app.layout.navigation.navtree import buildFolderTree
from plone.app.portlets.portlets.navigation import Renderer
from plone.memoize.instance import memoize
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services import Service
from plone.restapi.services.contextnavigation.get import ContextNavigation
from plone.restapi.services.contextnavigation.get import extract_data
from plone.restapi.services.contextnavigation.get import INavigationPortlet
from plone.restapi.services.contextnavigation.get import NavigationPortletRenderer
from plone.restapi.services.contextnavigation.get import NavtreeStrategy
from plone.restapi.services.contextnavigation.get import QueryBuilder
from Products.CMFPlone.browser.navigation import CatalogSiteMap
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from Products.CMFPlone.browser.navtree import SitemapQueryBuilder
from typing import Any
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.interface import Interface


PREFIX = "expand.contextnavigation."


class Breadcrumbs(PhysicalNavigationBreadcrumbs):
    """A hidden step is left out; the steps above and below it stay."""

    def breadcrumbs(self) -> tuple[dict[str, Any], ...]:
        if may_view(self.context):
            return super().breadcrumbs()
        parent = aq_parent(aq_inner(self.context))
        return tuple(getMultiAdapter((parent, self.request), name="breadcrumbs_view").breadcrumbs())


class SiteMap(CatalogSiteMap):
    """The site map holds what the catalog shows to its reader, and nothing else."""

    def siteMap(self) -> dict[str, Any]:
        context = aq_inner(self.context)
        strategy = getMultiAdapter((context, self), INavtreeStrategy)
        strategy.showAllParents = False
        query = SitemapQueryBuilder(context)()
        return buildFolderTree(context, obj=context, query=query, strategy=strategy)


class NavigationPortlet(Renderer):
    """The tree that whoever logs in sees beside a page."""

    @memoize
    def getNavTree(self, _marker: Any = None) -> dict[str, Any]:
        context = aq_inner(self.context)
        strategy = getMultiAdapter((context, self.data), INavtreeStrategy)
        strategy.showAllParents = False
        query = getMultiAdapter((context, self.data), INavigationQueryBuilder)()
        return buildFolderTree(context, obj=context, query=query, strategy=strategy)


class NavigationRenderer(NavigationPortletRenderer):
    """The tree of ``@contextnavigation``."""

    @memoize
    def getNavTree(self, _marker: Any = None) -> dict[str, Any]:
        context = aq_inner(self.context)
        strategy = NavtreeStrategy(context, self.data)
        strategy.showAllParents = False
        query = QueryBuilder(context, self.data)()
        return buildFolderTree(context, obj=context, query=query, strategy=strategy)


@implementer(IExpandableElement)
@adapter(Interface, IKimLayer)
class Navigation(ContextNavigation):
    """``contextnavigation`` among an entry's components."""

    def __call__(self, expand: bool = False, prefix: str = PREFIX) -> dict[str, Any]:
        result = super().__call__(expand=False)
        if expand:
            data = extract_data(INavigationPortlet, self.request.form, prefix)
            renderer = NavigationRenderer(self.context, self.request, data)
            result["contextnavigation"].update(renderer.render())
        return result


class NavigationService(Service):
    """``GET @contextnavigation``."""

    def reply(self) -> dict[str, Any]:
        return Navigation(self.context, self.request)(expand=True)["contextnavigation"]
