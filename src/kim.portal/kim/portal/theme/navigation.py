"""Where one can go from here: the site's sections, and the way back up."""

from AccessControl import getSecurityManager
from Acquisition import aq_chain
from Acquisition import aq_inner
from dataclasses import dataclass
from DateTime import DateTime
from itertools import takewhile
from kim.portal.theme.marks import cached_by_mark
from OFS.interfaces import IItem
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFCore.interfaces import IContentish
from Products.CMFPlone.Portal import PloneSite


@dataclass(frozen=True)
class Section:
    """A published folder at the top of the site."""

    id: str
    title: str


@dataclass(frozen=True)
class Crumb:
    """A step on the way from the start page to the page shown."""

    title: str
    url: str


@cached_by_mark
def sections(site: PloneSite) -> tuple[Section, ...]:
    """The top-level folders open to everyone, without those kept out of the navigation."""
    brains = site.portal_catalog.unrestrictedSearchResults(
        path={"query": "/".join(site.getPhysicalPath()), "depth": 1},
        effectiveRange=DateTime(),
        allowedRolesAndUsers=["Anonymous"],
        is_folderish=True,
        sort_on="getObjPositionInParent",
    )
    return tuple(
        Section(brain.getId, brain.Title) for brain in brains if not brain.exclude_from_nav
    )


def breadcrumbs(context: IItem) -> list[Crumb]:
    """The pages above ``context``, from the top; those that one may not see are left out."""
    user = getSecurityManager()
    above = takewhile(lambda item: not IPloneSiteRoot.providedBy(item), aq_chain(aq_inner(context)))
    return [
        Crumb(item.Title(), item.absolute_url())
        for item in reversed(list(above)[1:])
        if IContentish.providedBy(item) and user.checkPermission("View", item)
    ]
